"""Tables of presentations: the time of each team, whose turn it is, and the order."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.projects.presentations.rules import MINUTES


class Presentation(Base):
    """How an event's projects are presented; `project_id` is whose turn it is, since `started_at`."""

    __tablename__ = "presentations"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    seed: Mapped[int | None]
    minutes: Mapped[int] = mapped_column(default=MINUTES)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"))
    started_at: Mapped[datetime | None]


class PresentationSlot(Base):
    """The place of one project in the order; projects without one come last."""

    __tablename__ = "presentation_slots"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    position: Mapped[int]
