"""Offers and ownership by program: the same commands, refusals and signatures as on the pages."""

from flask import Flask
from sqlalchemy.orm import Session

from tests.calling import Program
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.integrations import make_token
from tests.factories.promotion import make_case, make_finished_project, make_offer


def test_offer_is_signed_and_countersigned_by_program(app: Flask, session: Session) -> None:
    done, deputy, sponsor = (
        make_finished_project(session),
        make_account(session, "Dora"),
        make_account(session, "Sven", "sponsor"),
    )
    case = make_case(session, done, "OFFERED", path="full")
    make_offer(session, case, done.owner)
    path = f"/api/v1/use-cases/{case.number}/offer"
    owner, second = Program(app, make_token(session, done.owner)), Program(app, make_token(session, sponsor))
    alone = {"metric": "minutes", "budget": "mine", "signed_name": done.owner.display_name}
    signature = {
        **alone,
        "deputy_id": deputy.id,
        "sponsor_id": sponsor.id,
    }

    tag = owner.get(path).headers["ETag"]
    too_early = owner.send("POST", f"{path}/accept", alone, If_Match=tag)
    signed = owner.send("POST", f"{path}/sign", signature, If_Match=tag)
    by_owner = owner.send("POST", f"{path}/countersign", {"signed_name": "Sven"}, If_Match=signed.headers["ETag"])
    stale = second.send("POST", f"{path}/countersign", {"signed_name": "Sven"}, If_Match=tag)
    taken = second.send("POST", f"{path}/countersign", {"signed_name": "Sven"}, If_Match=signed.headers["ETag"])

    answers = (too_early, signed, by_owner, stale, taken)
    assert [answer.status_code for answer in answers] == [409, 200, 403, 409, 200]
    shown = taken.json or {}
    assert (shown["state"], shown["offer"], shown["countersigned_at"]) == ("ADOPTED", "ACCEPTED", NOON.isoformat())
