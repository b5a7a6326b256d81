"""Tables of events and of who organizes, judges and mentors them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal
from hackathon.events.setup.rules import Window as Window
from hackathon.events.setup.rules import WindowKind as WindowKind
from hackathon.events.setup.states import EventState


class EventRole(StrEnum):
    """What a person may do at one event."""

    ORGANIZER = "organizer"
    JUDGE = "judge"
    MENTOR = "mentor"


class Event(Base):
    """A datathon or hackathon. Its phases are computed from the windows, never stored."""

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint("team_min >= 1 AND team_max >= team_min", name="team_size"),
        CheckConstraint("starts_at < ends_at", name="starts_before_end"),
    )
    __personal__ = Personal(
        what=lazy("That you created an event."),
        why=lazy("So that it is known who began it."),
        keep=WITH_EVENT,
        whose=("created_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(500), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(120), default="")
    time_zone: Mapped[str] = mapped_column(String(64))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    challenges_opens_at: Mapped[datetime]
    challenges_closes_at: Mapped[datetime]
    registration_opens_at: Mapped[datetime]
    registration_closes_at: Mapped[datetime]
    forming_opens_at: Mapped[datetime]
    forming_closes_at: Mapped[datetime]
    running_opens_at: Mapped[datetime]
    running_closes_at: Mapped[datetime]
    judging_opens_at: Mapped[datetime]
    judging_closes_at: Mapped[datetime]
    team_min: Mapped[int] = mapped_column(default=2)
    team_max: Mapped[int] = mapped_column(default=5)
    capacity: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(20), default=EventState.DRAFT)
    released_at: Mapped[datetime | None]
    created_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    def window(self, kind: WindowKind | str) -> Window:
        """Return one of the event's windows."""
        return Window(getattr(self, f"{kind}_opens_at"), getattr(self, f"{kind}_closes_at"))

    @property
    def windows(self) -> dict[WindowKind, Window]:
        """All windows, in the order in which they usually open."""
        return {kind: self.window(kind) for kind in WindowKind}

    def move_window(self, kind: WindowKind, window: Window) -> None:
        """Let a window open and close at other times."""
        setattr(self, f"{kind}_opens_at", window.opens_at)
        setattr(self, f"{kind}_closes_at", window.closes_at)

    @property
    def deadline(self) -> datetime:
        """When handing in ends."""
        return self.running_closes_at

    @property
    def is_released(self) -> bool:
        """Whether results are out, which opens projects to everyone signed in."""
        return self.state in {EventState.RELEASED, EventState.ARCHIVED}


class EventRoleGrant(Base):
    """A role somebody was given at an event, and by whom."""

    __tablename__ = "event_roles"
    __personal__ = Personal(
        what=lazy("At which events you organize, judge or mentor, and who made you."),
        why=lazy("So that you may do so, and judges are no participants."),
        keep=WITH_EVENT,
        whose=("account_id",),
        goes=True,
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    given_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    given_at: Mapped[datetime]
