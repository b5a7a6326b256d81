"""Schema steps: one sequence of numbered migrations for both databases, run from code."""

from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

FOLDER = Path(__file__).parent.parent.parent / "migrations"


def migrate(connection: Connection) -> None:
    """Bring the schema to the newest step; the caller commits."""
    command.upgrade(_config(connection), "head")


def is_current(connection: Connection) -> bool:
    """Tell whether the schema is at the newest step."""
    return MigrationContext.configure(connection).get_current_revision() == newest()


@lru_cache(maxsize=1)
def newest() -> str | None:
    """Name the newest step."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config
