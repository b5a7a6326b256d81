"""Tells an owner and a deputy that something waits for them, and everybody else what became of it."""

from typing import cast

from hackathon.core.facts import Fact, Happened, Reaction
from hackathon.core.i18n import LazySentence, lazy
from hackathon.core.work import Work
from hackathon.promotion.adoption.facts import (
    HandOverDeclined,
    HandOverExpired,
    HandOverOffered,
    HandOverWithdrawn,
    NextOwnerAsked,
    OfferAccepted,
    OfferDeclined,
    OfferExpired,
    OfferFact,
    OfferMade,
    OfferWithdrawn,
    OwnerChanged,
)
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import deciders_of, people_of

ASKED: dict[type[Fact], LazySentence] = {
    OfferMade: lazy("Offered to you: use case %(number)s, “%(title)s”"),
    NextOwnerAsked: lazy("Offered to you: use case %(number)s, “%(title)s”"),
    HandOverOffered: lazy("You are asked to take over use case %(number)s, “%(title)s”"),
}
ENDED: dict[type[Fact], LazySentence] = {
    OfferWithdrawn: lazy("The offer of use case %(number)s, “%(title)s”, was withdrawn"),
    OfferExpired: lazy("The offer of use case %(number)s, “%(title)s”, has expired"),
    HandOverWithdrawn: lazy("You are no longer asked to take over use case %(number)s, “%(title)s”"),
    HandOverExpired: lazy("You are no longer asked to take over use case %(number)s, “%(title)s”"),
}
ANSWERED: dict[type[Fact], LazySentence] = {
    OfferAccepted: lazy("Use case %(number)s, “%(title)s”, has an owner"),
    OwnerChanged: lazy("Use case %(number)s, “%(title)s”, has a new owner"),
    OfferDeclined: lazy("The owner declined use case %(number)s, “%(title)s”"),
    OfferExpired: lazy("Nobody answered the offer of use case %(number)s, “%(title)s”"),
    NextOwnerAsked: lazy("Use case %(number)s, “%(title)s”, went to the next owner in line"),
}
HANDED: dict[type[Fact], LazySentence] = {
    HandOverDeclined: lazy("They do not take over use case %(number)s, “%(title)s”"),
    HandOverExpired: lazy("They did not answer: use case %(number)s, “%(title)s”, stays where it is"),
}
DEPUTY = lazy("You are deputy of use case %(number)s, “%(title)s”")
STEP_BACK = lazy("You take over when the owner is gone. If you cannot, step back on its page.")


def tell_owner(work: Work, happened: Happened) -> None:
    """Tell the owner that it is offered to them."""
    case, fact = _case_and_fact(work, happened)
    tell(work, case, happened, to={fact.owner_account_id}, subject=ASKED[type(fact)], page="/offer")


def tell_of_end(work: Work, happened: Happened) -> None:
    """Tell the owner that the offer is no longer theirs to answer."""
    case, fact = _case_and_fact(work, happened)
    tell(work, case, happened, to={fact.owner_account_id}, subject=ENDED[type(fact)])


def tell_of_answer(work: Work, happened: Happened) -> None:
    """Tell the team, who nominated it, and after a no those who can offer it again."""
    case, fact = _case_and_fact(work, happened)
    people = people_of(work.session, case) | {fact.owner_account_id}
    if isinstance(fact, OwnerChanged):
        people.add(fact.before_account_id)
    elif not isinstance(fact, OfferAccepted):
        people |= deciders_of(work.session, case)
    if isinstance(fact, OfferExpired | NextOwnerAsked):  # they are told in words of their own
        people.discard(fact.owner_account_id)
    tell(work, case, happened, to=people, subject=ANSWERED[type(fact)])


def tell_of_hand_over(work: Work, happened: Happened) -> None:
    """Tell the owner that nobody takes it over from them, and those who decide where the owner is missing."""
    case, _fact = _case_and_fact(work, happened)
    owner = {case.owner_id} if case.owner_id else set()
    deciders = deciders_of(work.session, case) if case.owner_missing_since else set()
    tell(work, case, happened, to=owner | deciders, subject=HANDED[type(happened.fact)])


def tell_deputy(work: Work, happened: Happened) -> None:
    """Tell the deputy what they were named for, with the words that the owner signed."""
    case, _fact = _case_and_fact(work, happened)
    if case.deputy_id is not None:
        tell(work, case, happened, to={case.deputy_id}, subject=DEPUTY, text=str(STEP_BACK))


def _case_and_fact(work: Work, happened: Happened) -> tuple[UseCase, OfferFact]:
    fact = cast(OfferFact, happened.fact)
    return work.get(UseCase, fact.subject_id), fact


REACTIONS = (
    Reaction("promotion.adoption.tell_owner", tuple(ASKED), tell_owner),
    Reaction("promotion.adoption.tell_end", tuple(ENDED), tell_of_end),
    Reaction("promotion.adoption.tell_answer", tuple(ANSWERED), tell_of_answer),
    Reaction("promotion.adoption.tell_hand_over", tuple(HANDED), tell_of_hand_over),
    Reaction("promotion.adoption.tell_deputy", (OfferAccepted, OwnerChanged), tell_deputy),
)
