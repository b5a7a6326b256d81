"""Tells deciders that something waits for them, and people what was decided."""

from hackathon.core.facts import Happened
from hackathon.core.i18n import lazy
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import deciders_of, people_of

TO_SCREEN = lazy("To screen: use case %(number)s, “%(title)s”")
NOMINATED = lazy("“%(title)s” was nominated: it is use case %(number)s")
DECLINED = lazy("Use case %(number)s, “%(title)s”, was declined")


def tell_of_nomination(work: Work, happened: Happened) -> None:
    """Ask those who decide to screen it, and let the team know."""
    case = work.get(UseCase, happened.fact.subject_id)
    tell(work, case, happened, to=deciders_of(work.session, case), subject=TO_SCREEN, page="/screening")
    tell(work, case, happened, to=people_of(work.session, case), subject=NOMINATED)


def tell_of_decline(work: Work, happened: Happened) -> None:
    """Give the team and who nominated it the reason."""
    case = work.get(UseCase, happened.fact.subject_id)
    tell(work, case, happened, to=people_of(work.session, case), subject=DECLINED)
