"""Asks whoever signs the six answers, and those who decide once they are signed; tells people what follows."""

from typing import cast

from hackathon.core.facts import Fact, Happened
from hackathon.core.i18n import LazySentence, lazy
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import deciders_of, people_of, proposed_owner_of
from hackathon.promotion.cases.states import CasePath, CaseState
from hackathon.promotion.paths.facts import CaseReopened, CaseStopped, OwnerProposed

PROPOSED = lazy("You could own use case %(number)s, “%(title)s”: six answers choose its path")
ASKED = lazy("Something changed about use case %(number)s, “%(title)s”: six answers are asked again")
SIGNED = lazy("To decide: use case %(number)s, “%(title)s”, has its path")
FOLLOWS: dict[type[Fact], LazySentence] = {
    CaseReopened: lazy("Use case %(number)s, “%(title)s”, starts again on a longer path"),
    CaseStopped: lazy("Use case %(number)s, “%(title)s”, is suspended: it carries more risk than before"),
}


def ask_proposed_owner(work: Work, happened: Happened) -> None:
    """Ask the person named as owner for the six answers."""
    case, fact = work.get(UseCase, happened.fact.subject_id), cast(OwnerProposed, happened.fact)
    tell(work, case, happened, to={fact.owner_account_id}, subject=PROPOSED, page="/path")


def ask_owner_again(work: Work, happened: Happened) -> None:
    """Ask the owner for the six answers once more, and tell the others what changed."""
    case = work.get(UseCase, happened.fact.subject_id)
    owner_id = case.owner_id or proposed_owner_of(work.session, case.id)
    signers = {owner_id} if owner_id else set()
    tell(work, case, happened, to=signers, subject=ASKED, page="/path")
    tell(work, case, happened, to=people_of(work.session, case) - signers, subject=ASKED)


def tell_deciders(work: Work, happened: Happened) -> None:
    """Ask those who decide about a light use case; on the other paths each is asked what they decide."""
    case = work.get(UseCase, happened.fact.subject_id)
    if case.state == CaseState.NOMINATED and case.path == CasePath.LIGHT:
        tell(work, case, happened, to=deciders_of(work.session, case), subject=SIGNED, page="/screening")


def tell_of_longer_path(work: Work, happened: Happened) -> None:
    """Tell everybody whom the use case touches, and those who decide about it."""
    case = work.get(UseCase, happened.fact.subject_id)
    people = people_of(work.session, case) | deciders_of(work.session, case)
    tell(work, case, happened, to=people, subject=FOLLOWS[type(happened.fact)])
