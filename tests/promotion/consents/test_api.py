"""One's own consents by program: nobody reads or takes back those of others."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from hackathon.promotion.questions.models import StandingConsent
from tests.calling import Program
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.integrations import make_token
from tests.factories.promotion import make_case
from tests.factories.saving import saved


def test_revoke_ends_a_consent_and_others_find_none(app: Flask, session: Session) -> None:
    giver, other = make_account(session, "Dan"), make_account(session, "Stella", "steward")
    given = {"given_by": giver.id, "given_at": NOON, "until": NOON + timedelta(days=30)}
    terms = {"data": "Badge log", "purpose": "Plan", "system": "Roster", "terms_key": "badge log|plan|roster"}
    consent = StandingConsent(case_id=make_case(session).id, decider="data_owner", **terms, **given)
    path = f"/api/v1/use-cases/consents/{saved(session, consent).id}/revoke"
    mine, theirs = (Program(app, make_token(session, each)) for each in (giver, other))

    refused = theirs.send("POST", path, {"reason": "No."})
    nothing = theirs.get("/api/v1/use-cases/consents").json
    revoked = mine.send("POST", path, {"reason": "It holds names now."})
    again = mine.send("POST", path, {"reason": "It holds names now."})

    assert [each.status_code for each in (refused, revoked, again)] == [404, 200, 409]
    assert (nothing or {})["items"] == []
    assert [each["ended_at"] for each in (mine.get("/api/v1/use-cases/consents").json or {})["items"]] == [
        NOON.isoformat()
    ]
