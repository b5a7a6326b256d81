"""What can be done with a waiver: propose it, agree to it or not, and let it run out."""

from datetime import timedelta

from hackathon.core.decisions import Conflict, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import hold_case
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import has_free_steward
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.cases.states import CARRIED
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit
from hackathon.promotion.questions.facts import (
    QuestionWaived,
    WaiverFact,
    WaiverProposed,
    WaiverRanOut,
    WaiverRefused,
)
from hackathon.promotion.questions.models import QuestionWaiver
from hackathon.promotion.questions.policy import is_asked
from hackathon.promotion.questions.queries import Asked, asked_of, standing_of
from hackathon.promotion.waivers.facts import CaseHalted
from hackathon.promotion.waivers.policy import can_agree_waiver, can_propose_waiver, can_run_out
from hackathon.promotion.waivers.rules import need_days


def propose_waiver(work: Work, case_id: int, key: str, reason: str, days: int | None) -> QuestionWaiver:
    """Propose that a question need not be passed for some days; nothing is waived before a second person agrees."""
    case = work.lock(UseCase, case_id)
    asked = asked_of(work.session, case, key, work.now)
    has_steward = has_free_steward(work.session, case.id)
    require(can_propose_waiver(work.actor, case, asked.whose, has_steward=has_steward))
    if asked.is_passed or asked.waiver:
        raise Conflict(_("This question is passed, or waiving it is proposed already."))
    waiver = work.add(
        QuestionWaiver(
            case_id=case.id,
            key=key,
            reason=need_reason(reason),
            days=need_days(days, limits_now(work.session)[Limit.WAIVER_DAYS]),
            proposed_by=work.actor.id,
            proposed_at=work.now,
        )
    )
    _record(work, WaiverProposed, case, asked, waiver, reason=waiver.reason)
    return waiver


def agree_to_waiver(work: Work, case_id: int, key: str) -> QuestionWaiver:
    """Agree as the second person: from now on the question is waived for the days that were proposed."""
    case, asked, waiver = _proposed(work, case_id, key)
    waiver.agreed_by, waiver.until = work.actor.id, work.now + timedelta(days=waiver.days)
    _record(work, QuestionWaived, case, asked, waiver)
    return waiver


def refuse_waiver(work: Work, case_id: int, key: str, reason: str) -> QuestionWaiver:
    """Do not agree, with a reason."""
    case, asked, waiver = _proposed(work, case_id, key)
    waiver.ended_at = work.now
    _record(work, WaiverRefused, case, asked, waiver, reason=need_reason(reason))
    return waiver


def end_waiver(work: Work, waiver_id: int) -> None:
    """End a waiver that ran out: its question is open again, and whoever carries the use case has to stop.

    Does nothing when it was ended meanwhile, and nothing more than that where the question was passed or is not asked
    any more.
    """
    require(can_run_out(work.actor))
    case = work.lock(UseCase, work.get(QuestionWaiver, waiver_id).case_id)
    waiver = work.lock(QuestionWaiver, waiver_id)
    if waiver.ended_at is not None or waiver.until is None or waiver.until > work.now:
        return
    asked = _still_open(work, case, waiver.key)
    waiver.ended_at = work.now
    if asked is None:
        return
    _record(work, WaiverRanOut, case, asked, waiver)
    if case.state in CARRIED:
        hold_case(work, case)
        work.record(CaseHalted(**case.stream))


def _still_open(work: Work, case: UseCase, key: str) -> Asked | None:
    if not is_asked(case):
        return None
    asked = standing_of(work.session, case, work.now)
    return next((each for each in asked if each.question.key == key and not each.is_passed), None)


def _proposed(work: Work, case_id: int, key: str) -> tuple[UseCase, Asked, QuestionWaiver]:
    case = work.lock(UseCase, case_id)
    asked = asked_of(work.session, case, key, work.now)
    waiver = asked.waiver.waiver if asked.waiver else None
    require(can_agree_waiver(work.actor, case, asked.whose, waiver))
    if waiver is None:
        raise Conflict(_("Nobody proposes to waive this question, or not any more."))
    if waiver.agreed_by is not None:
        raise Conflict(_("Somebody agreed to this already."))
    return case, asked, waiver


def _record(
    work: Work, fact: type[WaiverFact], case: UseCase, asked: Asked, waiver: QuestionWaiver, *, reason: str = ""
) -> None:
    said = work.state(reason).reference() if reason else {}
    work.record(
        fact(
            **case.stream,
            **said,
            question=asked.question.key,
            set_number=asked.set_number,
            waiver_id=waiver.id,
            days=waiver.days,
        )
    )
