"""Who may let a mentor help a team."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.policy import SCOPE, organizes
from hackathon.events.setup.states import EventState
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.states import TeamState

FOLLOWING = "teams.mentors.follow_roles"


def is_mentor(actor: Actor, event: Event) -> bool:
    """Tell whether the actor is a mentor of the event."""
    return actor.holds(EventRole.MENTOR, SCOPE, event.id)


def can_choose_mentors(actor: Actor, event: Event) -> Decision:
    """Let organizers say which mentor helps which team, until results are out."""
    return allow_if(organizes(actor, event), _("Only organizers of this event choose its teams' mentors.")) & (
        _is_going_on(event)
    )


def can_mentor(actor: Actor, team: Team, event: Event, account_id: int | None) -> Decision:
    """Let mentors attach themselves to teams that are not their own, and organizers any mentor."""
    return (
        _decides(actor, event, account_id)
        & _is_going_on(event)
        & allow_if(team.state != TeamState.DISSOLVED, _("This team has dissolved."))
    )


def can_stop_mentoring(actor: Actor, event: Event, account_id: int | None) -> Decision:
    """Let mentors stop by themselves, organizers end it, and the platform when the role is taken back."""
    return allow_if(actor.is_system(FOLLOWING), "") | (_decides(actor, event, account_id) & _is_going_on(event))


def _decides(actor: Actor, event: Event, account_id: int | None) -> Decision:
    is_own = actor.id == account_id and is_mentor(actor, event)
    return allow_if(
        is_own or organizes(actor, event), _("Only mentors of this event, for themselves, and organizers do this.")
    )


def _is_going_on(event: Event) -> Decision:
    return allow_if(event.state == EventState.PUBLISHED, _("This event is not open."))
