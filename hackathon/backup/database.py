"""What a backup asks of the two databases beside rows: to stand still, to take rows in any order, to count on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Select, func, inspect, literal_column, select, table, text

OF_MIGRATIONS = "alembic_version"
GUARDS = text("""
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
""")
COUNTERS = text("""
    SELECT table_name, pg_get_serial_sequence(quote_ident(table_name), 'id') FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_name = 'id'
    AND pg_get_serial_sequence(quote_ident(table_name), 'id') IS NOT NULL
""")


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Open a transaction in which, from its first read on, the database stands still while others write."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        # On SQLite every transaction that only reads is a snapshot.
        with connection.begin():
            yield connection


def first_filled(connection: Connection) -> str | None:
    """Name a table that holds rows, None where all are empty."""
    present = (name for name in sorted(inspect(connection).get_table_names()) if name != OF_MIGRATIONS)
    return next((name for name in present if _has_rows(connection, name)), None)


def has_foreign_tables(connection: Connection) -> bool:
    """Tell whether there are tables although no migration of ours ever ran."""
    names = inspect(connection).get_table_names()
    return bool(names) and OF_MIGRATIONS not in names


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """Let rows come in any order; at the end every foreign key must lead somewhere, or the database objects."""
    if connection.dialect.name != "postgresql":
        yield  # SQLite's guard is off while the schema changes; `lost_references` looks instead
        return
    guards = connection.execute(GUARDS).all()
    for owner, name, _definition in guards:
        connection.exec_driver_sql(f"ALTER TABLE {owner} DROP CONSTRAINT {name}")
    yield
    for owner, name, definition in guards:
        connection.exec_driver_sql(f"ALTER TABLE {owner} ADD CONSTRAINT {name} {definition}")


def lost_references(connection: Connection) -> bool:
    """Tell whether a foreign key of SQLite leads nowhere."""
    return connection.dialect.name == "sqlite" and bool(connection.exec_driver_sql("PRAGMA foreign_key_check").first())


def counters_of(connection: Connection) -> dict[str, int]:
    """Read the highest number each table ever gave, which PostgreSQL alone remembers."""
    return {name: connection.scalar(_last_given(sequence)) or 0 for name, sequence in _counters(connection)}


def advance_counters(connection: Connection, given: Mapping[str, int]) -> None:
    """Let PostgreSQL number new rows after all that there are, and were."""
    for name, sequence in _counters(connection):
        highest = connection.scalar(select(func.max(literal_column("id"))).select_from(table(name))) or 0
        last = max(highest, given.get(name, 0))
        if last:
            connection.execute(select(func.setval(sequence, last)))


def _has_rows(connection: Connection, name: str) -> bool:
    return connection.execute(select(literal_column("1")).select_from(table(name)).limit(1)).first() is not None


def _counters(connection: Connection) -> list[tuple[str, str]]:
    """List the tables of PostgreSQL that number their rows, each with the sequence that does."""
    found = connection.execute(COUNTERS).all() if connection.dialect.name == "postgresql" else []
    return sorted((name, sequence) for name, sequence in found)


def _last_given(sequence: str) -> Select[int]:
    return select(literal_column("last_value")).select_from(text(sequence)).where(literal_column("is_called"))
