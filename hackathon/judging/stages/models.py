"""Tables of the stages of judging, where an event has more than one."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base

FIRST = 1
"""The number of the stage that every event has, with or without a row of its own."""


class Stage(Base):
    """One pass of judging. An event without a row has one stage, for all that is handed in.

    `places` is how many projects are to go on into it, `carry_over` what percentage of the score the stage before
    counts for. It begins when its finalists are named, which ends the stage before.
    """

    __tablename__ = "judging_stages"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    places: Mapped[int | None]
    carry_over: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Finalist(Base):
    """A project that went on into a stage after the first."""

    __tablename__ = "finalists"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    stage: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True, index=True)
