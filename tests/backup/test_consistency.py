"""A backup holds one moment, however much is written while it is made."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Connection, insert

from hackathon.backup.archive import read_from
from hackathon.backup.make import make_backup
from hackathon.backup.restore import restore_backup
from hackathon.core.facts import Statement
from hackathon.core.jobs import Leadership
from hackathon.core.migrations import migrate_database
from hackathon.core.storage import StoredFile
from hackathon.toolbox import Toolbox
from tests.backup.conftest import Opening
from tests.backup.installations import MOMENT
from tests.servers.git_http import commit_and_push, git, make_repository

BACKUPS = 3


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_backup_never_holds_half_of_what_was_written_at_once(opened: Opening, tmp_path: Path, database: str) -> None:
    busy = opened(database)
    migrate_database(busy.engine)

    with _writer(busy) as turns:
        backups = [_backed_up(busy, tmp_path / f"{number}.zip", turns) for number in range(BACKUPS)]

    assert [backup for backup in backups if not backup.is_whole()] == []
    assert len({len(backup.leads) for backup in backups}) == BACKUPS


def test_repository_copied_while_git_writes_is_sound(opened: Opening, tmp_path: Path) -> None:
    busy, there = opened("sqlite"), opened("sqlite")
    migrate_database(busy.engine)
    work = make_repository(busy.settings.data_dir / "repositories" / "project-1.git")
    work = work.rename(busy.settings.data_dir / "work")
    stopped, numbers = Event(), count()

    def write() -> None:
        while not stopped.is_set():
            commit_and_push(work, {f"{next(numbers)}.txt": "more"}, "More")

    with _running(write, stopped):
        make_backup(busy, tmp_path / "backup.zip")
    restore_backup(there, tmp_path / "backup.zip")

    assert git(there.settings.data_dir / "repositories" / "project-1.git", "fsck", "--strict", "--no-dangling") == ""


class Pairs:
    """What one backup holds of rows that were always written together, and of the files they name."""

    def __init__(self, file: Path) -> None:
        with read_from(file) as archive:
            tables = {part.name: archive.open(part).read() for part in archive.manifest.parts_in("tables")}
            self.files = {part.name.removeprefix("files/") for part in archive.manifest.parts_in("files")}
            self.lost = archive.manifest.lost
        rows = {name: [json.loads(line) for line in lines.splitlines()] for name, lines in tables.items()}
        self.leads = {row["name"] for row in rows["tables/leaderships"]}
        self.statements = {row["text"] for row in rows["tables/statements"]}
        self.keys = {row["key"] for row in rows["tables/files"]}

    def is_whole(self) -> bool:
        return self.leads == self.statements and self.keys == self.files and not self.lost


def _backed_up(busy: Toolbox, file: Path, turns: Event) -> Pairs:
    turns.clear()
    assert turns.wait(30), "nobody writes"
    make_backup(busy, file)
    return Pairs(file)


@contextmanager
def _writer(busy: Toolbox) -> Iterator[Event]:
    """Write rows of three tables and a file in one transaction after the other; the event is set after each."""
    stopped, written, numbers = Event(), Event(), count()

    def write() -> None:
        while not stopped.is_set():
            with busy.engine.execution_options(immediate=True).begin() as connection:
                _write(connection, busy, f"turn {next(numbers)}")
            written.set()

    with _running(write, stopped):
        yield written


def _write(connection: Connection, busy: Toolbox, name: str) -> None:
    kept = busy.storage.keep(BytesIO(name.encode()), limit=100)
    about = {"name": name, "media_type": "text/plain", "scope": "project", "scope_id": 1, "at": MOMENT}
    connection.execute(insert(StoredFile).values(**vars(kept), **about))
    connection.execute(insert(Leadership).values(name=name, holder="x", until=MOMENT))
    connection.execute(insert(Statement).values(text=name, salt="x", digest="x"))


@contextmanager
def _running(write: Callable[[], None], stopped: Event) -> Iterator[None]:
    thread = Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()
