"""Facts of offers and their answers."""

from dataclasses import dataclass

from hackathon.core.facts import Audience
from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact
from hackathon.promotion.cases.states import CaseState


@dataclass(frozen=True, kw_only=True)
class OfferFact(CaseFact):
    """What all facts about an offer carry."""

    offer_id: int
    owner_account_id: int


@dataclass(frozen=True, kw_only=True)
class OfferMade(OfferFact):
    kind = "promotion.adoption.offered"
    sentence = lazy("%(actor)s offered use case %(case)s to %(owner_account)s")
    leads_to = CaseState.OFFERED


@dataclass(frozen=True, kw_only=True)
class OfferAccepted(OfferFact):
    """The statement is the exact sentence that was signed."""

    kind = "promotion.adoption.accepted"
    sentence = lazy("%(owner_account)s accepted use case %(case)s and signed for it")
    leads_to = CaseState.ADOPTED


@dataclass(frozen=True, kw_only=True)
class OfferDeclined(OfferFact):
    """The reason is a statement, for those who work on the case."""

    kind = "promotion.adoption.declined"
    sentence = lazy("%(owner_account)s declined the offer of use case %(case)s")
    audience = Audience.ORGANIZERS
    leads_to = CaseState.PARKED


@dataclass(frozen=True, kw_only=True)
class OfferExpired(OfferFact):
    kind = "promotion.adoption.expired"
    sentence = lazy("The offer of use case %(case)s to %(owner_account)s expired")
    leads_to = CaseState.PARKED


@dataclass(frozen=True, kw_only=True)
class OfferWithdrawn(OfferFact):
    kind = "promotion.adoption.withdrawn"
    sentence = lazy("%(actor)s withdrew the offer of use case %(case)s to %(owner_account)s")
