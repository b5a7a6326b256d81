"""Triggers that let rows of the record be added and never changed or deleted, on both databases.

They are made with the tables and again after every schema step, because SQLite forgets them where a step rebuilds a
table. Lifting them is for one purpose: when the demo is thrown away with all its rows, and the record begins anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, MetaData, event, inspect, text

from hackathon.core.db import Base

GUARDED = ("facts", "fact_subjects", "ledger_entries", "ledger_nodes", "ledger_checkpoints", "ledger_keys")
REFUSAL = "rows of the record are written once"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
"""


def guard(connection: Connection) -> None:
    """Guard every table of the record that there is; guarding it again changes nothing."""
    tables = [name for name in GUARDED if name in inspect(connection).get_table_names()]
    if connection.dialect.name == "postgresql":
        connection.execute(text(_FUNCTION))
    for table in tables:
        for statement in _guards(connection, table):
            connection.execute(text(statement))


@contextmanager
def lifted(connection: Connection) -> Iterator[None]:
    """Let the block delete everything; the guards stand again when it is left, in the same transaction."""
    for table in GUARDED:
        for statement in _removals(connection, table):
            connection.execute(text(statement))
    yield
    guard(connection)


def _guards(connection: Connection, table: str) -> Iterator[str]:
    yield from _removals(connection, table)
    if connection.dialect.name == "postgresql":
        yield (
            f"CREATE TRIGGER {table}_written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION written_once()"
        )
        return
    for verb in ("update", "delete"):
        yield (
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def _removals(connection: Connection, table: str) -> Iterator[str]:
    if connection.dialect.name == "postgresql":
        yield f"DROP TRIGGER IF EXISTS {table}_written_once ON {table}"
        return
    yield from (f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete"))


@event.listens_for(Base.metadata, "after_create")
def _guard_new_tables(_metadata: MetaData, connection: Connection, **_values: Any) -> None:
    guard(connection)
