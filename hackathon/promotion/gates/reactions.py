"""Tells people that evidence waits for them, came back, or opened a gate."""

from typing import cast

from hackathon.core.facts import Fact, Happened
from hackathon.core.i18n import LazySentence, lazy
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import deciders_of, people_of
from hackathon.promotion.gates.facts import (
    BuildingBegun,
    EvidenceAccepted,
    EvidenceFact,
    EvidenceRejected,
    PilotBegun,
    WentLive,
)
from hackathon.promotion.gates.models import Evidence

TO_ACCEPT = lazy("Evidence to accept for use case %(number)s, “%(title)s”")
ANSWERED: dict[type[Fact], LazySentence] = {
    EvidenceAccepted: lazy("Your evidence for use case %(number)s, “%(title)s”, was accepted"),
    EvidenceRejected: lazy("Your evidence for use case %(number)s, “%(title)s”, came back"),
}
PASSED: dict[type[Fact], LazySentence] = {
    BuildingBegun: lazy("Use case %(number)s, “%(title)s”, is being built"),
    PilotBegun: lazy("Use case %(number)s, “%(title)s”, is in its pilot"),
    WentLive: lazy("Use case %(number)s, “%(title)s”, is live"),
}


def tell_accepters(work: Work, happened: Happened) -> None:
    """Tell the owner and those who decide, except whoever gave it."""
    case = work.get(UseCase, happened.fact.subject_id)
    owner = {case.owner_id} if case.owner_id else set()
    tell(work, case, happened, to=owner | deciders_of(work.session, case), subject=TO_ACCEPT)


def tell_giver(work: Work, happened: Happened) -> None:
    """Tell whoever gave the evidence what became of it, with the reason when it came back."""
    fact = cast(EvidenceFact, happened.fact)
    evidence = work.get(Evidence, fact.evidence_id)
    case = work.get(UseCase, fact.subject_id)
    tell(work, case, happened, to={evidence.given_by}, subject=ANSWERED[type(fact)])


def tell_of_move(work: Work, happened: Happened) -> None:
    """Tell the team, the owner and who nominated it."""
    case = work.get(UseCase, happened.fact.subject_id)
    tell(work, case, happened, to=people_of(work.session, case), subject=PASSED[type(happened.fact)])
