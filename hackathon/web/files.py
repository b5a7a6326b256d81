"""Stored files, served as the policy of the thing they belong to allows, with ranges and without any power."""

import re

from flask import Blueprint, Response, request, send_file
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Viewing
from hackathon.core.decisions import Decision, Missing
from hackathon.core.i18n import _
from hackathon.core.storage import StoredFile
from hackathon.web.access import signed_in
from hackathon.web.database import contributions, session, storage, viewing

blueprint = Blueprint("files", __name__)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SHOWN = re.compile(r"(image/(png|jpeg|gif|webp)|video/(mp4|webm)|application/pdf)")


@blueprint.get("/files/<int:file_id>")
@signed_in
def show(file_id: int) -> ResponseReturnValue:
    """Serve one file: images, videos and PDF in the page, everything else as a download."""
    file = session().get(StoredFile, file_id)
    if file is None or not _may_read(viewing(), file):
        raise Missing(_("There is no such file, or you may not read it."))
    return _served(file)


def _may_read(view: Viewing, file: StoredFile) -> Decision:
    policy = contributions().file_policies.get(file.scope)
    return policy(view, file.scope_id) if policy else Decision(allowed=False)


def _served(file: StoredFile) -> Response:
    inline = _SHOWN.fullmatch(file.media_type) is not None
    response = send_file(
        storage().open(file.key),
        mimetype=file.media_type if inline else "application/octet-stream",
        as_attachment=not inline,
        download_name=_CONTROL.sub("_", file.name),
        etag=file.sha256,
        last_modified=file.at,
        max_age=0,
    )
    # The storage's file tells no length, without which there are no ranges.
    response.content_length = file.size
    response.cache_control.private = True
    response.make_conditional(request, accept_ranges=True, complete_length=file.size)
    response.headers["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; media-src 'self'; style-src 'unsafe-inline'"
    )
    return response
