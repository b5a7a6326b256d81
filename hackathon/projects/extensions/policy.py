"""Who may give a team more time, and who reads why."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.policy import can_edit
from hackathon.teams.formation.models import Team


def can_extend(actor: Actor, event: Event) -> Decision:
    """Let organizers give more time until results are out."""
    return can_edit(actor, event)


def can_extend_for(actor: Actor, event: Event, team: Team) -> Decision:
    """Let organizers give a team more time that they are not in themselves."""
    return can_extend(actor, event) & allow_if(
        not actor.holds("member", "team", team.id), _("You are in this team. Ask another organizer to decide.")
    )


def can_read_reason(actor: Actor, event: Event, team_id: int) -> bool:
    """Tell whether somebody is of the team, or judges or organizes the event: the others know the time only."""
    return team_id in actor.places("team") or event.id in actor.places("event", EventRole.ORGANIZER, EventRole.JUDGE)
