"""What can have happened to a parked use case."""

from dataclasses import dataclass

from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact
from hackathon.promotion.cases.states import CaseState


@dataclass(frozen=True, kw_only=True)
class CaseLapsed(CaseFact):
    """It was parked for as long as the limit of that moment allowed."""

    kind = "promotion.parking.lapsed"
    sentence = lazy("Use case %(case)s was parked for %(days)s days and is declined")
    leads_to = CaseState.DECLINED

    days: int
