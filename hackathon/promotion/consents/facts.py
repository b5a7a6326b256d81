"""What can have happened to standing consents; their subject is the use case they were given for first."""

from dataclasses import dataclass

from hackathon.core.facts import Audience
from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact


@dataclass(frozen=True, kw_only=True)
class ConsentFact(CaseFact):
    """What all facts about a consent carry."""

    shows_on = ()
    audience = Audience.ORGANIZERS

    consent_id: int


@dataclass(frozen=True, kw_only=True)
class ConsentRevoked(ConsentFact):
    """The reason is a statement."""

    kind = "promotion.consents.revoked"
    sentence = lazy("%(actor)s took back the consent that was given for use case %(case)s")


@dataclass(frozen=True, kw_only=True)
class ConsentEnded(ConsentFact):
    kind = "promotion.consents.ended"
    sentence = lazy("The consent that was given for use case %(case)s is over")
