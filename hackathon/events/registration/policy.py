"""Who may take part in an event, and who decides on it."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.registration.models import Registration
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import SCOPE, can_organize
from hackathon.events.setup.states import EventState

FILLING = "events.registration.fill_places"
FOLLOWING = "events.registration.follow_erasure"


def can_apply(actor: Actor, event: Event, *, at: datetime, is_judge: bool) -> Decision:
    """Let everybody register while registration is open, except those who will judge."""
    return (
        _is_published(event)
        & allow_if(actor.is_signed_in, _("Sign in to register."))
        & allow_if(not is_judge, _("You judge this event. Whoever judges it cannot take part."))
        & takes_applications(event, at=at)
    )


def takes_applications(event: Event, *, at: datetime) -> Decision:
    """Take registrations, whoever comes, while the event is published and registration is open."""
    return (
        _is_published(event)
        & allow_if(at >= event.registration_opens_at, _("Registration is not open yet."))
        & allow_if(at < event.registration_closes_at, _("Registration is closed. Ask an organizer."))
    )


def can_change(actor: Actor, registration: Registration, event: Event) -> Decision:
    """Let people change and withdraw their own registration until results are out."""
    return allow_if(registration.account_id == actor.id, _("Only the person who registered may do this.")) & (
        _is_published(event)
    )


def can_decide(actor: Actor, event: Event) -> Decision:
    """Let organizers admit and decline while the event goes on."""
    return can_organize(actor, event) & _is_published(event)


def can_fill_places(actor: Actor) -> Decision:
    """Let only the platform give free places to those who wait."""
    return allow_if(actor.is_system(FILLING), _("Only the platform gives places to those who wait."))


def can_follow_erasure(actor: Actor) -> Decision:
    """Let only the platform withdraw somebody else: who was erased."""
    return allow_if(actor.is_system(FOLLOWING), _("Only the platform does this."))


def can_list(actor: Actor, event: Event) -> Decision:
    """Show the list of everybody who registered to organizers only."""
    return can_organize(actor, event)


def has_part(actor: Actor, event: Event, *roles: str) -> bool:
    """Tell whether somebody has one of these parts at an event already."""
    return any(actor.holds(role, SCOPE, event.id) for role in roles)


def _is_published(event: Event) -> Decision:
    return allow_if(
        event.state == EventState.PUBLISHED, _("This event is not published yet, or its results are out already.")
    )
