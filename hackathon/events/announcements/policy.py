"""Who may write to the people of an event, and who reads what was written."""

from sqlalchemy import ColumnElement, and_, or_, select

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.announcements.models import Announcement, AnnouncementRecipient
from hackathon.events.announcements.states import AnnouncementState
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.policy import SCOPE, can_organize
from hackathon.events.setup.states import EventState

SENDING = "events.announcements.send"
POSTING = "events.announcements.post"


def can_announce(actor: Actor, event: Event) -> Decision:
    """Let organizers write to people while somebody can be there to read it."""
    return can_organize(actor, event) & is_worth_sending(event)


def is_worth_sending(event: Event) -> Decision:
    """Allow while the event is visible and not called off: afterwards nothing more goes out."""
    return allow_if(
        event.state in {EventState.PUBLISHED, EventState.RELEASED},
        _("Nothing is sent to anybody before the event is published, and after it was cancelled or archived."),
    )


def can_cancel(actor: Actor, event: Event) -> Decision:
    """Let organizers cancel what was not sent."""
    return can_organize(actor, event)


def can_send(actor: Actor) -> Decision:
    """Let only the platform send, when the time of a confirmed announcement has come."""
    return allow_if(actor.is_system(SENDING), _("Only the platform sends what was confirmed."))


def can_note_post(actor: Actor) -> Decision:
    """Let only the platform write down what became of a post to a chat channel."""
    return allow_if(actor.is_system(POSTING), _("Only the platform posts to chat channels."))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Select what organizers wrote at their events, and what reached the actor."""
    reached = select(AnnouncementRecipient.announcement_id).where(AnnouncementRecipient.account_id == actor.id)
    return or_(
        Announcement.event_id.in_(actor.places(SCOPE, EventRole.ORGANIZER)),
        and_(Announcement.state == AnnouncementState.SENT, Announcement.id.in_(reached)),
    )
