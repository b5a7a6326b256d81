"""The inbox as JSON: what a person was told, and that they read it."""

from typing import TypedDict

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from hackathon.people.inbox.commands import read_notice
from hackathon.people.inbox.models import Notice
from hackathon.people.inbox.queries import notices_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, listed, promises
from hackathon.web.database import session, working
from hackathon.web.paging import page_of
from hackathon.web.shapes import Moment

blueprint = api_blueprint("inbox", __name__)


class NoticeShown(TypedDict):
    """One thing the person was told; `url` is where they can see or do something about it."""

    id: int
    subject: str
    text: str
    at: Moment
    read_at: Moment | None
    url: str


@blueprint.get("/inbox")
@signed_in
@promises(NoticeShown, is_list=True)
def index() -> Response:
    """List what the person was told, unread first."""
    return listed(page_of(session(), notices_of(current_actor().id)), _shown)


@blueprint.post("/inbox/<int:notice_id>/read")
@signed_in
@promises(NoticeShown)
def read(notice_id: int) -> ResponseReturnValue:
    """Mark one thing as read; doing it again keeps the first time."""
    with working() as work:
        return jsonify(_shown(read_notice(work, notice_id)))


def _shown(notice: Notice) -> NoticeShown:
    return {
        "id": notice.id,
        "subject": notice.subject,
        "text": notice.text,
        "at": notice.at.isoformat(),
        "read_at": notice.read_at.isoformat() if notice.read_at else None,
        "url": notice.path,
    }
