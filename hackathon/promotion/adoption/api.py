"""Offers as JSON: who was asked, and the same answers and signatures as on the page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, TypedDict

from flask import Response
from flask.typing import ResponseReturnValue

from hackathon.promotion.adoption import commands
from hackathon.promotion.adoption.forms import METRIC
from hackathon.promotion.adoption.queries import newest_offer_of
from hackathon.promotion.adoption.rules import Signature
from hackathon.promotion.cases.api import ReasonGiven, run_on
from hackathon.promotion.cases.queries import lineage_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises, versioned
from hackathon.web.bodies import body_as
from hackathon.web.database import session
from hackathon.web.forms import TITLE
from hackathon.web.shapes import Moment, Says

blueprint = api_blueprint("offers", __name__)
OFFER = "/use-cases/<int:number>/offer"
Words = Annotated[str, Says("maxLength", METRIC)]
Name = Annotated[str, Says("maxLength", TITLE)]


class OfferShown(TypedDict):
    """The newest offer of a use case; all but the first three are null where it was never on offer."""

    number: int
    state: str
    path: str
    owner: str | None
    offer: str | None
    expires_at: Moment | None
    signed_at: Moment | None
    countersigned_at: Moment | None


@dataclass(frozen=True)
class OfferGiven:
    """Which account is asked, and which ones after it, in their turn."""

    owner_id: int
    then: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class SignatureGiven:
    """What an owner signs, with the name as it stands in the account; `deputy_id` is 0 for nobody."""

    metric: Words
    budget: Words
    signed_name: Name
    deputy_id: int = 0

    def signature(self) -> Signature:
        """Return what was signed."""
        return Signature(self.metric, self.budget, self.signed_name, self.deputy_id or None)


@blueprint.get(OFFER)
@signed_in
@promises(OfferShown, is_versioned=True)
def show(number: int) -> Response:
    """Show the newest offer of a use case; its ETag is what answers name in If-Match."""
    return _answer(number)


@blueprint.post(OFFER)
@signed_in
@promises(OfferShown, takes=OfferGiven, is_versioned=True)
def offer(number: int) -> ResponseReturnValue:
    """Offer a use case to somebody, and line up who is asked after them."""
    given = body_as(OfferGiven)
    return done(number, commands.offer_again, given.owner_id, then=given.then)


@blueprint.post(f"{OFFER}/accept")
@signed_in
@promises(OfferShown, takes=SignatureGiven, is_versioned=True)
def accept(number: int) -> ResponseReturnValue:
    """Take a use case over by signing alone."""
    return done(number, commands.accept_offer, body_as(SignatureGiven).signature())


@blueprint.post(f"{OFFER}/decline")
@signed_in
@promises(OfferShown, takes=ReasonGiven, is_versioned=True)
def decline(number: int) -> ResponseReturnValue:
    """Say no as the owner, with a reason."""
    reason = body_as(ReasonGiven).reason
    return done(number, commands.decline_offer, reason)


def done(number: int, command: Callable[..., Any], *given: Any, **more: Any) -> Response:
    """Run a command on a use case in the version that was read, and answer with its newest offer."""
    run_on(number, command, *given, **more)
    return _answer(number)


def _answer(number: int) -> Response:
    case = lineage_of(session(), current_actor(), number).case
    newest = newest_offer_of(session(), case.id)
    offered = newest.offer if newest else None
    shown: OfferShown = {
        "number": case.number,
        "state": case.state,
        "path": case.path,
        "owner": newest.owner if newest else None,
        "offer": offered.state if offered else None,
        "expires_at": _written(offered.expires_at if offered else None),
        "signed_at": _written(offered.signed_at if offered else None),
        "countersigned_at": _written(offered.countersigned_at if offered else None),
    }
    return versioned(shown, case.version)


def _written(at: datetime | None) -> Moment | None:
    return at.isoformat() if at else None
