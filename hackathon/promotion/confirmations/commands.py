"""What can be done about a team member who would own what the team made: ask, confirm, refuse."""

from hackathon.core.decisions import Conflict, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.confirmations.facts import MemberAsked, MemberConfirmed, MemberFact, MemberRefused
from hackathon.promotion.confirmations.models import MemberAsOwner
from hackathon.promotion.confirmations.policy import can_ask_to_own, can_confirm
from hackathon.promotion.confirmations.queries import asked_by, superior_of


def ask_to_own(work: Work, case_id: int) -> MemberAsOwner:
    """Say as a member of the team that one would own the use case; somebody outside the team has to confirm it."""
    case = work.lock(UseCase, case_id)
    require(can_ask_to_own(work.actor, case))
    asked = MemberAsOwner(case_id=case.id, member_id=work.actor.id, asked_at=work.now)
    work.add(asked, unless_taken=Conflict(_("You asked this already.")))
    _record(work, MemberAsked, case, asked)
    return asked


def confirm_member_as_owner(work: Work, case_id: int, member_id: int, *, version: int | None = None) -> MemberAsOwner:
    """Confirm from outside the team that a member may own what the team made: it may be offered to them now."""
    case, asked = _to_answer(work, case_id, member_id)
    _answer(work, asked, is_confirmed=True, version=version)
    _record(work, MemberConfirmed, case, asked)
    return asked


def refuse_member_as_owner(
    work: Work, case_id: int, member_id: int, reason: str, *, version: int | None = None
) -> MemberAsOwner:
    """Say from outside the team, with a reason, that a member does not become owner."""
    case, asked = _to_answer(work, case_id, member_id)
    reason = need_reason(reason)
    _answer(work, asked, is_confirmed=False, version=version)
    _record(work, MemberRefused, case, asked, reason=reason)
    return asked


def _to_answer(work: Work, case_id: int, member_id: int) -> tuple[UseCase, MemberAsOwner]:
    case = work.lock(UseCase, case_id)
    require(can_confirm(work.actor, case, manager_id=superior_of(work.session, member_id)))
    asked = asked_by(work.session, case.id, member_id)
    if asked is None:
        raise Missing(_("This person did not ask to own it."))
    if asked.answered_at is not None:
        raise Conflict(_("This was answered already. Look at the page again."))
    return case, asked


def _answer(work: Work, asked: MemberAsOwner, *, is_confirmed: bool, version: int | None) -> None:
    work.expect_version(asked, version)
    asked.is_confirmed, asked.answered_by, asked.answered_at = is_confirmed, work.actor.id, work.now


def _record(
    work: Work, fact: type[MemberFact], case: UseCase, asked: MemberAsOwner, *, reason: str | None = None
) -> None:
    said = work.state(reason).reference() if reason else {}
    work.record(
        fact(
            **case.stream,
            member_account_id=asked.member_id,
            **said,
        )
    )
