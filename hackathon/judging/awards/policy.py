"""Who may give awards, and when."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize


def can_give_awards(actor: Actor, event: Event) -> Decision:
    """Let organizers give awards once results are out: an award before them would tell."""
    return can_organize(actor, event) & allow_if(
        event.is_released, _("Awards are given after the release, because they would tell the results.")
    )
