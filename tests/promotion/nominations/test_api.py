"""The light path by program: nominated, six answers signed, screened; the same refusals as on the pages."""

from decimal import Decimal
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from hackathon.people.accounts.models import Account
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.paths.rules import SERIOUS, SIX
from tests.calling import Program
from tests.factories import make_account
from tests.factories.integrations import make_token
from tests.factories.promotion import Finished, make_case, make_finished_project

SIX_YES = dict.fromkeys(SIX, "yes") | dict.fromkeys(SERIOUS, "no")
THREE_YES = {"has_owner": "yes", "has_usable_data": "yes", "has_measured_outcome": "yes"}


@pytest.fixture
def done(session: Session) -> Finished:
    return make_finished_project(session)


@pytest.fixture
def steward(session: Session) -> Account:
    return make_account(session, "Stella", "steward")


def shown(answer: TestResponse) -> dict[str, Any]:
    """Read the use case out of an answer."""
    return cast(dict[str, Any], answer.json)


def test_light_case_goes_from_nomination_to_offer_by_program(
    app: Flask, session: Session, done: Finished, steward: Account
) -> None:
    captain, owner, decider = (Program(app, make_token(session, who)) for who in (done.captain, done.owner, steward))

    nominated = captain.send(
        "POST", f"/api/v1/projects/{done.project.id}/nomination", {"change": "One page.", "measured": 18.5}
    )
    case = f"/api/v1/use-cases/{shown(nominated)['number']}"
    signed = owner.send("POST", f"{case}/path", SIX_YES, If_Match=nominated.headers["ETag"])
    screened = decider.send("POST", f"{case}/screening", THREE_YES, If_Match=signed.headers["ETag"])

    answers = [(each.status_code, shown(each)["path"], shown(each)["state"]) for each in (nominated, signed, screened)]
    assert answers == [(201, "standard", "NOMINATED"), (200, "light", "NOMINATED"), (200, "light", "OFFERED")]
    assert session.scalars(select(Nomination.measured)).one() == Decimal("18.5")


def test_screening_by_program_declines_with_when_to_come_back(
    app: Flask, session: Session, done: Finished, steward: Account
) -> None:
    case = make_case(session, done)
    answer = THREE_YES | {
        "has_usable_data": "no",
        "reason": "No permit.",
        "would_change": "A permit.",
        "come_back_on": "2027-01-15",
    }

    program = Program(app, make_token(session, steward))
    screened = program.send("POST", f"/api/v1/use-cases/{case.number}/screening", answer, If_Match='"1"')

    assert (screened.status_code, shown(screened)["state"]) == (200, "DECLINED")


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("path", SIX_YES),
        ("path/owner", {"owner_id": 1}),
        ("path/raise", {"path": "full", "reason": "It decides."}),
        ("path/again", {"what": "data", "reason": "More."}),
        ("screening", THREE_YES),
        ("suspend", {"reason": "Wait."}),
        ("resume", {}),
        ("retire", {"reason": "Over."}),
    ],
)
def test_moves_by_a_member_by_program_are_refused_and_change_nothing(
    app: Flask, session: Session, done: Finished, steward: Account, action: str, body: dict[str, object]
) -> None:
    case = make_case(session, done)

    program = Program(app, make_token(session, done.member))
    sent = body or None
    refused = program.send("POST", f"/api/v1/use-cases/{case.number}/{action}", sent, If_Match='"1"')

    session.expire_all()
    assert (refused.status_code, session.get_one(UseCase, case.id).version) == (403, 1)
