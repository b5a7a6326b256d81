"""Installations for backups: every table filled with rows of every kind, files, and real repositories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Date,
    LargeBinary,
    Numeric,
    String,
    Table,
    insert,
    select,
)

from hackathon.core.db import UTCDateTime
from hackathon.core.migrations import migrate_database
from hackathon.core.storage import Storage
from hackathon.schema import METADATA
from hackathon.toolbox import Toolbox
from tests.clocks import StandingClock
from tests.installation import make_settings
from tests.servers.git_http import commit_and_push, make_repository

ROWS = 3
MOMENT = datetime(2026, 3, 29, 1, 59, 59, 123456, tzinfo=UTC)
WORDS = "Zoë's “meter”\n\t\\ % 🌡 {0}"
FILES = (b"", b"three quiet meters", bytes(range(256)) * 5000)

Rows = list[tuple[object, ...]]


@dataclass(frozen=True)
class Contents:
    """Everything a backup must bring back, compared as a whole."""

    rows: Mapping[str, Rows]
    files: Mapping[str, bytes]
    repositories: Mapping[str, bytes]


_EITHER = {("interests", "challenge_id"): 0, ("interests", "project_id"): 1}
"""Columns of which a row has one or the other: empty in rows of even or of odd number."""


def open_installation(folder: Path, database_url: str, **changes: object) -> Toolbox:
    """Open an installation of its own in a folder."""
    return Toolbox.of(make_settings(folder, database_url, **changes), clock=StandingClock())


def fill(toolbox: Toolbox) -> None:
    """Put rows into every table there is, files into the storage and a repository beside them."""
    migrate_database(toolbox.engine)
    with toolbox.engine.begin() as connection:
        for table in METADATA.sorted_tables:
            connection.execute(insert(table), [row_of(table, number) for number in range(1, _room_in(table) + 1)])
        _store_files(connection, toolbox.storage)
    work = make_repository(toolbox.settings.data_dir / "repositories" / "project-1.git")
    commit_and_push(work, {"README.md": WORDS, "model.bin": FILES[2]}, "Begin")
    # People work elsewhere: only the bare repository is the platform's.
    work.rename(toolbox.settings.data_dir / "work")


def contents_of(toolbox: Toolbox, tables: Sequence[Table] = METADATA.sorted_tables) -> Contents:
    """Read everything."""
    folder = toolbox.settings.data_dir
    with toolbox.engine.connect() as connection:
        rows = {table.name: _rows(connection, table) for table in tables}
    return Contents(rows, _bytes_below(folder / "files"), _bytes_below(folder / "repositories"))


def row_of(table: Table, number: int) -> dict[str, Any]:
    """Make a row whose values are hard to keep; keys and references are its number, so that they lead somewhere."""
    return {column.name: _value(column, number) for column in table.columns}


def _room_in(table: Table) -> int:
    return 1 if any(str(each.name).endswith("only_one") for each in table.constraints) else ROWS


def _value(column: Column[Any], number: int) -> object:
    if column.nullable and number == 1 and not _is_checked(column):
        return None
    if number % 2 == _EITHER.get((column.table.name, column.name)):
        return None
    if column.name == "other_id":
        return number % ROWS + 1
    kinds: list[tuple[type, object]] = [
        (UTCDateTime, MOMENT + timedelta(days=number, minutes=list(column.table.columns).index(column))),
        (Date, date(2026, 2, 27) + timedelta(days=number)),
        (Boolean, number % 2 == 0),
        (Numeric, Decimal(number) / 8 - 1),
        (LargeBinary, bytes([0, 255, number])),
        (JSON, {"words": WORDS, "nested": [number, None, True, {"ä": -0.5}]}),
        (String, f"{number}{WORDS}"[: getattr(column.type, "length", None)]),
    ]
    return next((value for kind, value in kinds if isinstance(column.type, kind)), number)


def _is_checked(column: Column[Any]) -> bool:
    return any(
        column.name in str(each.sqltext) for each in column.table.constraints if isinstance(each, CheckConstraint)
    )


def _store_files(connection: Connection, storage: Storage) -> None:
    files = METADATA.tables["files"]
    for number, contents in enumerate(FILES, start=1):
        kept = storage.keep(BytesIO(contents), limit=len(contents))
        connection.execute(files.update().where(files.c.id == number).values(vars(kept)))


def _rows(connection: Connection, table: Table) -> Rows:
    return [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]


def _bytes_below(folder: Path) -> dict[str, bytes]:
    found = folder.rglob("*") if folder.exists() else ()
    return {str(path.relative_to(folder)): path.read_bytes() for path in found if path.is_file()}
