"""Tells a sponsor that a signature waits for theirs, and the owner when it does not come."""

from typing import cast

from hackathon.core.facts import Happened, Reaction
from hackathon.core.i18n import lazy
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import deciders_of, people_of
from hackathon.promotion.countersigning.facts import CountersignatureRefused, OfferSigned, SponsorFact

TO_COUNTERSIGN = lazy("To countersign: use case %(number)s, “%(title)s”")
SIGNED = lazy("The owner signed for use case %(number)s, “%(title)s”; the sponsor is asked")
NOT_COUNTERSIGNED = lazy("The sponsor did not countersign use case %(number)s, “%(title)s”")
NAME_ANOTHER = lazy("Name another sponsor before the offer ends, or say no.")


def tell_sponsor(work: Work, happened: Happened) -> None:
    """Ask the sponsor to countersign."""
    case, fact = _case_and_fact(work, happened)
    tell(work, case, happened, to={fact.sponsor_account_id}, subject=TO_COUNTERSIGN, page="/offer/countersign")


def tell_of_signature(work: Work, happened: Happened) -> None:
    """Tell the team, who nominated it and those who decide that the owner signed."""
    case, fact = _case_and_fact(work, happened)
    people = people_of(work.session, case) | deciders_of(work.session, case) | {fact.owner_account_id}
    tell(work, case, happened, to=people, subject=SIGNED)


def tell_of_refusal(work: Work, happened: Happened) -> None:
    """Give the owner the offer back with the sponsor's reason."""
    case, fact = _case_and_fact(work, happened)
    to, text = {fact.owner_account_id}, str(NAME_ANOTHER)
    tell(work, case, happened, to=to, subject=NOT_COUNTERSIGNED, text=text, page="/offer")


def _case_and_fact(work: Work, happened: Happened) -> tuple[UseCase, SponsorFact]:
    fact = cast(SponsorFact, happened.fact)
    return work.get(UseCase, fact.subject_id), fact


REACTIONS = (
    Reaction("promotion.countersigning.tell_sponsor", (OfferSigned,), tell_sponsor),
    Reaction("promotion.countersigning.tell_signature", (OfferSigned,), tell_of_signature),
    Reaction("promotion.countersigning.tell_refusal", (CountersignatureRefused,), tell_of_refusal),
)
