"""Tells deciders that something waits for them, and people what was decided."""

from typing import cast

from hackathon.core.facts import Happened
from hackathon.core.i18n import _, lazy
from hackathon.core.work import Work
from hackathon.promotion.adoption.commands import withdraw_open_offer
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import deciders_of, people_of, proposed_owner_of
from hackathon.promotion.cases.states import CASE_FLOW
from hackathon.promotion.nominations.commands import turn_down
from hackathon.promotion.nominations.facts import CaseDeclined, LightCaseQueued
from hackathon.promotion.nominations.models import Screening
from hackathon.promotion.nominations.rules import ReasonCode, Refusal, what_would_change
from hackathon.promotion.paths.reactions import PROPOSED, tell_deciders

NEEDS_OWNER = lazy("Use case %(number)s, “%(title)s”, needs somebody who would own it")
NOMINATED = lazy("“%(title)s” was nominated: it is use case %(number)s")
DECLINED = lazy("Use case %(number)s, “%(title)s”, was declined")
QUEUED = lazy("Use case %(number)s, “%(title)s”, passed and waits for its owner to have room")
OVERDUE = lazy("Use case %(number)s, “%(title)s”, waits for your decision")
WAITS_FOR_SIX = lazy("Whoever would own it has not signed the six answers. Ask them, or propose another owner.")
QUEUED_UNTIL = lazy("It is offered by itself when another use case on the light path is over.")


def tell_of_nomination(work: Work, happened: Happened) -> None:
    """Ask for what comes next: the six answers of who would own it, or once these are signed, the decision."""
    case = work.get(UseCase, happened.fact.subject_id)
    owner_id = proposed_owner_of(work.session, case.id)
    if case.has_standing_path:
        tell_deciders(work, happened)
    elif owner_id is not None:
        tell(work, case, happened, to={owner_id}, subject=PROPOSED, page="/path")
    else:
        tell(work, case, happened, to=deciders_of(work.session, case), subject=NEEDS_OWNER, page="/path/owner")
    tell(work, case, happened, to=people_of(work.session, case), subject=NOMINATED)


def withdraw_offer(work: Work, happened: Happened) -> None:
    """Take back what is on offer when the path became longer, or when the use case is over."""
    withdraw_open_offer(work, work.lock(UseCase, happened.fact.subject_id))


def decline_prohibited(work: Work, happened: Happened) -> None:
    """Decline what is prohibited, unless somebody carries it already: that stands still until it is retired."""
    case = work.lock(UseCase, happened.fact.subject_id)
    if CASE_FLOW.allows("decline", case.state):
        reason = _("By the six answers the law or a policy prohibits this use.")
        turn_down(work, case, Refusal(reason, ReasonCode.PROHIBITED, _("Another use that is not prohibited.")))


def tell_of_queue(work: Work, happened: Happened) -> None:
    """Tell the owner and the team that it waits, and for what."""
    case, fact = work.get(UseCase, happened.fact.subject_id), cast(LightCaseQueued, happened.fact)
    people = people_of(work.session, case) | {fact.owner_account_id}
    tell(work, case, happened, to=people, subject=QUEUED, text=str(QUEUED_UNTIL))


def tell_of_decline(work: Work, happened: Happened) -> None:
    """Give the team and who nominated it the reason, what would change it, and when to come back."""
    case, fact = work.get(UseCase, happened.fact.subject_id), cast(CaseDeclined, happened.fact)
    screening = work.get(Screening, fact.screening_id)
    tell(
        work,
        case,
        happened,
        to=people_of(work.session, case),
        subject=DECLINED,
        after=what_would_change(screening.would_change, screening.come_back_on),
    )


def tell_of_delay(work: Work, happened: Happened) -> None:
    """Remind those who decide."""
    case = work.get(UseCase, happened.fact.subject_id)
    waits = str(WAITS_FOR_SIX) if not case.has_standing_path else ""
    tell(work, case, happened, to=deciders_of(work.session, case), subject=OVERDUE, text=waits)
