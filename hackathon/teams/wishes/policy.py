"""Who may wish, until when, and who may read what was wished."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize, can_see
from hackathon.events.setup.states import EventState
from hackathon.teams.formation.policy import takes_part
from hackathon.teams.wishes.models import TogetherWish

FOLLOWING = "teams.wishes.follow_questions"


def can_wish(actor: Actor, event: Event, *, at: datetime) -> Decision:
    """Let people who take part wish from when registration or forming teams begins until teams are formed."""
    return can_see(actor, event) & takes_part(actor, event) & takes_wishes(event, at=at)


def takes_wishes(event: Event, *, at: datetime) -> Decision:
    """Tell whether wishes still count."""
    opens_at = min(event.registration_opens_at, event.forming_opens_at)
    return (
        allow_if(event.state == EventState.PUBLISHED, _("This event is not open."))
        & allow_if(at >= opens_at, _("Wishes can be made as soon as registration is open."))
        & allow_if(at < event.forming_closes_at, _("Teams are formed: wishes no longer count. Ask an organizer."))
    )


def can_withdraw(actor: Actor, wish: TogetherWish) -> Decision:
    """Let everybody take their own wishes back, and nobody else's."""
    return allow_if(actor.is_signed_in and wish.account_id == actor.id, _("This is not your wish."))


def can_read_wishes(actor: Actor, event: Event) -> Decision:
    """Show what people wish of each other to organizers only."""
    return can_organize(actor, event)


def can_keep_apart(actor: Actor, event: Event, *, at: datetime) -> Decision:
    """Let organizers say who must not be in one team, as long as people can be put into teams."""
    is_open = event.state == EventState.PUBLISHED and at < event.deadline
    return can_organize(actor, event) & allow_if(is_open, _("The time to hand in is over: teams stay as they are."))


def can_follow_questions(actor: Actor) -> Decision:
    """Let only the platform change the choices of others: those that a decision about a question concerns."""
    return allow_if(actor.is_system(FOLLOWING), _("Only the platform does this."))
