"""What can have happened because a waiver ran out."""

from dataclasses import dataclass

from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact
from hackathon.promotion.cases.states import CaseState


@dataclass(frozen=True, kw_only=True)
class CaseHalted(CaseFact):
    """It goes on when somebody who decides about it lets it."""

    kind = "promotion.waivers.halted"
    sentence = lazy("Use case %(case)s is suspended: a question that was waived is open again")
    leads_to = CaseState.SUSPENDED
