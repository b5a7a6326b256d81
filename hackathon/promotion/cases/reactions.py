"""Tells people that a use case was suspended, resumed or retired."""

from hackathon.core.facts import Fact, Happened
from hackathon.core.i18n import LazySentence, lazy
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.facts import CaseResumed, CaseRetired, CaseSuspended
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import people_of

TOLD: dict[type[Fact], LazySentence] = {
    CaseSuspended: lazy("Use case %(number)s, “%(title)s”, is suspended"),
    CaseResumed: lazy("Use case %(number)s, “%(title)s”, goes on"),
    CaseRetired: lazy("Use case %(number)s, “%(title)s”, is retired"),
}


def tell_of_standstill(work: Work, happened: Happened) -> None:
    """Tell the team, the owner and who nominated it."""
    case = work.get(UseCase, happened.fact.subject_id)
    tell(work, case, happened, to=people_of(work.session, case), subject=TOLD[type(happened.fact)])
