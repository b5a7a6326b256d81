"""What can have happened to a pilot by the clock."""

from dataclasses import dataclass

from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact
from hackathon.promotion.cases.states import CaseState


@dataclass(frozen=True, kw_only=True)
class PilotEnding(CaseFact):
    """Nothing was measured yet since the pilot began; it ends in so many days."""

    kind = "promotion.pilots.ending"
    sentence = lazy("The pilot of use case %(case)s ends in %(days)s days unless a reading is added")

    days: int


@dataclass(frozen=True, kw_only=True)
class PilotEnded(CaseFact):
    """Nothing was measured in as many days as the limit allowed then."""

    kind = "promotion.pilots.ended"
    sentence = lazy("The pilot of use case %(case)s ended: nothing was measured in %(days)s days")
    leads_to = CaseState.RETIRED

    days: int
