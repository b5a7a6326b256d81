"""Schema steps: one sequence of numbered migrations for both databases, run from code."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select

from hackathon.core.ledger.guards import guard

FOLDER = Path(__file__).parent.parent.parent / "migrations"
TURN = 0x6861636B
"""The number under which PostgreSQL keeps two migrations from running at once."""


def migrate(connection: Connection, *, to: str = "head") -> None:
    """Bring the schema up to a step, the newest unless told otherwise, and guard the record; the caller commits."""
    command.upgrade(_config(connection), to)
    guard(connection)


def migrate_database(engine: Engine) -> None:
    """Bring a database to the newest step and commit; programs that start at once take turns."""
    with changing_schema(engine) as connection:
        migrate(connection)


def remove_schema(connection: Connection) -> None:
    """Take all steps back, tables with their rows included; the caller commits."""
    command.downgrade(_config(connection), "base")


@contextmanager
def changing_schema(engine: Engine) -> Iterator[Connection]:
    """Open a transaction in which the schema may change, alone; foreign keys of SQLite are not guarded in it."""
    with engine.connect() as connection, _rebuilding(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(TURN)))
        yield connection


@contextmanager
def _rebuilding(connection: Connection) -> Iterator[None]:
    """Let steps rebuild tables on SQLite, where a table that is referred to can only be replaced unguarded."""
    connection.execution_options(immediate=True)
    if connection.dialect.name != "sqlite":
        yield
        return
    _sqlite(connection, "PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        _sqlite(connection, "PRAGMA foreign_keys=ON")


def _sqlite(connection: Connection, statement: str) -> None:
    # Beneath SQLAlchemy, which would begin a transaction, in which this pragma does nothing.
    connection.connection.cursor().execute(statement)


def is_current(connection: Connection) -> bool:
    """Tell whether the schema is at the newest step."""
    return revision_of(connection) == newest()


def revision_of(connection: Connection) -> str | None:
    """Name the step the schema is at, None before the first."""
    return MigrationContext.configure(connection).get_current_revision()


def knows(revision: str) -> bool:
    """Tell whether this version has such a step."""
    return revision in {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}


@lru_cache(maxsize=1)
def newest() -> str | None:
    """Name the newest step."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config
