"""Tells an owner that an offer waits, and everybody else what became of it."""

from typing import cast

from hackathon.core.facts import Fact, Happened
from hackathon.core.i18n import LazySentence, lazy
from hackathon.core.work import Work
from hackathon.promotion.adoption.facts import OfferAccepted, OfferDeclined, OfferExpired, OfferFact, OfferWithdrawn
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import deciders_of, people_of

OFFERED = lazy("Offered to you: use case %(number)s, “%(title)s”")
ENDED: dict[type[Fact], LazySentence] = {
    OfferWithdrawn: lazy("The offer of use case %(number)s, “%(title)s”, was withdrawn"),
    OfferExpired: lazy("The offer of use case %(number)s, “%(title)s”, has expired"),
}
ANSWERED: dict[type[Fact], LazySentence] = {
    OfferAccepted: lazy("Use case %(number)s, “%(title)s”, has an owner"),
    OfferDeclined: lazy("The owner declined use case %(number)s, “%(title)s”"),
    OfferExpired: lazy("Nobody answered: use case %(number)s, “%(title)s”, is parked"),
}


def tell_owner(work: Work, happened: Happened) -> None:
    """Tell the product owner that it is offered to them."""
    case, owner_id = _case_and_owner(work, happened)
    tell(work, case, happened, to={owner_id}, subject=OFFERED, page="/offer")


def tell_of_end(work: Work, happened: Happened) -> None:
    """Tell the product owner that the offer is no longer theirs to answer."""
    case, owner_id = _case_and_owner(work, happened)
    tell(work, case, happened, to={owner_id}, subject=ENDED[type(happened.fact)])


def tell_of_answer(work: Work, happened: Happened) -> None:
    """Tell the team, who nominated it, and after a no those who can offer it again."""
    case, owner_id = _case_and_owner(work, happened)
    people = people_of(work.session, case) - {owner_id}
    if not isinstance(happened.fact, OfferAccepted):
        people |= deciders_of(work.session, case)
    tell(work, case, happened, to=people, subject=ANSWERED[type(happened.fact)])


def _case_and_owner(work: Work, happened: Happened) -> tuple[UseCase, int]:
    fact = cast(OfferFact, happened.fact)
    return work.get(UseCase, fact.subject_id), fact.owner_account_id
