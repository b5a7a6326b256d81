"""Tables of ballots, their scores and their earlier versions."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.db import Base
from hackathon.judging.ballots.states import BallotState


class Ballot(Base):
    """One judge's scores for one project; one per judge and project."""

    __tablename__ = "ballots"
    __table_args__ = (UniqueConstraint("judge_id", "project_id"), Index("ix_ballots_event", "event_id", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    judge_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"))
    state: Mapped[str] = mapped_column(String(20), default=BallotState.ASSIGNED)
    feedback: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    cast_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    scores: Mapped[list["Score"]] = relationship(cascade="all, delete-orphan", order_by="Score.criterion_id", lazy="selectin")


class Score(Base):
    """The value one judge gave one project on one criterion."""

    __tablename__ = "scores"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criteria.id"), primary_key=True)
    value: Mapped[int]


class BallotVersion(Base):
    """A ballot as it stood when it was saved; never changed."""

    __tablename__ = "ballot_versions"
    __table_args__ = (UniqueConstraint("ballot_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"))
    number: Mapped[int]
    scores: Mapped[dict[str, Any]]
    feedback: Mapped[str] = mapped_column(Text)
    is_cast: Mapped[bool]
    saved_at: Mapped[datetime]
