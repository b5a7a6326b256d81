"""Which team member may ask to own what the team made, and who outside the team confirms it."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import is_in_team, stands_outside
from hackathon.promotion.cases.states import CaseState

_S = CaseState
OWNERLESS = (_S.NOMINATED, _S.SCREENED, _S.SELECTED, _S.WAITING, _S.PARKED, _S.OFFERED)
"""The states in which a use case may still find its owner."""


def can_ask_to_own(actor: Actor, case: UseCase) -> Decision:
    """Let every member of the team offer themselves while it has no owner."""
    return allow_if(is_in_team(actor, case), _("Only members of the team ask this.")) & allow_if(
        case.state in OWNERLESS, _("It has an owner, or is over.")
    )


def can_confirm(actor: Actor, case: UseCase, *, manager_id: int | None) -> Decision:
    """Let the member's line manager or a steward answer, outside the team and not who nominated it."""
    return (
        allow_if(
            actor.is_site(SiteRole.STEWARD) or (actor.id is not None and actor.id == manager_id),
            _("The line manager of this person or a steward confirms this."),
        )
        & stands_outside(actor, case)
        & allow_if(case.state in OWNERLESS, _("It has an owner, or is over."))
    )
