"""Who may see, shape, publish and end an event, and who may give roles at it."""

from sqlalchemy import ColumnElement, and_, false, or_, true

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.states import EventState
from hackathon.people.accounts.models import SiteRole

SCOPE = "event"
PARTICIPANT = "participant"
OPEN_STATES = (EventState.PUBLISHED, EventState.RELEASED, EventState.ARCHIVED)
SHAPED_STATES = (EventState.DRAFT, EventState.PUBLISHED)


def organizes(actor: Actor, event: Event) -> bool:
    """Tell whether the actor is an organizer of the event."""
    return actor.holds(EventRole.ORGANIZER, SCOPE, event.id)


def can_draft(actor: Actor) -> Decision:
    """Let any employee begin an event."""
    return allow_if(actor.is_signed_in, _("Sign in to draft an event."))


def can_see(actor: Actor, event: Event) -> Decision:
    """Show drafts to organizers and hosts only; a cancelled event also to those who had a part in it."""
    concerned = event.id in actor.places(SCOPE) if event.state == EventState.CANCELLED else organizes(actor, event)
    return allow_if(
        (event.state in OPEN_STATES and actor.is_signed_in) or concerned or actor.is_site(SiteRole.HOST),
        _("This event is not published."),
    )


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Select the events that `can_see` lets the actor see."""
    if not actor.is_signed_in:
        return false()
    if actor.is_site(SiteRole.HOST):
        return true()
    return or_(
        Event.state.in_(OPEN_STATES),
        and_(Event.state == EventState.CANCELLED, Event.id.in_(actor.places(SCOPE))),
        Event.id.in_(actor.places(SCOPE, EventRole.ORGANIZER)),
    )


def can_organize(actor: Actor, event: Event) -> Decision:
    """Let organizers shape their event."""
    return allow_if(organizes(actor, event), _("Only organizers of this event may do this."))


def can_copy(actor: Actor, event: Event) -> Decision:
    """Let organizers and hosts begin another event like one that they know."""
    return can_organize(actor, event) | _is_host(actor)


def can_edit(actor: Actor, event: Event) -> Decision:
    """Let organizers shape an event until its results are out; then it is part of the record."""
    return can_organize(actor, event) & allow_if(
        event.state in SHAPED_STATES, _("This event is over: what it was is part of the record and stays as it is.")
    )


def can_move_windows(actor: Actor, event: Event) -> Decision:
    """Let whoever may edit an event open and close its windows."""
    return can_edit(actor, event)


def can_publish(actor: Actor) -> Decision:
    """Let any host publish, organizer of the event or not: it becomes visible to everybody."""
    return allow_if(
        actor.is_site(SiteRole.HOST),
        _("Publishing needs the role of host on this site. Ask a host to look at the draft and publish it."),
    )


def can_cancel(actor: Actor, event: Event) -> Decision:
    """Let organizers and hosts call an event off."""
    return can_organize(actor, event) | _is_host(actor)


def can_archive(actor: Actor, event: Event) -> Decision:
    """Let organizers and hosts put an event away."""
    return can_organize(actor, event) | _is_host(actor)


def can_release(actor: Actor, event: Event) -> Decision:
    """Let organizers release results."""
    return can_organize(actor, event)


def can_give_role(actor: Actor, event: Event, *, to: Actor, role: str) -> Decision:
    """Let organizers give roles, but make no judge of themselves or of a participant."""
    return (
        can_edit(actor, event)
        & allow_if(
            role != EventRole.JUDGE or to.id != actor.id,
            _("Nobody makes themselves a judge. Ask another organizer."),
        )
        & allow_if(
            role != EventRole.JUDGE or not to.holds(PARTICIPANT, SCOPE, event.id),
            _("This person takes part in the event. Whoever takes part cannot judge it."),
        )
    )


def can_take_role(actor: Actor, event: Event, *, account_id: int) -> Decision:
    """Let organizers take roles back, and everybody give up their own."""
    return can_organize(actor, event) | allow_if(
        account_id == actor.id, _("Only organizers of this event may take somebody's role.")
    )


def _is_host(actor: Actor) -> Decision:
    return allow_if(
        actor.is_site(SiteRole.HOST), _("Only organizers of this event, or a host of this site, may do this.")
    )
