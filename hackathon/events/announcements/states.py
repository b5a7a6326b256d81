"""The life of an announcement."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class AnnouncementState(StrEnum):
    """Where an announcement stands between being written and having reached people."""

    DRAFT = "DRAFT"
    SCHEDULED = "SCHEDULED"
    SENT = "SENT"
    CANCELLED = "CANCELLED"


_S = AnnouncementState
CHANGEABLE = (_S.DRAFT, _S.SCHEDULED)

ANNOUNCEMENT_FLOW = Flow(
    {
        "schedule": move(_S.DRAFT, to=_S.SCHEDULED),
        "send": move(_S.SCHEDULED, to=_S.SENT),
        "cancel": move(*CHANGEABLE, to=_S.CANCELLED),
    }
)
