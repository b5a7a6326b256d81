"""Who works on a day-one plan, and until when."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import is_in_team, is_owner
from hackathon.promotion.cases.states import CaseState

CLOSED = frozenset({CaseState.LIVE, CaseState.RETIRED, CaseState.DECLINED, CaseState.MERGED})


def can_plan(actor: Actor, case: UseCase, proposed_id: int | None) -> Decision:
    """Let the team, whoever nominated it and the owner, or who would be, work on the plan until it is live."""
    is_theirs = is_owner(actor, case) or (actor.id is not None and actor.id == proposed_id)
    return allow_if(
        is_theirs or is_in_team(actor, case) or actor.id in case.requesters,
        _("The team, the owner and whoever nominated it work on the plan."),
    ) & allow_if(case.state not in CLOSED, _("The plan is closed: the use case is live or over."))
