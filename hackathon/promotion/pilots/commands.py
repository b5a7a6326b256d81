"""What the clock does with a pilot of which nothing is measured: warn, and end it."""

from hackathon.core.decisions import require
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import advance
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit
from hackathon.promotion.pilots.facts import PilotEnded, PilotEnding
from hackathon.promotion.pilots.policy import can_end
from hackathon.promotion.pilots.queries import unmeasured_pilot
from hackathon.promotion.pilots.rules import days_left, is_over, is_to_be_warned


def watch_pilot(work: Work, case_id: int) -> None:
    """Warn the owner once that a pilot ends, and end it when its time is over; does nothing once it is measured."""
    require(can_end(work.actor))
    case, days = work.lock(UseCase, case_id), limits_now(work.session)[Limit.PILOT_DAYS]
    running = unmeasured_pilot(work.session, case.id)
    if running is None:
        return
    if is_to_be_warned(running, days, work.now):
        work.record(PilotEnding(**case.stream, days=days_left(running, days, work.now)))
    elif is_over(running, days, work.now):
        advance(work, case, "end")
        work.record(PilotEnded(**case.stream, days=days))
