"""Who may see how sure a ranking is, and have it computed anew."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize

COMPUTING = "judging.standings.compute"
SEVERITY_DAYS = 90
"""How long after the release it is kept how severe judges are."""


def can_see_standings(actor: Actor, event: Event) -> Decision:
    """Show organizers alone how the ballots look with severity taken out: they decide what to announce."""
    return can_organize(actor, event)


def can_keep_standings(actor: Actor) -> Decision:
    """Let only the platform write what it computed."""
    return allow_if(actor.is_system(COMPUTING), _("Only the platform does this."))
