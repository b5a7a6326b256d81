"""The database's ground rules: the declarative base, column types and engine options of both databases."""

import sqlite3
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Engine, MetaData, String, create_engine, delete, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC on every database; a value without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What every table descends from."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UTCDateTime, list[str]: JSON, dict[str, Any]: JSON, str: String},
    )


def engine_options(url: str) -> dict[str, Any]:
    """Return what `create_engine` needs for this address, beside the address."""
    # Errors are logged and kept: they must not carry what people typed, or a mail's secret link.
    discreet = {"hide_parameters": True}
    if url.startswith("sqlite"):
        return discreet | {"connect_args": {"timeout": 30, "check_same_thread": False}}
    return discreet | {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 20}


def open_engine(url: str) -> Engine:
    """Open a database as every program does; nothing is connected before it is used."""
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    return engine


def prepare_engine(engine: Engine) -> None:
    """Make SQLite keep promises that it keeps only when asked; leave PostgreSQL as it is."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _prepare_sqlite_connection)
    event.listen(engine, "begin", _begin_sqlite_transaction)


def delete_all_rows(session: Session, *, but: type[Base]) -> None:
    """Delete every row of every table except one, having waited for whoever writes; the caller commits."""
    tables = [table for table in reversed(Base.metadata.sorted_tables) if table is not but.__table__]
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"TRUNCATE {', '.join(table.name for table in tables)}"))
    else:
        for table in tables:
            session.execute(delete(table))
    session.expunge_all()


def _prepare_sqlite_connection(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transaction start would come too late and never be IMMEDIATE: we emit BEGIN ourselves.
    connection.isolation_level = None
    for pragma in ("busy_timeout=30000", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch a new database to a write-ahead log, waiting here for programs that start at once: SQLite does not."""
    for _attempt in range(100):
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode=WAL")
            return
        time.sleep(0.05)
    connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite_transaction(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
