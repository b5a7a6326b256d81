"""Who may say what about a judge, and what a judge must not judge."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.judging.judges.rules import BAR_SENTENCES, Bar


def is_judge(actor: Actor, event: Event) -> Decision:
    """Judges of the event have pages of their own."""
    return allow_if(actor.holds("judge", "event", event.id), _("This page is for the judges of this event."))


def can_describe(actor: Actor, event: Event, *, at: datetime) -> Decision:
    """Let judges say what they can, and what they should not judge, until judging closes."""
    return is_judge(actor, event) & allow_if(
        event.state in (EventState.DRAFT, EventState.PUBLISHED) and at < event.judging_closes_at,
        _("Judging is over; what is said now changes nothing any more."),
    )


def can_take_back(actor: Actor, event: Event, *, at: datetime) -> Decision:
    """Let judges change their mind until scoring begins: afterwards others have been asked in their place."""
    return can_describe(actor, event, at=at) & allow_if(
        at < max(event.deadline, event.judging_opens_at),
        _("Scoring has begun: what you said stays, and others judge this team."),
    )


def is_not_barred(bar: Bar | None) -> Decision:
    """Refuse a judge a project that is too close to them, with the reason."""
    return allow_if(bar is None, str(BAR_SENTENCES[bar]) if bar else "")
