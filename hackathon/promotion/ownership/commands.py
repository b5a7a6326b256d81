"""What can be done with whoever stands behind a use case: hand over, take over, deputies, owners who are missing."""

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.promotion.adoption.commands import (
    adopt,
    need_deputy,
    need_owner,
    objection_to,
    open_offer,
    record_of,
    sign,
    withdraw_open_offer,
)
from hackathon.promotion.adoption.facts import HAND_OVER
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.policy import is_carried
from hackathon.promotion.adoption.queries import open_offer_of
from hackathon.promotion.adoption.rules import Signature, working_days_after
from hackathon.promotion.cases.commands import hold_case
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.cases.states import CARRIED
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit
from hackathon.promotion.ownership.facts import (
    DeputyNamed,
    DeputySteppedBack,
    OwnerlessCaseSuspended,
    OwnerReturned,
    OwnerWentMissing,
)
from hackathon.promotion.ownership.policy import (
    can_hand_over,
    can_name_deputy,
    can_notice,
    can_step_back,
    can_take_over,
    is_deputy,
)


def hand_over(work: Work, case_id: int, owner_id: int | None, *, version: int | None = None) -> Offer:
    """Ask somebody to take over a use case that has an owner, who stays it until the new one has signed."""
    case = work.lock(UseCase, case_id)
    require(can_hand_over(work.actor, case))
    work.expect_version(case, version)
    if owner_id is not None and owner_id == case.owner_id:
        raise Invalid("owner_id", _("This person owns it already."))
    owner_id = need_owner(work, case, owner_id)
    withdraw_open_offer(work, case)
    offer = open_offer(work, case, owner_id)
    record_of(work, HAND_OVER.made, case, offer)
    return offer


def withdraw_hand_over(work: Work, case_id: int, *, version: int | None = None) -> None:
    """Keep a use case after all: whoever was asked to take it over is no longer asked."""
    case = work.lock(UseCase, case_id)
    require(can_hand_over(work.actor, case))
    if open_offer_of(work.session, case.id) is None:
        raise Conflict(_("Nobody is asked to take it over, or not any more."))
    work.expect_version(case, version)
    withdraw_open_offer(work, case)


def take_over(work: Work, case_id: int, signature: Signature, *, version: int | None = None) -> Offer:
    """Step in for an owner who is missing, by signing as an owner does."""
    case = work.lock(UseCase, case_id)
    require(can_take_over(work.actor, case))
    if not is_deputy(work.actor, case) and (objection := objection_to(work, case, work.actor.id or 0)):
        raise Conflict(objection)
    withdraw_open_offer(work, case)
    offer = open_offer(work, case, work.actor.id or 0)
    sign(work, case, offer, signature)
    adopt(work, case, offer, version=version)
    return offer


def name_deputy(work: Work, case_id: int, deputy_id: int | None, *, version: int | None = None) -> UseCase:
    """Say as the owner who takes over when one is gone."""
    case = work.lock(UseCase, case_id)
    require(can_name_deputy(work.actor, case))
    if deputy_id is None:
        raise Invalid("deputy", _("Name somebody."))
    need_deputy(work, case, deputy_id, but={case.owner_id, case.sponsor_id})
    work.expect_version(case, version)
    case.deputy_id = deputy_id
    work.record(DeputyNamed(**case.stream, deputy_account_id=deputy_id))
    return case


def step_back(work: Work, case_id: int, reason: str, *, version: int | None = None) -> UseCase:
    """Be deputy no longer, with a reason that the owner reads."""
    case = work.lock(UseCase, case_id)
    require(can_step_back(work.actor, case))
    said = work.state(need_reason(reason))
    work.expect_version(case, version)
    case.deputy_id = None
    work.record(
        DeputySteppedBack(
            **case.stream,
            deputy_account_id=work.actor.id or 0,
            **said.reference(),
        )
    )
    return case


def note_missing_owner(work: Work, case_id: int, owner_id: int) -> None:
    """Start the clock of a use case whose owner is gone; does nothing when it runs, or another took it over."""
    require(can_notice(work.actor))
    case = work.lock(UseCase, case_id)
    if case.owner_id == owner_id and case.owner_missing_since is None and is_carried(case):
        case.owner_missing_since = work.now
        work.expect_version(case, None)
        _note(work, OwnerWentMissing, case, owner_id)


def note_owner_back(work: Work, case_id: int, owner_id: int) -> None:
    """Stop that clock, where the owner is still the same."""
    require(can_notice(work.actor))
    case = work.lock(UseCase, case_id)
    if case.owner_id == owner_id and case.owner_missing_since is not None:
        case.owner_missing_since = None
        work.expect_version(case, None)
        _note(work, OwnerReturned, case, owner_id)


def suspend_ownerless(work: Work, case_id: int) -> None:
    """Suspend a use case that had no owner for too long; does nothing when somebody took it over meanwhile."""
    require(can_notice(work.actor))
    case, days = work.lock(UseCase, case_id), limits_now(work.session)[Limit.MISSING_DAYS]
    since = case.owner_missing_since
    if case.state not in CARRIED or since is None or working_days_after(since, days) > work.now:
        return
    hold_case(work, case)
    work.record(OwnerlessCaseSuspended(**case.stream, days=days))


def _note(work: Work, fact: type[OwnerWentMissing | OwnerReturned], case: UseCase, owner_id: int) -> None:
    work.record(fact(**case.stream, owner_account_id=owner_id))
