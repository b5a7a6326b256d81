"""Who may say where projects show themselves, and who is sent to them."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.events.setup.states import EventState
from hackathon.judging.ballots.policy import are_ballots_open, can_judge


def can_give_tables(actor: Actor, event: Event) -> Decision:
    """Let organizers give projects their tables as long as the event is on."""
    return can_organize(actor, event) & allow_if(
        event.state == EventState.PUBLISHED, _("Tables are given between publishing an event and its results.")
    )


def can_walk(actor: Actor, event: Event, *, at: datetime) -> Decision:
    """Send judges from table to table while they can score."""
    return can_judge(actor, event) & are_ballots_open(event, at=at)
