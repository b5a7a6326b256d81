"""The life of an event."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class EventState(StrEnum):
    """Where an event is in its life; what happens on the day is computed from its windows."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    RELEASED = "RELEASED"
    ARCHIVED = "ARCHIVED"
    CANCELLED = "CANCELLED"


EVENT_FLOW = Flow(
    {
        "publish": move(EventState.DRAFT, to=EventState.PUBLISHED),
        "release": move(EventState.PUBLISHED, to=EventState.RELEASED),
        "archive": move(EventState.RELEASED, to=EventState.ARCHIVED),
        "cancel": move(EventState.DRAFT, EventState.PUBLISHED, to=EventState.CANCELLED),
    }
)
