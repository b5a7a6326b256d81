"""A backup brings back every row and every file, on either database, all of it or nothing."""

import json
import stat
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from hackathon.backup.archive import BackupRefused, Manifest, read_from, written_to
from hackathon.backup.make import LastBackup, last_backup, make_backup
from hackathon.backup.restore import restore_backup
from hackathon.core.migrations import is_current, migrate_database, newest
from hackathon.toolbox import Toolbox
from tests.backup.conftest import Opening
from tests.backup.installations import FILES, contents_of, fill
from tests.servers.git_http import git

DATABASES = ("sqlite", "postgresql")
NOTHING: tuple[object, object] = ([], {})
STATEMENTS = {"statements": {"id": "integer", "text": "text", "salt": "text", "digest": "text"}}
STATEMENT = {"statements": {"id": 7, "text": "ä", "salt": "x", "digest": "y"}}


@pytest.mark.parametrize("target", DATABASES)
@pytest.mark.parametrize("source", DATABASES)
def test_restore_brings_back_every_row_file_and_repository(
    opened: Opening, tmp_path: Path, source: str, target: str
) -> None:
    here, there = opened(source), opened(target)
    fill(here)

    make_backup(here, tmp_path / "backup.zip")
    restore_backup(there, tmp_path / "backup.zip")

    assert contents_of(there) == contents_of(here)
    assert git(there.settings.data_dir / "repositories" / "project-1.git", "fsck", "--strict") == ""
    assert there.settings.end_of_demo.exists()


def test_restored_postgresql_numbers_new_rows_after_those_that_were(opened: Opening, tmp_path: Path) -> None:
    here, there = opened("postgresql"), opened("postgresql")
    migrate_database(here.engine)
    say = "INSERT INTO statements (text, salt, digest) VALUES ('x', 'x', 'x') RETURNING id"
    with here.engine.begin() as connection:
        numbers = [connection.scalar(text(say)) for _ in range(3)]
        connection.execute(text("DELETE FROM statements WHERE id > 1"))

    make_backup(here, tmp_path / "backup.zip")
    restore_backup(there, tmp_path / "backup.zip")

    with there.engine.begin() as connection:
        assert (numbers, connection.scalar(text(say))) == ([1, 2, 3], 4)


