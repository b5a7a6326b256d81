"""What can have happened to an announcement, and to an event's chat channel."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class AnnouncementScheduled(Fact):
    """An organizer confirmed an announcement: it goes out at this time (ISO 8601, UTC)."""

    kind = "events.announcements.scheduled"
    subject = "announcement"
    sentence = lazy("%(actor)s confirmed the announcement “%(announcement)s”")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
    send_at: str


@dataclass(frozen=True, kw_only=True)
class AnnouncementSent(Fact):
    """An announcement reached so many people."""

    kind = "events.announcements.sent"
    subject = "announcement"
    sentence = lazy("The announcement “%(announcement)s” went out; people reached: %(people)s")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
    people: int


@dataclass(frozen=True, kw_only=True)
class AnnouncementCancelled(Fact):
    """An announcement will not be sent."""

    kind = "events.announcements.cancelled"
    subject = "announcement"
    sentence = lazy("%(actor)s cancelled the announcement “%(announcement)s”")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int


@dataclass(frozen=True, kw_only=True)
class ChatConnected(Fact):
    """Announcements of an event can be posted to a chat channel."""

    kind = "events.announcements.chat_connected"
    subject = "event"
    sentence = lazy("%(actor)s connected %(event)s with a chat channel")
    audience = Audience.ORGANIZERS


@dataclass(frozen=True, kw_only=True)
class ChatDisconnected(Fact):
    """An event has no chat channel any more."""

    kind = "events.announcements.chat_disconnected"
    subject = "event"
    sentence = lazy("%(actor)s disconnected %(event)s from its chat channel")
    audience = Audience.ORGANIZERS
