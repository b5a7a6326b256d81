"""Who may assign judges, see how far they are, and remind them."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.events.setup.states import EventState
from hackathon.judging.ballots.policy import are_ballots_open


def can_see_board(actor: Actor, event: Event) -> Decision:
    """Let organizers see how far judging is; scores are not on the board."""
    return can_organize(actor, event)


def can_assign(actor: Actor, event: Event) -> Decision:
    """Let organizers ask judges to score, until results are out."""
    return can_organize(actor, event) & allow_if(
        event.state == EventState.PUBLISHED, _("Judges are assigned between publishing an event and its results.")
    )


def can_remind(actor: Actor, event: Event, *, at: datetime) -> Decision:
    """Let organizers remind judges while these can score."""
    return can_organize(actor, event) & are_ballots_open(event, at=at)
