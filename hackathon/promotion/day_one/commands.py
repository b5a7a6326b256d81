"""What can be done with a day-one plan: open it with the nomination, and save it."""

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account, AccountState
from hackathon.people.accounts.queries import account_by_email
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import proposed_owner_of
from hackathon.promotion.day_one.facts import DayOnePlanned
from hackathon.promotion.day_one.models import DayOnePlan
from hackathon.promotion.day_one.policy import can_plan
from hackathon.promotion.day_one.queries import plan_of
from hackathon.promotion.day_one.rules import PlanDraft, check, empty_parts


def open_plan(work: Work, case: UseCase) -> DayOnePlan:
    """Begin an empty plan for a use case; the caller has decided that it may have one."""
    plan = DayOnePlan(case_id=case.id, edited_by=work.actor.id, edited_at=work.now)
    return work.add(plan, unless_taken=Conflict(_("It has a day-one plan already. Look at the page again.")))


def save_plan(work: Work, case_id: int, draft: PlanDraft, *, version: int | None = None) -> DayOnePlan:
    """Save the whole plan as it stands now."""
    case = work.lock(UseCase, case_id)
    require(can_plan(work.actor, case, proposed_owner_of(work.session, case.id)))
    check(draft)
    plan = plan_of(work.session, case.id) or open_plan(work, case)
    work.expect_version(plan, version)
    _fill(work, plan, draft)
    work.record(DayOnePlanned(**case.stream, missing=len(empty_parts(plan.parts))))
    return plan


def _fill(work: Work, plan: DayOnePlan, draft: PlanDraft) -> None:
    owner = _active(work, draft.system_owner)
    plan.target_system, plan.roles, plan.training = (
        draft.target_system.strip(),
        draft.roles.strip(),
        draft.training.strip(),
    )
    plan.system_owner_id = owner.id if owner else None
    plan.system_owner_email = "" if owner else draft.system_owner.strip().lower()
    plan.support_id = _supporter(work, draft.support)
    plan.support_from, plan.cost_ceiling = draft.support_from, draft.cost_ceiling
    plan.edited_by, plan.edited_at = work.actor.id, work.now


def _supporter(work: Work, typed: str) -> int | None:
    if not typed.strip():
        return None
    found = _active(work, typed)
    if found is None:
        raise Invalid("support", _("Nobody here has this address. Invite them first, or name somebody else."))
    return found.id


def _active(work: Work, typed: str) -> Account | None:
    found = account_by_email(work.session, typed) if typed.strip() else None
    return found if found is not None and found.state == AccountState.ACTIVE else None
