"""Publishing a set of questions by program: by a steward, after the set that was read."""

from flask import Flask
from sqlalchemy.orm import Session

from tests.calling import Program
from tests.factories import make_account
from tests.factories.integrations import make_token

PATH = "/api/v1/question-set"
MORE = {"words": "Do the people whose work changes want it?", "decider": "owner"}


def test_publish_follows_the_set_that_was_read(app: Flask, session: Session) -> None:
    steward = Program(app, make_token(session, make_account(session, "Stella", "steward")))
    admin = Program(app, make_token(session, make_account(session, "Ada", "admin")))
    read = steward.get(PATH)
    first = (read.json or {})["questions"][0]
    sent = {"questions": [first, MORE], "reason": "Three pilots failed for this."}

    published = steward.send("PUT", PATH, sent, If_Match=read.headers["ETag"])
    stale = steward.send("PUT", PATH, sent, If_Match=read.headers["ETag"])
    by_admin = [admin.get(PATH), admin.send("PUT", PATH, sent, If_Match=published.headers["ETag"])]

    more = MORE | {"key": "q1", "hint": "", "wants_evidence": False, "is_full_only": False}
    assert published.json == {"number": 2, "questions": [first, more]}
    assert [each.status_code for each in (stale, *by_admin)] == [409, 403, 403]


def test_publish_says_what_is_wrong_with_a_question(app: Flask, session: Session) -> None:
    steward = Program(app, make_token(session, make_account(session, "Stella", "steward")))

    answer = steward.send(
        "PUT", PATH, {"questions": [MORE | {"decider": "me", "wants_evidence": "yes"}], "reason": "So."}, If_Match='"1"'
    )

    decider = "decider: Send one of: owner, measurer, data_owner, system_owner, steward."
    said = [{"field": "questions", "detail": f"{decider} wants_evidence: Send true or false."}]
    assert (answer.status_code, (answer.json or {})["errors"]) == (422, said)
