"""Facts of offers and their answers, and of use cases that are handed over later."""

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
class NextOwnerAsked(OfferFact):
    """Whoever offered it had named them, in case that those before say no or say nothing."""

    kind = "promotion.adoption.next_asked"
    sentence = lazy("Use case %(case)s went to %(owner_account)s, who was next in line")
    leads_to = CaseState.OFFERED


@dataclass(frozen=True, kw_only=True)
class OwnerLinedUp(CaseFact):
    """Asked in turn: `position` 1 is the next one."""

    kind = "promotion.adoption.lined_up"
    sentence = lazy("%(actor)s named %(owner_account)s to be asked about use case %(case)s in turn")
    audience = Audience.ORGANIZERS

    owner_account_id: int
    position: int


@dataclass(frozen=True, kw_only=True)
class OfferAccepted(OfferFact):
    """The statement is the exact sentence that the owner signed."""

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


@dataclass(frozen=True, kw_only=True)
class HandOverOffered(OfferFact):
    kind = "promotion.adoption.hand_over_offered"
    sentence = lazy("%(actor)s asked %(owner_account)s to take over use case %(case)s")


@dataclass(frozen=True, kw_only=True)
class OwnerChanged(OfferFact):
    """The statement is the exact sentence that the new owner signed."""

    kind = "promotion.adoption.owner_changed"
    sentence = lazy("%(owner_account)s took use case %(case)s over from %(before_account)s and signed for it")

    before_account_id: int


@dataclass(frozen=True, kw_only=True)
class HandOverDeclined(OfferFact):
    """The reason is a statement, for those who work on the case."""

    kind = "promotion.adoption.hand_over_declined"
    sentence = lazy("%(owner_account)s did not take use case %(case)s over")
    audience = Audience.ORGANIZERS


@dataclass(frozen=True, kw_only=True)
class HandOverExpired(OfferFact):
    kind = "promotion.adoption.hand_over_expired"
    sentence = lazy("%(owner_account)s did not answer whether they take use case %(case)s over")


@dataclass(frozen=True, kw_only=True)
class HandOverWithdrawn(OfferFact):
    kind = "promotion.adoption.hand_over_withdrawn"
    sentence = lazy("%(actor)s no longer asks %(owner_account)s to take over use case %(case)s")


@dataclass(frozen=True)
class Kinds:
    """What an offer leaves in the record: the first one, or one that hands a use case over which has an owner."""

    made: type[OfferFact]
    declined: type[OfferFact]
    expired: type[OfferFact]
    withdrawn: type[OfferFact]


FIRST = Kinds(OfferMade, OfferDeclined, OfferExpired, OfferWithdrawn)
HAND_OVER = Kinds(HandOverOffered, HandOverDeclined, HandOverExpired, HandOverWithdrawn)
