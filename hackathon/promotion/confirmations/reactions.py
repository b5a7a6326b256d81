"""Asks outside the team whether a member may own what it made, and tells the member the answer."""

from typing import cast

from hackathon.core.facts import Fact, Happened, Reaction
from hackathon.core.i18n import LazySentence, lazy
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import deciders_of, people_of
from hackathon.promotion.confirmations.facts import MemberAsked, MemberConfirmed, MemberFact, MemberRefused
from hackathon.promotion.confirmations.queries import superior_of

TO_CONFIRM = lazy("To confirm: somebody of the team would own use case %(number)s, “%(title)s”")
CONFIRMED_TO_OFFER = lazy("Somebody of the team may own use case %(number)s, “%(title)s”")
ANSWERED: dict[type[Fact], LazySentence] = {
    MemberConfirmed: lazy("You may own use case %(number)s, “%(title)s”, when it is offered to you"),
    MemberRefused: lazy("You do not become owner of use case %(number)s, “%(title)s”"),
}


def ask_outside(work: Work, happened: Happened) -> None:
    """Ask the line manager and those who decide, as far as they stand outside."""
    fact = cast(MemberAsked, happened.fact)
    case = work.get(UseCase, fact.subject_id)
    manager = superior_of(work.session, fact.member_account_id)
    outside = deciders_of(work.session, case) | ({manager} if manager else set())
    to = outside - people_of(work.session, case)
    tell(work, case, happened, to=to, subject=TO_CONFIRM, page="/member-owners")


def tell_member(work: Work, happened: Happened) -> None:
    """Tell the member, and after a yes those who can offer it to them."""
    fact = cast(MemberFact, happened.fact)
    case = work.get(UseCase, fact.subject_id)
    tell(work, case, happened, to={fact.member_account_id}, subject=ANSWERED[type(fact)])
    if isinstance(fact, MemberConfirmed):
        tell(work, case, happened, to=deciders_of(work.session, case), subject=CONFIRMED_TO_OFFER)


REACTIONS = (
    Reaction("promotion.confirmations.ask", (MemberAsked,), ask_outside),
    Reaction("promotion.confirmations.tell", tuple(ANSWERED), tell_member),
)
