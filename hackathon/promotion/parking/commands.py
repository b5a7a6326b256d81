"""What can be done with a parked use case: end its time."""

from datetime import timedelta

from hackathon.core.decisions import require
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import advance
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit
from hackathon.promotion.parking.facts import CaseLapsed
from hackathon.promotion.parking.policy import can_lapse


def lapse_case(work: Work, case_id: int) -> None:
    """Decline a use case that was parked too long; does nothing when somebody took it up meanwhile."""
    require(can_lapse(work.actor))
    case, days = work.lock(UseCase, case_id), limits_now(work.session)[Limit.PARKED_DAYS]
    if case.state != CaseState.PARKED or case.state_since > work.now - timedelta(days=days):
        return
    advance(work, case, "lapse")
    work.record(CaseLapsed(**case.stream, days=days))
