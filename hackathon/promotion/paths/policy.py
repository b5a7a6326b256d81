"""Who signs the six answers, who asks them again, and who names an owner to sign them."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_decide, is_in_team, is_owner, stands_outside
from hackathon.promotion.cases.states import CARRIED, CaseState

_S = CaseState
ASKABLE = frozenset({_S.SCREENED, _S.SELECTED, _S.WAITING, _S.PARKED, _S.OFFERED, *CARRIED, _S.SUSPENDED})
"""The states in which something can change that was answered; before, the answers are simply signed again."""


def can_sign(actor: Actor, case: UseCase, prospective_id: int | None) -> Decision:
    """Leave the six answers to whoever owns the use case, or would."""
    signer = case.owner_id or prospective_id
    return allow_if(
        actor.id is not None and actor.id == signer, _("Whoever would own the use case signs this, nobody else.")
    ) & allow_if(not is_in_team(actor, case), _("You belong to the team; somebody else signs for it."))


def is_asked(case: UseCase) -> bool:
    """Tell whether the six answers wait for a signature."""
    return case.path_asked_at is not None or (case.state == _S.NOMINATED and case.path_signed_at is None)


def can_ask_again(actor: Actor, case: UseCase) -> Decision:
    """Let the owner, the deputy or a steward outside the case say that something changed."""
    is_steward = actor.is_site(SiteRole.STEWARD) and bool(stands_outside(actor, case))
    is_deputy = actor.id is not None and actor.id == case.deputy_id
    return allow_if(
        is_owner(actor, case) or is_deputy or is_steward, _("The owner, the deputy or a steward says this.")
    ) & allow_if(case.state in ASKABLE, _("There is nothing to ask again about this use case now."))


def can_propose_owner(actor: Actor, case: UseCase, *, has_steward: bool) -> Decision:
    """Let those who decide about a nomination name who would own it."""
    return can_decide(actor, case, has_steward=has_steward) & allow_if(
        case.state == _S.NOMINATED, _("An owner is proposed while it is nominated; later it is offered to one.")
    )
