"""Makes a backup while people work: rows from one snapshot, then the files they name, then the repositories."""

import json
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, select

from hackathon.backup.archive import ArchiveWriter, BackupRefused, Manifest, written_to
from hackathon.backup.database import counters_of, snapshot
from hackathon.backup.repositories import pack, repositories_in
from hackathon.backup.rows import BATCH, kinds_of, lines_of, tables
from hackathon.core.migrations import is_current, newest
from hackathon.core.secrets import fingerprint
from hackathon.core.storage import Storage, StoredFile
from hackathon.projects.git.gateway import git_settings
from hackathon.toolbox import Toolbox

NOTE = "last-backup.json"


@dataclass(frozen=True)
class LastBackup:
    """When and where the newest backup was made, as the data folder remembers it."""

    made_at: str
    file: str
    size: int


def make_backup(toolbox: Toolbox, path: Path) -> Manifest:
    """Write everything into one file, whole or not at all; what it holds was true at one moment."""
    with written_to(path) as archive, snapshot(toolbox.engine) as connection:
        _require_current(connection)
        rows = _keep_rows(connection, archive)
        # A file is stored before the row that names it, and never changed: all that the snapshot names are there.
        lost = _keep_files(connection, toolbox.storage, archive)
        for repository in repositories_in(git_settings(toolbox.settings).root):
            with archive.part(f"repositories/{repository.name}", packed=True) as part:
                pack(repository, part)
        manifest = Manifest(
            made_at=toolbox.clock().isoformat(),
            version=version("hackathon"),
            revision=newest() or "",
            key=fingerprint(toolbox.settings.secret_key),
            tables={table.name: kinds_of(table) for table in tables()},
            counters=counters_of(connection),
            has_demo=toolbox.settings.has_demo,
            rows=rows,
            parts=archive.parts,
            lost=lost,
        )
        archive.close_with(manifest)
    _remember(toolbox.settings.data_dir / NOTE, LastBackup(manifest.made_at, str(path.resolve()), path.stat().st_size))
    return manifest


def last_backup(data_dir: Path) -> LastBackup | None:
    """Read when the last backup was made, None when none ever was."""
    note = data_dir / NOTE
    return LastBackup(**json.loads(note.read_text())) if note.exists() else None


def _require_current(connection: Connection) -> None:
    if not is_current(connection):
        raise BackupRefused("The schema is not that of this version. Run `hackathon migrate`, then make the backup.")


def _keep_rows(connection: Connection, archive: ArchiveWriter) -> int:
    count = 0
    for table in tables():
        with archive.part(f"tables/{table.name}", packed=True) as part:
            for line in lines_of(connection, table):
                count += 1
                part.write(line)
    return count


def _keep_files(connection: Connection, storage: Storage, archive: ArchiveWriter) -> list[str]:
    """Copy every file that a row names, once; return the keys of those that are gone or damaged."""
    named = select(StoredFile.key).distinct().order_by(StoredFile.key).execution_options(yield_per=BATCH)
    lost = []
    for key in connection.scalars(named):
        try:
            contents = storage.open(key)
        except FileNotFoundError:
            lost.append(key)
            continue
        with contents, archive.part(f"files/{key}", packed=False) as part:
            shutil.copyfileobj(contents, part)
        if not key.endswith(archive.parts[-1].sha256):
            lost.append(key)
    return lost


def _remember(note: Path, made: LastBackup) -> None:
    draft = note.with_suffix(".new")
    draft.write_text(json.dumps(vars(made)))
    draft.replace(note)
