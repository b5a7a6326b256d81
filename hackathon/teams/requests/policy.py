"""Who may ask a team to take them in, and who answers."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.policy import is_forming, leads, takes_part, takes_people
from hackathon.teams.formation.states import TeamEntry
from hackathon.teams.requests.models import JoinRequest

EXPIRING = "teams.requests.expire"


def can_ask(actor: Actor, team: Team, event: Event, *, at: datetime) -> Decision:
    """Let people who take part ask teams that choose whom they take, while teams form."""
    return takes_part(actor, event) & takes_people(team) & is_forming(actor, event, at=at) & _is_asked(team)


def can_read_requests(actor: Actor, team: Team) -> Decision:
    """Show who asks to its captain only."""
    return allow_if(leads(actor, team), _("Only the captain of this team answers requests."))


def can_answer(actor: Actor, team: Team, event: Event, *, at: datetime) -> Decision:
    """Let the captain answer while teams form."""
    return can_read_requests(actor, team) & takes_people(team) & is_forming(actor, event, at=at)


def can_withdraw(actor: Actor, request: JoinRequest) -> Decision:
    """Let people take back what they asked for themselves."""
    return allow_if(request.account_id == actor.id, _("Only the person who asked may do this."))


def can_expire(actor: Actor) -> Decision:
    """Let only the platform end requests that nobody can answer any more."""
    return allow_if(actor.is_system(EXPIRING), _("Only the platform does this."))


def _is_asked(team: Team) -> Decision:
    is_open = _("This team is open: join it, without asking.")
    invites = _("This team is by invitation: its captain asks people to join.")
    return allow_if(team.entry == TeamEntry.BY_REQUEST, is_open if team.entry == TeamEntry.OPEN else invites)
