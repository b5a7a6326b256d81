"""The inbox as JSON."""

from flask import Flask
from sqlalchemy.orm import Session

from hackathon.people.inbox.models import Notice
from tests.calling import Program
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.integrations import make_token
from tests.factories.saving import numbers, saved


def make_notice(session: Session, account_id: int, subject: str) -> Notice:
    values = {"account_id": account_id, "key": f"test:{next(numbers)}", "subject": subject, "text": "Look"}
    return saved(session, Notice(**values, path="/people", at=NOON))


def test_notice_is_listed_and_marked_as_read(app: Flask, session: Session) -> None:
    jo = make_account(session)
    notice = make_notice(session, jo.id, "Hello")
    make_notice(session, make_account(session).id, "For somebody else")
    program = Program(app, make_token(session, jo))

    before = program.get("/api/v1/inbox").json
    read = program.send("POST", f"/api/v1/inbox/{notice.id}/read").json

    shown = {
        "id": notice.id,
        "subject": "Hello",
        "text": "Look",
        "at": "2026-11-24T12:00:00+00:00",
        "read_at": None,
        "url": "/people",
    }
    assert before == {"items": [shown], "total": 1, "next": None}
    assert read == shown | {"read_at": "2026-11-24T12:00:00+00:00"}


def test_notice_of_somebody_else_does_not_exist(app: Flask, session: Session) -> None:
    notice = make_notice(session, make_account(session).id, "For Amy only")

    answer = Program(app, make_token(session, make_account(session))).send("POST", f"/api/v1/inbox/{notice.id}/read")

    session.refresh(notice)
    assert (answer.status_code, "For Amy only" in answer.text, notice.read_at) == (404, False, None)
