"""Tells the people of both use cases."""

from hackathon.core.facts import Fact, Happened
from hackathon.core.i18n import LazySentence, lazy
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import people_of
from hackathon.promotion.merging.facts import CaseMerged, CaseTookIn

TOLD: dict[type[Fact], LazySentence] = {
    CaseMerged: lazy("Use case %(number)s, “%(title)s”, was merged into another"),
    CaseTookIn: lazy("Another use case was merged into %(number)s, “%(title)s”"),
}


def tell_of_merging(work: Work, happened: Happened) -> None:
    """Tell the team, the owner and who nominated it."""
    case = work.get(UseCase, happened.fact.subject_id)
    tell(work, case, happened, to=people_of(work.session, case), subject=TOLD[type(happened.fact)])
