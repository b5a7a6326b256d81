"""What can have happened to an event."""

from collections.abc import Mapping
from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy
from hackathon.events.setup.rules import PHASE_LABELS


@dataclass(frozen=True, kw_only=True)
class EventDrafted(Fact):
    """An event was begun; whoever began it organizes it."""

    kind = "events.setup.drafted"
    subject = "event"
    sentence = lazy("%(actor)s drafted %(event)s")


@dataclass(frozen=True, kw_only=True)
class EventEdited(Fact):
    """What an event says about itself changed."""

    kind = "events.setup.edited"
    subject = "event"
    sentence = lazy("%(actor)s edited %(event)s")
    audience = Audience.ORGANIZERS


@dataclass(frozen=True, kw_only=True)
class EventPublished(Fact):
    """An event became visible to everybody who can sign in."""

    kind = "events.setup.published"
    subject = "event"
    sentence = lazy("%(actor)s published %(event)s")


@dataclass(frozen=True, kw_only=True)
class EventReleased(Fact):
    """The results of an event came out."""

    kind = "events.setup.released"
    subject = "event"
    sentence = lazy("%(actor)s released the results of %(event)s")


@dataclass(frozen=True, kw_only=True)
class EventArchived(Fact):
    """An event was put away."""

    kind = "events.setup.archived"
    subject = "event"
    sentence = lazy("%(actor)s archived %(event)s")


@dataclass(frozen=True, kw_only=True)
class EventCancelled(Fact):
    """An event will not happen."""

    kind = "events.setup.cancelled"
    subject = "event"
    sentence = lazy("%(actor)s cancelled %(event)s")


@dataclass(frozen=True, kw_only=True)
class WindowMoved(Fact):
    """A window of an event opens or closes at another time than before; times in ISO 8601, UTC."""

    kind = "events.setup.window_moved"
    subject = "event"
    sentence = lazy("%(actor)s moved the times of “%(window)s” of %(event)s")

    window: str
    opened_before: str
    closed_before: str
    opens_at: str
    closes_at: str

    def words(self) -> Mapping[str, str]:
        """Call the window as the event's page does."""
        return {"window": str(PHASE_LABELS[self.window])} if self.window in PHASE_LABELS else {}


@dataclass(frozen=True, kw_only=True)
class WindowOpened(WindowMoved):
    """An organizer opened a window at once."""

    kind = "events.setup.window_opened"
    sentence = lazy("%(actor)s opened “%(window)s” of %(event)s")


@dataclass(frozen=True, kw_only=True)
class WindowClosed(WindowMoved):
    """An organizer closed a window at once."""

    kind = "events.setup.window_closed"
    sentence = lazy("%(actor)s closed “%(window)s” of %(event)s")


@dataclass(frozen=True, kw_only=True)
class EventRoleGiven(Fact):
    """Somebody became organizer, judge or mentor of an event."""

    kind = "events.setup.role_given"
    subject = "event"
    sentence = lazy("%(actor)s made %(account)s %(role)s of %(event)s")

    account_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class EventRoleTaken(Fact):
    """Somebody stopped being organizer, judge or mentor of an event."""

    kind = "events.setup.role_taken"
    subject = "event"
    sentence = lazy("%(account)s is no longer %(role)s of %(event)s")

    account_id: int
    role: str
