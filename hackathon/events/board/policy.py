"""Who works with an event's board."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize


def can_watch(actor: Actor, event: Event) -> Decision:
    """Show the board to the event's organizers: it names who is late and what failed."""
    return can_organize(actor, event)


def can_send_again(actor: Actor, event: Event) -> Decision:
    """Let organizers have the mails to the event's people tried again."""
    return can_organize(actor, event)
