"""Who merges a use case into another."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.questions.policy import can_settle

_OVER = frozenset({CaseState.DECLINED, CaseState.MERGED, CaseState.RETIRED})


def can_merge(actor: Actor, case: UseCase, owner_id: int | None, *, has_steward: bool) -> Decision:
    """Let those who decide about a use case merge it into another."""
    return can_settle(actor, case, owner_id, has_steward=has_steward)


def can_take_in(case: UseCase) -> Decision:
    """Say whether a use case is still on its way, so that another can become a part of it."""
    return allow_if(case.state not in _OVER, _("That use case is over. Choose one that is still on its way."))
