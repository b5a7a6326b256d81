"""The two signatures of the full path as JSON."""

from dataclasses import asdict, dataclass

from flask.typing import ResponseReturnValue

from hackathon.promotion.adoption.api import OFFER, Name, OfferShown, Words, done
from hackathon.promotion.adoption.rules import Signature
from hackathon.promotion.cases.api import ReasonGiven
from hackathon.promotion.countersigning import commands
from hackathon.web.access import signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.bodies import body_as

blueprint = api_blueprint("countersigning", __name__)


@dataclass(frozen=True)
class FullSignatureGiven:
    """What an owner signs on the full path."""

    metric: Words
    budget: Words
    signed_name: Name
    deputy_id: int
    sponsor_id: int


@dataclass(frozen=True)
class CountersignatureGiven:
    """The sponsor's name as it stands in their account."""

    signed_name: Name


@blueprint.post(f"{OFFER}/sign")
@signed_in
@promises(OfferShown, takes=FullSignatureGiven, is_versioned=True)
def sign(number: int) -> ResponseReturnValue:
    """Sign for a use case of the full path, which the sponsor has to countersign."""
    return done(number, commands.sign_offer, Signature(**asdict(body_as(FullSignatureGiven))))


@blueprint.post(f"{OFFER}/countersign")
@signed_in
@promises(OfferShown, takes=CountersignatureGiven, is_versioned=True)
def countersign(number: int) -> ResponseReturnValue:
    """Sign as the sponsor below the owner's signature."""
    name = body_as(CountersignatureGiven).signed_name
    return done(number, commands.countersign_offer, name)


@blueprint.post(f"{OFFER}/refuse")
@signed_in
@promises(OfferShown, takes=ReasonGiven, is_versioned=True)
def refuse(number: int) -> ResponseReturnValue:
    """Say no as the sponsor, with a reason."""
    reason = body_as(ReasonGiven).reason
    return done(number, commands.refuse_to_countersign, reason)
