"""Tables of announcements, whom each reached, and the chat channels of events."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal
from hackathon.events.announcements.rules import SUBJECT
from hackathon.events.announcements.states import AnnouncementState

_SCHEDULED = text("state = 'SCHEDULED'")


class Announcement(Base):
    """What an organizer writes to people at an event.

    Whoever sends it locks the row and moves its state in the same commit as everything it brings about.
    """

    __tablename__ = "announcements"
    __table_args__ = (
        Index("ix_announcements_event", "event_id", "id"),
        Index("ix_announcements_due", "send_at", sqlite_where=_SCHEDULED, postgresql_where=_SCHEDULED),
    )
    __personal__ = Personal(
        what=lazy("Announcements that you wrote."),
        why=lazy("So that people know what was said, and by whom."),
        keep=WITH_EVENT,
        whose=("author_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    audience: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(SUBJECT))
    text: Mapped[str] = mapped_column(Text)
    send_at: Mapped[datetime | None]
    to_chat: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(20), default=AnnouncementState.DRAFT)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    people: Mapped[int | None]
    posted_at: Mapped[datetime | None]
    chat_problem: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)


class AnnouncementRecipient(Base):
    """That an announcement was sent to somebody."""

    __tablename__ = "announcement_recipients"
    __table_args__ = (Index("ix_announcement_recipients_account", "account_id"),)
    __personal__ = Personal(
        what=lazy("Which announcements were sent to you."),
        why=lazy("So that each reaches you once."),
        keep=WITH_EVENT,
        whose=("account_id",),
        goes=True,
    )

    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcements.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)


class ChatChannel(Base):
    """Where an event's announcements are posted. Whoever knows the address can write there: only its host is shown."""

    __tablename__ = "chat_channels"
    __personal__ = Personal(
        what=lazy("That you connected an event with its chat channel."),
        why=lazy("So that it is known whom to ask."),
        keep=WITH_EVENT,
        whose=("set_by",),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    host: Mapped[str] = mapped_column(String(255))
    sealed_url: Mapped[str] = mapped_column(Text)
    set_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    set_at: Mapped[datetime]
