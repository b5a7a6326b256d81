"""Tells people that time was granted or taken back."""

from typing import cast

from hackathon.core.facts import Fact, Happened, Reaction
from hackathon.core.i18n import LazySentence, lazy
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.team_time.facts import TeamTimeGranted, TeamTimeWithdrawn, TimeFact

TOLD: dict[type[Fact], LazySentence] = {
    TeamTimeGranted: lazy("You were granted time for use case %(number)s, “%(title)s”"),
    TeamTimeWithdrawn: lazy("Your time for use case %(number)s, “%(title)s”, was withdrawn"),
}
COMES = lazy("Somebody of the team comes along: use case %(number)s, “%(title)s”")
LEAVES = lazy("Time of the team was withdrawn: use case %(number)s, “%(title)s”")


def tell_of_time(work: Work, happened: Happened) -> None:
    """Tell the member whose time it is, and the owner."""
    fact = cast(TimeFact, happened.fact)
    case = work.get(UseCase, fact.subject_id)
    tell(work, case, happened, to={fact.member_account_id}, subject=TOLD[type(fact)])
    owner = {case.owner_id} - {fact.member_account_id} if case.owner_id else set()
    tell(work, case, happened, to=owner, subject=COMES if isinstance(fact, TeamTimeGranted) else LEAVES)


REACTIONS = (Reaction("promotion.team_time.tell", tuple(TOLD), tell_of_time),)
