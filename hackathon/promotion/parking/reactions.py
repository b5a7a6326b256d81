"""Tells people that what was parked is declined now."""

from hackathon.core.facts import Happened
from hackathon.core.i18n import lazy
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import people_of

LAPSED = lazy("Use case %(number)s, “%(title)s”, was parked for too long and is declined")


def tell_of_lapse(work: Work, happened: Happened) -> None:
    """Tell the team and who nominated it."""
    case = work.get(UseCase, happened.fact.subject_id)
    tell(work, case, happened, to=people_of(work.session, case), subject=LAPSED)
