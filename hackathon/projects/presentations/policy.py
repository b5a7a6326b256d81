"""Who steers a presentation; whoever sees the event may watch."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize


def can_steer(actor: Actor, event: Event) -> Decision:
    """Let organizers draw and change the order and start each team's time."""
    return can_organize(actor, event)
