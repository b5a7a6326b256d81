"""The inbox: what a person was told, unread first."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.i18n import _
from hackathon.people.accounts.rules import local_path
from hackathon.people.inbox.commands import read_all, read_notice
from hackathon.people.inbox.queries import notices_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working
from hackathon.web.paging import page_of

blueprint = Blueprint("inbox", __name__, url_prefix="/inbox")


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """List what the person was told."""
    page = page_of(session(), notices_of(current_actor().id))
    return render_template("people/inbox/index.html", page=page)


@blueprint.post("/<int:notice_id>")
@signed_in
def follow(notice_id: int) -> ResponseReturnValue:
    """Mark a notice as read and go where it points."""
    with working() as work:
        path = read_notice(work, notice_id).path
    return redirect(local_path(path))


@blueprint.post("/read")
@signed_in
def read_everything() -> ResponseReturnValue:
    """Mark everything as read."""
    with working() as work:
        read_all(work)
    flash(_("Everything is marked as read."))
    return redirect(url_for("people.inbox.index"))
