"""Who grants team members time, and who takes it back."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import EventRole
from hackathon.people.accounts.models import SiteRole
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import is_in_team, is_owner
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.team_time.models import TeamTime

_OVER = frozenset({CaseState.DECLINED, CaseState.MERGED, CaseState.RETIRED})


def can_grant(actor: Actor, case: UseCase, *, manages: bool) -> Decision:
    """Let a member's line manager, the owner, an organizer or a host grant time; nobody does for their own team."""
    has_a_say = (
        manages
        or is_owner(actor, case)
        or actor.is_site(SiteRole.HOST)
        or actor.holds(EventRole.ORGANIZER, "event", case.event_id)
    )
    return (
        allow_if(has_a_say, _("The line manager, the owner, an organizer or a host grants time."))
        & allow_if(not is_in_team(actor, case), _("You belong to the team; somebody outside it grants time."))
        & allow_if(case.state not in _OVER, _("This use case is over."))
    )


def can_withdraw(actor: Actor, time: TeamTime, *, manages: bool) -> Decision:
    """Let who granted it, or the member's line manager, take time back."""
    return allow_if(
        actor.id is not None and (actor.id == time.granted_by or manages),
        _("Whoever granted this time, or the line manager, withdraws it."),
    )
