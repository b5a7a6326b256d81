"""Who may decide how a ranking is computed and announced."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.events.setup.states import EventState


def can_decide(actor: Actor, event: Event, *, competes: bool) -> Decision:
    """Let organizers decide who compete for nothing themselves, from publishing an event until it is put away."""
    return (
        can_organize(actor, event)
        & allow_if(
            event.state in {EventState.PUBLISHED, EventState.RELEASED},
            _("What a ranking is made of is decided between publishing an event and putting it away."),
        )
        & allow_if(
            not competes,
            _("You are in a team of this event, so you have no say in how its ranking is made. Ask another organizer."),
        )
    )