def test_backup_is_for_its_owner_alone_and_remembered(full: Toolbox, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    before = last_backup(full.settings.data_dir)

    made = make_backup(full, file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("*backup.zip*")] == ["backup.zip"]
    remembered = LastBackup(made.made_at, str(file), file.stat().st_size)
    assert (before, last_backup(full.settings.data_dir)) == (None, remembered)


def test_backup_holds_no_secret_key(full: Toolbox, tmp_path: Path) -> None:
    make_backup(full, tmp_path / "backup.zip")

    with read_from(tmp_path / "backup.zip") as archive:
        everything = b"".join(archive.open(part).read() for part in archive.manifest.parts)
    assert full.settings.secret_key.encode() not in everything + repr(archive.manifest).encode()


def test_backup_names_files_that_were_gone_or_damaged(full: Toolbox, tmp_path: Path) -> None:
    empty, words, large = (full.storage.keep(BytesIO(contents), limit=len(contents)).key for contents in FILES)
    (full.settings.data_dir / "files" / words).unlink()
    (full.settings.data_dir / "files" / large).write_bytes(b"something else")

    made = make_backup(full, tmp_path / "backup.zip")

    assert (sorted(made.lost), empty in made.lost) == (sorted([words, large]), False)


def test_backup_where_nothing_can_be_written_says_so(full: Toolbox, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match=r"Nothing can be written in .*/nowhere: No such file or directory"):
        make_backup(full, tmp_path / "nowhere" / "backup.zip")


def test_backup_that_fails_leaves_the_one_before(full: Toolbox, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    make_backup(full, file)
    before = file.read_bytes()
    with full.engine.begin() as connection:
        connection.execute(text("DROP TABLE fact_subjects"))

    with pytest.raises(OperationalError, match="fact_subjects"):
        make_backup(full, file)

    assert (file.read_bytes(), len(list(tmp_path.glob("*backup.zip*")))) == (before, 1)


def test_backup_of_an_older_schema_asks_to_migrate(opened: Opening, tmp_path: Path) -> None:
    older = opened("sqlite")

    with pytest.raises(BackupRefused, match="hackathon migrate"):
        make_backup(older, tmp_path / "backup.zip")


def test_backup_that_was_cut_or_altered_is_refused_and_leaves_nothing(
    full: Toolbox, opened: Opening, tmp_path: Path
) -> None:
    there, file = opened("sqlite"), tmp_path / "backup.zip"
    make_backup(full, file)
    whole = file.read_bytes()
    cut = [whole[:size] for size in (0, 10, len(whole) // 2, len(whole) - 1)]
    # Byte 10 is a member's time, which no zip program looks at.
    altered = [_with_another_byte(whole, place) for place in (10, len(whole) // 2, len(whole) - 1)]

    for contents in [*cut, *altered, whole + b"x"]:
        file.write_bytes(contents)
        with pytest.raises(BackupRefused, match="is no whole backup: it was cut off or altered, or is another file"):
            restore_backup(there, file)

    assert _left_in(there) == NOTHING


@pytest.mark.parametrize("database", DATABASES)
def test_restore_that_fails_late_leaves_nothing(full: Toolbox, opened: Opening, tmp_path: Path, database: str) -> None:
    there = opened(database)
    make_backup(full, tmp_path / "backup.zip")
    # The very last step: everything else was done by then.
    there.settings.data_dir.mkdir(exist_ok=True)
    there.settings.end_of_demo.symlink_to(there.settings.data_dir / "nowhere" / "at all")

    with pytest.raises(FileNotFoundError):
        restore_backup(there, tmp_path / "backup.zip")

    assert _left_in(there) == NOTHING


def test_restore_over_rows_is_refused_and_changes_nothing(full: Toolbox, opened: Opening, tmp_path: Path) -> None:
    make_backup(full, tmp_path / "backup.zip")
    busy = opened("sqlite")
    fill(busy)
    before = contents_of(busy)

    with pytest.raises(BackupRefused, match=r"The database is not empty \(there are account_roles\)"):
        restore_backup(busy, tmp_path / "backup.zip")

    assert contents_of(busy) == before


def test_restore_over_repositories_is_refused(full: Toolbox, opened: Opening, tmp_path: Path) -> None:
    make_backup(full, tmp_path / "backup.zip")
    busy = opened("sqlite")
    (busy.settings.data_dir / "repositories" / "project-9.git").mkdir(parents=True)

    with pytest.raises(BackupRefused, match="repositories is not empty"):
        restore_backup(busy, tmp_path / "backup.zip")

    assert _left_in(busy) == NOTHING


def test_restore_into_a_migrated_schema_without_rows_works(full: Toolbox, opened: Opening, tmp_path: Path) -> None:
    make_backup(full, tmp_path / "backup.zip")
    there = opened("postgresql")
    migrate_database(there.engine)

    restore_backup(there, tmp_path / "backup.zip")

    assert contents_of(there) == contents_of(full)


@pytest.mark.parametrize("database", DATABASES)
def test_restore_of_an_older_backup_migrates_it_up(opened: Opening, tmp_path: Path, database: str) -> None:
    there = opened(database)
    _write_archive(tmp_path / "backup.zip", revision="0001")

    restore_backup(there, tmp_path / "backup.zip")

    with there.engine.connect() as connection:
        rows = connection.execute(text("SELECT id, text, salt, digest FROM statements")).all()
        assert (is_current(connection), [tuple(row) for row in rows]) == (True, [(7, "ä", "x", "y")])


@pytest.mark.parametrize("version", [{"revision": "9999"}, {"format": 2}])
def test_restore_of_a_newer_backup_is_refused(opened: Opening, tmp_path: Path, version: dict[str, Any]) -> None:
    there = opened("sqlite")
    _write_archive(tmp_path / "backup.zip", **version)

    with pytest.raises(BackupRefused, match=r"made by a newer version\. Install that version"):
        restore_backup(there, tmp_path / "backup.zip")

    assert _left_in(there) == NOTHING


@pytest.mark.parametrize("database", DATABASES)
def test_restore_of_rows_that_refer_to_nothing_is_refused(opened: Opening, tmp_path: Path, database: str) -> None:
    there = opened(database)
    kinds = {"id": "integer", "fact_id": "integer", "kind": "text", "subject_id": "integer"}
    stray = {"id": 1, "fact_id": 404, "kind": "team", "subject_id": 1}
    _write_archive(tmp_path / "backup.zip", {"fact_subjects": kinds}, {"fact_subjects": stray})

    with pytest.raises(BackupRefused):
        restore_backup(there, tmp_path / "backup.zip")

    assert _left_in(there) == NOTHING


def _write_archive(
    file: Path,
    tables: Mapping[str, dict[str, str]] = STATEMENTS,
    rows: Mapping[str, object] = STATEMENT,
    **values: Any,
) -> None:
    """Write what another version of the program might have: one row in each of these tables."""
    manifest = Manifest(
        **{
            "made_at": "2026-11-24T12:00:00+00:00",
            "version": "0.1.0",
            "revision": newest(),
            "key": "",
            "tables": dict(tables),
            "counters": {},
            "has_demo": False,
        }
        | values
    )
    with written_to(file) as archive:
        for name, row in rows.items():
            with archive.part(f"tables/{name}", packed=True) as part:
                part.write(json.dumps(row).encode())
        archive.close_with(replace(manifest, parts=archive.parts))


def _with_another_byte(whole: bytes, place: int) -> bytes:
    return whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]


def _left_in(toolbox: Toolbox) -> tuple[object, object]:
    """List the tables, and the files in the folders that a restore writes to, that are there."""
    contents = contents_of(toolbox, [])
    with toolbox.engine.connect() as connection:
        return inspect(connection).get_table_names(), {**contents.files, **contents.repositories}
