"""What can be done with a team member's time for a use case: grant it, withdraw it."""

from hackathon.core.decisions import Conflict, Invalid, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.team_time.facts import TeamTimeGranted, TeamTimeWithdrawn
from hackathon.promotion.team_time.models import TeamTime
from hackathon.promotion.team_time.policy import can_grant, can_withdraw
from hackathon.promotion.team_time.queries import manages, who_comes_along
from hackathon.promotion.team_time.rules import Span, need_span


def grant_time(work: Work, case_id: int, member_id: int, span: Span) -> TeamTime:
    """Let a team member spend some of their working time on a use case."""
    case = work.lock(UseCase, case_id)
    require(can_grant(work.actor, case, manages=manages(work.session, work.actor.id, member_id)))
    if member_id not in {each.account_id for each in who_comes_along(work.session, case)}:
        raise Invalid("member_id", _("Choose somebody of the team."))
    need_span(span)
    time = work.add(
        TeamTime(
            case_id=case.id,
            member_id=member_id,
            half_days=span.half_days,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            granted_by=work.actor.id,
            granted_at=work.now,
        )
    )
    work.record(
        TeamTimeGranted(
            **case.stream,
            member_account_id=member_id,
            time_id=time.id,
            half_days=span.half_days,
            starts_on=span.starts_on.isoformat(),
            ends_on=span.ends_on.isoformat(),
        )
    )
    return time


def withdraw_time(work: Work, case_id: int, time_id: int, reason: str, *, version: int | None = None) -> TeamTime:
    """Take granted time back, with a reason."""
    case, time = work.lock(UseCase, case_id), work.lock(TeamTime, time_id)
    if time.case_id != case.id:
        raise Missing(_("This does not exist, or not any more."))
    require(can_withdraw(work.actor, time, manages=manages(work.session, work.actor.id, time.member_id)))
    if time.withdrawn_at is not None:
        raise Conflict(_("It was withdrawn already."))
    said = work.state(need_reason(reason))
    work.expect_version(time, version)
    time.withdrawn_at = work.now
    work.record(
        TeamTimeWithdrawn(
            **case.stream,
            member_account_id=time.member_id,
            time_id=time.id,
            **said.reference(),
        )
    )
    return time
