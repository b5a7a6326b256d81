"""Who decides on other people's places in teams."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.policy import can_steer_members


def can_remove(actor: Actor, team: Team, event: Event, account_id: int, *, at: datetime) -> Decision:
    """Let captains and organizers take others out of a team; whoever goes by themselves leaves."""
    return can_steer_members(actor, team, event, at=at) & allow_if(
        account_id != actor.id, _("You can leave the team yourself, with the button on its page.")
    )
