"""The numbered steps lead to the schema the models describe, on both databases, and back."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import JSON, Column, Connection, DateTime, Engine, inspect, text
from sqlalchemy.types import TypeEngine

from hackathon.core.db import UTCDateTime
from hackathon.core.migrations import _config, is_current, migrate_database
from hackathon.core.search.engines import is_ours
from hackathon.schema import METADATA
from tests.live import opened

OF_ALEMBIC = {"alembic_version"}
Type = TypeEngine[object]


@pytest.fixture
def empty(live_url: str) -> Iterator[Engine]:
    """Give an engine on a database without a schema."""
    with opened(live_url) as engine:
        yield engine


def is_another_type(
    _context: MigrationContext, _found: Column[object], _wanted: Column[object], found: Type, wanted: Type
) -> bool | None:
    """Count our moments as the column type they are in the database; leave the rest to alembic."""
    return False if isinstance(wanted, UTCDateTime) and isinstance(found, DateTime) else None


def is_another_default(
    _context: MigrationContext,
    _found: Column[object],
    wanted: Column[object],
    found_default: str | None,
    _wanted_default: object,
    wanted_text: str | None,
) -> bool | None:
    """Compare defaults of JSON as text, since PostgreSQL has no equality for it; leave the rest to alembic."""
    if not isinstance(wanted.type, JSON):
        return None
    return (found_default or "").removesuffix("::json").strip("'") != (wanted_text or "").strip("'")


def is_known(name: str | None, kind: str, parents: object) -> bool:
    """Leave out what the search keeps beside its table."""
    return not is_ours(name, kind, parents)


def differences(connection: Connection) -> list[object]:
    """List what autogenerate would change."""
    options = {"compare_type": is_another_type, "compare_server_default": is_another_default, "include_name": is_known}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))


def tables(connection: Connection) -> set[str]:
    found = set(inspect(connection).get_table_names()) - OF_ALEMBIC
    return {name for name in found if is_known(name, "table", {})}


def test_migrated_schema_is_the_models_schema(empty: Engine) -> None:
    migrate_database(empty)

    with empty.connect() as connection:
        assert differences(connection) == []
        assert tables(connection) == set(METADATA.tables)
        assert is_current(connection)


def test_schema_before_the_first_step_is_not_current(empty: Engine) -> None:
    with empty.connect() as connection:
        assert not is_current(connection)


def test_migration_of_a_current_schema_changes_nothing(empty: Engine) -> None:
    migrate_database(empty)
    with empty.begin() as connection:
        connection.execute(text("INSERT INTO leaderships (name, holder, until) VALUES ('x', 'y', '2026-11-24 12:00')"))

    migrate_database(empty)

    with empty.connect() as connection:
        assert connection.scalar(text("SELECT holder FROM leaderships")) == "y"


def test_steps_down_and_up_again_lead_to_the_same_schema(empty: Engine) -> None:
    migrate_database(empty)

    with empty.begin() as connection:
        command.downgrade(_config(connection), "base")
        left = tables(connection)
    migrate_database(empty)

    assert left == set()
    with empty.connect() as connection:
        assert differences(connection) == []


def test_migrations_started_at_once_take_turns(empty: Engine) -> None:
    url = empty.url.render_as_string(hide_password=False)
    program = (
        "from tests.live import opened; from hackathon.core.migrations import migrate_database\n"
        f"with opened({url!r}) as engine: migrate_database(engine)"
    )
    starts = [subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE, text=True) for _ in range(2)]

    trouble = [start.communicate()[1] for start in starts]

    assert trouble == ["", ""]
    with empty.connect() as connection:
        assert is_current(connection)


def test_migration_leaves_foreign_keys_guarded(empty: Engine) -> None:
    migrate_database(empty)

    if empty.dialect.name == "sqlite":
        with empty.connect() as connection:
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1
