"""Restores a backup into an empty installation, on either database, all of it or nothing."""

from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from hackathon.backup.archive import ArchiveReader, BackupRefused, Manifest, read_from
from hackathon.backup.database import (
    advance_counters,
    first_filled,
    has_foreign_tables,
    lost_references,
    unguarded,
)
from hackathon.backup.repositories import folder_beside, unpack
from hackathon.backup.rows import write_lines
from hackathon.core.migrations import changing_schema, knows, migrate, remove_schema
from hackathon.core.storage import Storage
from hackathon.projects.git.gateway import git_settings
from hackathon.toolbox import Toolbox


def restore_backup(toolbox: Toolbox, path: Path) -> Manifest:
    """Bring an empty installation to what the backup holds, in the newest schema; else leave it empty."""
    root = git_settings(toolbox.settings).root
    with read_from(path) as archive, folder_beside(root) as folder, ExitStack() as undo:
        with changing_schema(toolbox.engine) as connection:
            _require_fitting(connection, root, archive.manifest)
            _restore_rows(connection, archive)
            _restore_files(toolbox.storage, archive, undo)
            _restore_repositories(folder, root, archive, undo)
            if not archive.manifest.has_demo:
                toolbox.settings.end_of_demo.touch()
        undo.pop_all()
        return archive.manifest


def _require_fitting(connection: Connection, root: Path, manifest: Manifest) -> None:
    if not knows(manifest.revision):
        raise BackupRefused("This backup was made by a newer version. Install that version, then restore.")
    filled = first_filled(connection)
    if filled:
        raise BackupRefused(f"The database is not empty (there are {filled}). Restore into a new, empty one.")
    if has_foreign_tables(connection):
        raise BackupRefused("The database holds tables of another program. Restore into a new, empty one.")
    if root.exists() and any(root.iterdir()):
        raise BackupRefused(f"{root} is not empty. Restore into a new data folder, or move it away first.")


def _restore_rows(connection: Connection, archive: ArchiveReader) -> None:
    """Fill the schema that the backup was made of, then bring it up to ours."""
    manifest = archive.manifest
    remove_schema(connection)
    migrate(connection, to=manifest.revision)
    try:
        with unguarded(connection):
            for part in manifest.parts_in("tables"):
                name = part.name.partition("/")[2]
                with archive.open(part) as lines:
                    write_lines(connection, name, manifest.tables[name], lines)
    except SQLAlchemyError as trouble:
        raise BackupRefused(f"The database does not take the backup's rows: {trouble}") from trouble
    if lost_references(connection):
        raise BackupRefused("Rows of this backup refer to rows that it does not hold. Use another one.")
    migrate(connection)
    advance_counters(connection, manifest.counters)


def _restore_files(storage: Storage, archive: ArchiveReader, undo: ExitStack) -> None:
    for part in archive.manifest.parts_in("files"):
        key = part.name.partition("/")[2]
        if not storage.has(key):
            undo.callback(storage.remove, key)
            with archive.open(part) as contents:
                storage.keep(contents, limit=part.size)


def _restore_repositories(folder: Path, root: Path, archive: ArchiveReader, undo: ExitStack) -> None:
    """Unpack all beside their place and put them there in one step."""
    for part in archive.manifest.parts_in("repositories"):
        with archive.open(part) as packed:
            unpack(packed, folder / part.name.partition("/")[2])
    if root.exists():
        root.rmdir()
    folder.rename(root)
    undo.callback(root.rename, folder)
