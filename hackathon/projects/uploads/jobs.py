"""Makes commits of uploaded files in the project's own repository."""

import shutil
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work, unit_of_work
from hackathon.projects.git.gateway import GitSettings, git_settings
from hackathon.projects.repositories.commands import write_reading
from hackathon.projects.repositories.jobs import read
from hackathon.projects.repositories.queries import own_source_of
from hackathon.projects.repositories.rules import own_name
from hackathon.projects.uploads import gateway
from hackathon.projects.uploads.commands import mark_committed, mark_refused
from hackathon.projects.uploads.queries import Batch, committed_up_to, waiting_batches

COMMITTER = "projects.uploads"


def commit(context: JobContext, project_id: int) -> None:
    """Commit what waits, oldest first; what the database knows as committed is where it goes on."""
    settings = git_settings(context.settings)
    directory = settings.root / own_name(project_id)
    batches = waiting_batches(context.session, project_id)
    context.session.rollback()
    for batch in batches:
        _commit_batch(context, project_id, batch, directory)
    _show(context, project_id, settings)


def _commit_batch(context: JobContext, project_id: int, batch: Batch, directory: Path) -> None:
    """Commit one batch: author, date, parent and files are given, so doing it twice makes the same commit."""
    parent = committed_up_to(context.session, project_id)
    context.session.rollback()
    gateway.create(directory)
    if gateway.head(directory) != parent:
        # Killed between git and the database: the database decides, and git makes the same commit again.
        gateway.put_back(directory, parent)
    try:
        with TemporaryDirectory() as folder:
            sha = gateway.commit_files(directory, _upload(context, batch, Path(folder)), parent=parent)
    except gateway.UploadRefused as refused:
        with _working(context) as work:
            mark_refused(work, project_id, batch, sentence=refused.sentence)
    else:
        with _working(context) as work:
            mark_committed(work, project_id, batch, commit_sha=sha)


def _upload(context: JobContext, batch: Batch, folder: Path) -> gateway.Upload:
    return gateway.Upload(
        files=[(path, _fetched(context, key, folder / str(number))) for number, (path, key) in enumerate(batch.files)],
        author=gateway.Author(batch.author_name, batch.author_email),
        message=_message(batch),
        at=batch.given_at,
        deleted=batch.removed,
    )


def _message(batch: Batch) -> str:
    verb, paths = ("Upload", [path for path, _key in batch.files]) if batch.files else ("Remove", batch.removed)
    return f"{verb} {paths[0]}" if len(paths) == 1 else f"{verb} {len(paths)} files"


def _fetched(context: JobContext, key: str, target: Path) -> Path:
    with context.storage.open(key) as source, target.open("wb") as copy:
        shutil.copyfileobj(source, copy)
    return target


def _show(context: JobContext, project_id: int, settings: GitSettings) -> None:
    source = own_source_of(context.session, project_id)
    context.session.rollback()
    if source is None:
        return
    reading = read(source, settings)
    with _working(context) as work:
        write_reading(work, source, reading)


def _working(context: JobContext) -> AbstractContextManager[Work]:
    return unit_of_work(context.session, system(COMMITTER), context.clock())
