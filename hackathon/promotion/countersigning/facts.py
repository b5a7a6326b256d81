"""Facts of the two signatures of the full path."""

from dataclasses import dataclass

from hackathon.core.facts import Audience
from hackathon.core.i18n import lazy
from hackathon.promotion.adoption.facts import OfferFact


@dataclass(frozen=True, kw_only=True)
class SponsorFact(OfferFact):
    """What all facts about a sponsor carry."""

    sponsor_account_id: int


@dataclass(frozen=True, kw_only=True)
class OfferSigned(SponsorFact):
    """The owner's part; the statement is the exact sentence that was signed."""

    kind = "promotion.countersigning.signed"
    sentence = lazy("%(owner_account)s signed for use case %(case)s, which %(sponsor_account)s has to countersign")


@dataclass(frozen=True, kw_only=True)
class OfferCountersigned(SponsorFact):
    """The statement is the exact sentence that the sponsor signed."""

    kind = "promotion.countersigning.countersigned"
    sentence = lazy("%(sponsor_account)s countersigned use case %(case)s")


@dataclass(frozen=True, kw_only=True)
class CountersignatureRefused(SponsorFact):
    """The reason is a statement; the offer is the owner's again."""

    kind = "promotion.countersigning.refused"
    sentence = lazy("%(sponsor_account)s did not countersign use case %(case)s")
    audience = Audience.ORGANIZERS
