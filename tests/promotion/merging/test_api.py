"""Merging by program: in the version that was read, as the page does it."""

from flask import Flask
from sqlalchemy.orm import Session

from tests.calling import Program
from tests.factories import make_account
from tests.factories.integrations import make_token
from tests.factories.promotion import make_case


def test_merge_moves_the_case_and_refuses_one_into_itself(app: Flask, session: Session) -> None:
    steward = Program(app, make_token(session, make_account(session, "Stella", "steward")))
    case, other = make_case(session, path="standard"), make_case(session, state="LIVE")
    path, why = f"/api/v1/use-cases/{case.number}/merge", {"reason": "The same shifts."}

    itself = steward.send("POST", path, {"into": case.number} | why, If_Match='"1"')
    merged = steward.send("POST", path, {"into": other.number} | why, If_Match='"1"')

    assert (itself.status_code, merged.status_code, (merged.json or {})["state"]) == (422, 200, "MERGED")
