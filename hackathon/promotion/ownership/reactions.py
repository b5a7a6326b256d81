"""Notices owners who are gone or back, and tells those who can step in."""

from typing import cast

from hackathon.core.facts import Fact, Happened, Reaction
from hackathon.core.i18n import LazySentence, lazy
from hackathon.core.work import Work
from hackathon.people.accounts.facts import AccountDeactivated, AccountReactivated, SiteRoleGiven, SiteRoleTaken
from hackathon.people.accounts.models import SiteRole
from hackathon.people.privacy.facts import AccountErased
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import deciders_of, people_of
from hackathon.promotion.ownership.commands import note_missing_owner, note_owner_back
from hackathon.promotion.ownership.facts import (
    DeputyNamed,
    DeputySteppedBack,
    OwnerlessCaseSuspended,
    OwnerReturned,
    OwnerWentMissing,
)
from hackathon.promotion.ownership.policy import NOTICING, RETURNING
from hackathon.promotion.ownership.queries import missed_and_back, owned_by

TOLD: dict[type[Fact], LazySentence] = {
    OwnerWentMissing: lazy("Use case %(number)s, “%(title)s”, has lost its owner"),
    OwnerReturned: lazy("The owner of use case %(number)s, “%(title)s”, is back"),
    OwnerlessCaseSuspended: lazy("Use case %(number)s, “%(title)s”, is suspended: nobody took it over"),
}
STEP_IN = lazy("The deputy or another product owner takes it over by signing on its page.")
DEPUTY = lazy("You are deputy of use case %(number)s, “%(title)s”")
STEP_BACK = lazy("You take over when the owner is gone. If you cannot, step back on its page.")
NO_DEPUTY = lazy("Your deputy for use case %(number)s, “%(title)s”, stepped back")


def notice(work: Work, happened: Happened) -> None:
    """Start the clock of everything that somebody owned who is deactivated, erased, or no product owner any more."""
    fact = happened.fact
    is_role = isinstance(fact, SiteRoleTaken)
    if isinstance(fact, SiteRoleTaken) and fact.role != SiteRole.PRODUCT_OWNER:
        return
    for case_id in owned_by(work.session, fact.subject_id, as_product_owner=is_role):
        note_missing_owner(work, case_id, fact.subject_id)


def welcome_back(work: Work, happened: Happened) -> None:
    """Stop the clock of what somebody still owns who can act again."""
    for case_id in missed_and_back(work.session, happened.fact.subject_id):
        note_owner_back(work, case_id, happened.fact.subject_id)


def tell_who_steps_in(work: Work, happened: Happened) -> None:
    """Tell the deputy, the sponsor, those who decide, and the team."""
    case = work.get(UseCase, happened.fact.subject_id)
    to = people_of(work.session, case) | deciders_of(work.session, case)
    to |= {each for each in (case.deputy_id, case.sponsor_id) if each is not None}
    text = "" if isinstance(happened.fact, OwnerReturned) else str(STEP_IN)
    tell(work, case, happened, to=to, subject=TOLD[type(happened.fact)], text=text)


def tell_deputy(work: Work, happened: Happened) -> None:
    """Tell somebody that they are deputy, and how to be it no longer."""
    fact = cast(DeputyNamed, happened.fact)
    case = work.get(UseCase, fact.subject_id)
    tell(work, case, happened, to={fact.deputy_account_id}, subject=DEPUTY, text=str(STEP_BACK))


def tell_owner_without_deputy(work: Work, happened: Happened) -> None:
    """Give the owner the reason why their deputy stepped back."""
    case = work.get(UseCase, happened.fact.subject_id)
    tell(work, case, happened, to={case.owner_id} if case.owner_id else set(), subject=NO_DEPUTY)


REACTIONS = (
    Reaction(NOTICING, (AccountDeactivated, AccountErased, SiteRoleTaken), notice),
    Reaction(RETURNING, (AccountReactivated, SiteRoleGiven), welcome_back),
    Reaction("promotion.ownership.tell", (OwnerWentMissing, OwnerReturned, OwnerlessCaseSuspended), tell_who_steps_in),
    Reaction("promotion.ownership.tell_deputy", (DeputyNamed,), tell_deputy),
    Reaction("promotion.ownership.tell_owner", (DeputySteppedBack,), tell_owner_without_deputy),
)
