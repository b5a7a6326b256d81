"""Tables of the schedule: when people were reminded last, and who has a calendar address."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_ACCOUNT, Personal


class Reminded(Base):
    """When people at an event were last reminded of one thing; the event's lock guards it."""

    __tablename__ = "reminded"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    reminder: Mapped[str] = mapped_column(String(80), primary_key=True)
    at: Mapped[datetime]


class CalendarFeed(Base):
    """That somebody's calendar may be read without signing in; the serial makes earlier addresses void for ever."""

    __tablename__ = "calendar_feeds"
    __personal__ = Personal(
        what=lazy("Whether your calendar can be read without signing in."),
        why=lazy("So that your calendar program can fetch it, and an address you withdrew is void."),
        keep=WITH_ACCOUNT,
        whose=("account_id",),
        goes=True,
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    serial: Mapped[int]
    is_open: Mapped[bool]
    changed_at: Mapped[datetime]
