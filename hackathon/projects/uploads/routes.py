"""Uploading files that become commits, and removing them."""

from collections.abc import Iterator

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from hackathon.core.decisions import Invalid, require
from hackathon.core.i18n import _
from hackathon.projects.repositories.queries import repository_of
from hackathon.projects.uploads.commands import remove_file, upload_files
from hackathon.projects.uploads.forms import UploadFilesForm
from hackathon.projects.uploads.queries import standing, uploads_of
from hackathon.projects.uploads.rules import MAX_AT_ONCE, MAX_FILE_BYTES, GivenFile, without_top
from hackathon.projects.workspace.policy import can_edit_project
from hackathon.projects.workspace.queries import project_seen
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, storage, working

blueprint = Blueprint("uploads", __name__, url_prefix="/projects/<int:project_id>/files")


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def add(project_id: int) -> ResponseReturnValue:
    """Upload files for the project's own repository."""
    seen = project_seen(session(), current_actor(), project_id)
    require(can_edit_project(current_actor(), seen.project, seen.event))
    form = UploadFilesForm()
    if form.accepts():
        with form.guard():
            files = _stored(form)
            with working() as work:
                upload_files(work, project_id, files)
            flash(_("Uploaded. The files become a commit in a moment."), "success")
            return redirect(url_for("projects.workspace.show", project_id=project_id))
    values = {**seen._asdict(), "form": form, "repository": repository_of(session(), project_id)}
    uploads = uploads_of(session(), project_id)
    removable = {upload.id for upload in standing(uploads).values()}
    return render_template("projects/uploads/add.html", **values, uploads=uploads, removable=removable), form.status


@blueprint.post("/remove")
@signed_in
def remove(project_id: int) -> ResponseReturnValue:
    """Take a file out of the project's own repository."""
    project_seen(session(), current_actor(), project_id)
    with working() as work:
        removed = remove_file(work, project_id, request.form.get("path", ""))
        flash(_("%(path)s is removed in a moment. Earlier commits keep it.") % {"path": removed.path}, "success")
    return redirect(url_for("projects.uploads.add", project_id=project_id))


def _stored(form: UploadFilesForm) -> list[GivenFile]:
    """Keep what was sent before anything is locked: hashing takes as long as the files are large."""
    chosen = list(_chosen(form))
    if len(chosen) > MAX_AT_ONCE:
        raise Invalid("file", _("%(limit)s files can be uploaded at a time.") % {"limit": MAX_AT_ONCE})
    return [_keep(path, file) for path, file in chosen]


def _chosen(form: UploadFilesForm) -> Iterator[tuple[str, FileStorage]]:
    yield from ((file.filename or "", file) for file in form.file.chosen)
    yield from ((without_top(file.filename or ""), file) for file in form.folder.chosen)


def _keep(path: str, file: FileStorage) -> GivenFile:
    try:
        kept = storage().keep(file.stream, limit=MAX_FILE_BYTES)
    except Invalid as refused:
        raise Invalid("file", f"{path}: {refused.sentence}") from refused
    return GivenFile(path, kept.key, kept.size, kept.sha256)
