"""Taking the files a team uploads, removing them again, and writing down which commit that became."""

import mimetypes
from collections.abc import Sequence
from pathlib import PurePosixPath

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.storage import StoredFile
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.projects.repositories.models import Repository, RepositoryKind
from hackathon.projects.repositories.policy import can_write_history
from hackathon.projects.repositories.queries import repository_of
from hackathon.projects.uploads.facts import FileRemoved, FilesRefused, FilesUploaded
from hackathon.projects.uploads.models import Upload
from hackathon.projects.uploads.queries import Batch, paths_taken, standing, uploads_of
from hackathon.projects.uploads.rules import GivenFile, UploadRefused, cleaned
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.policy import can_edit_project

COMMIT = "projects.uploads.commit"


def upload_files(work: Work, project_id: int, files: Sequence[GivenFile]) -> list[Upload]:
    """Take files for the project's own repository, all or none; a job makes one commit of them."""
    project = work.lock(Project, project_id)
    require(can_edit_project(work.actor, project, work.get(Event, project.event_id)))
    paths = _checked(work, project, files)
    _require_own_repository(work, project)
    uploads = [_kept(work, project, path, file) for path, file in zip(paths, files, strict=True)]
    work.record(FilesUploaded(subject_id=project.id, files=len(uploads)))
    work.request_job(COMMIT, project.id)
    return uploads


def remove_file(work: Work, project_id: int, path: str) -> Upload:
    """Take a file out of the project's own repository; what was handed in with it, and earlier commits, keep it."""
    project = work.lock(Project, project_id)
    require(can_edit_project(work.actor, project, work.get(Event, project.event_id)))
    _require_own_repository(work, project)
    present = standing(uploads_of(work.session, project.id)).get(path)
    if present is None:
        raise Conflict(_("This file is not there any more."))
    removal = Upload(
        project_id=project.id,
        file_id=present.file_id,
        path=path,
        given_by=work.actor.id,
        given_at=work.now,
        is_removal=True,
    )
    work.add(removal)
    work.record(FileRemoved(subject_id=project.id))
    work.request_job(COMMIT, project.id)
    return removal


def mark_committed(work: Work, project_id: int, batch: Batch, *, commit_sha: str) -> None:
    """Write down which commit a batch became."""
    require(can_write_history(work.actor))
    work.lock(Project, project_id)
    for upload_id in batch.upload_ids:
        work.get(Upload, upload_id).commit_sha = commit_sha


def mark_refused(work: Work, project_id: int, batch: Batch, *, sentence: str) -> None:
    """Write down why a batch cannot become a commit; it is not tried again."""
    require(can_write_history(work.actor))
    work.lock(Project, project_id)
    for upload_id in batch.upload_ids:
        work.get(Upload, upload_id).problem = sentence[:300]
    work.record(FilesRefused(subject_id=project_id, files=len(batch.upload_ids)))


def _checked(work: Work, project: Project, files: Sequence[GivenFile]) -> list[str]:
    if not files:
        raise Invalid("file", _("Choose at least one file."))
    try:
        return cleaned([file.path for file in files], present=paths_taken(work.session, project.id))
    except UploadRefused as refused:
        raise Invalid("file", refused.sentence) from refused


def _require_own_repository(work: Work, project: Project) -> None:
    """Make the project's own repository known; files and a linked repository exclude each other."""
    repository = repository_of(work.session, project.id)
    if repository is None:
        work.add(
            Repository(
                project_id=project.id,
                kind=RepositoryKind.OURS,
                linked_by=work.actor.id,
                linked_at=work.now,
            )
        )
    elif repository.kind != RepositoryKind.OURS:
        raise Conflict(_("This project has a linked repository. Push there, or unlink it before uploading files."))


def _kept(work: Work, project: Project, path: str, file: GivenFile) -> Upload:
    stored = work.add(
        StoredFile(
            key=file.key,
            sha256=file.sha256,
            size=file.size,
            name=PurePosixPath(path).name,
            media_type=mimetypes.guess_type(path)[0] or "application/octet-stream",
            scope="upload",
            scope_id=project.id,
            given_by=work.actor.id,
            at=work.now,
        )
    )
    return work.add(
        Upload(project_id=project.id, file_id=stored.id, path=path, given_by=work.actor.id, given_at=work.now)
    )
