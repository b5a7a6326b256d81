"""Ownership as JSON: handing over, taking over, deputies."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypedDict

from flask import Response
from flask.typing import ResponseReturnValue

from hackathon.promotion.adoption.api import SignatureGiven
from hackathon.promotion.cases.api import ReasonGiven, run_on
from hackathon.promotion.cases.queries import lineage_of
from hackathon.promotion.ownership import commands
from hackathon.promotion.ownership.queries import names_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises, versioned
from hackathon.web.bodies import body_as
from hackathon.web.database import session
from hackathon.web.shapes import Moment

blueprint = api_blueprint("ownership", __name__)
OWNER = "/use-cases/<int:number>/owner"


class OwnershipShown(TypedDict):
    """Who stands behind a use case; `missing_since` says that its owner is not there any more."""

    number: int
    owner: str | None
    deputy: str | None
    sponsor: str | None
    missing_since: Moment | None


@dataclass(frozen=True)
class PersonGiven:
    """Which account it is."""

    account_id: int


@blueprint.get(OWNER)
@signed_in
@promises(OwnershipShown, is_versioned=True)
def show(number: int) -> Response:
    """Show who stands behind a use case; its ETag is what changes name in If-Match."""
    return _answer(number)


@blueprint.post(f"{OWNER}/hand-over")
@signed_in
@promises(OwnershipShown, takes=PersonGiven, is_versioned=True)
def hand_over(number: int) -> ResponseReturnValue:
    """Ask somebody to take over a use case that has an owner."""
    account_id = body_as(PersonGiven).account_id
    return _done(number, commands.hand_over, account_id)


@blueprint.post(f"{OWNER}/keep")
@signed_in
@promises(OwnershipShown, is_versioned=True)
def keep(number: int) -> ResponseReturnValue:
    """Ask nobody any more."""
    return _done(number, commands.withdraw_hand_over)


@blueprint.post(f"{OWNER}/take-over")
@signed_in
@promises(OwnershipShown, takes=SignatureGiven, is_versioned=True)
def take_over(number: int) -> ResponseReturnValue:
    """Step in, by signing, for an owner who is missing."""
    return _done(number, commands.take_over, body_as(SignatureGiven).signature())


@blueprint.post(f"{OWNER}/deputy")
@signed_in
@promises(OwnershipShown, takes=PersonGiven, is_versioned=True)
def name_deputy(number: int) -> ResponseReturnValue:
    """Say who stands in for the owner."""
    account_id = body_as(PersonGiven).account_id
    return _done(number, commands.name_deputy, account_id)


@blueprint.post(f"{OWNER}/step-back")
@signed_in
@promises(OwnershipShown, takes=ReasonGiven, is_versioned=True)
def step_back(number: int) -> ResponseReturnValue:
    """Be deputy no longer, with a reason."""
    reason = body_as(ReasonGiven).reason
    return _done(number, commands.step_back, reason)


def _done(number: int, command: Callable[..., Any], *given: Any, **more: Any) -> Response:
    run_on(number, command, *given, **more)
    return _answer(number)


def _answer(number: int) -> Response:
    case = lineage_of(session(), current_actor(), number).case
    names = names_of(session(), {case.owner_id, case.deputy_id, case.sponsor_id})
    shown: OwnershipShown = {
        "number": case.number,
        "owner": names.get(case.owner_id),
        "deputy": names.get(case.deputy_id),
        "sponsor": names.get(case.sponsor_id),
        "missing_since": case.owner_missing_since.isoformat() if case.owner_missing_since else None,
    }
    return versioned(shown, case.version)
