"""Tables of rubrics and their criteria."""

from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.db import Base


class Rubric(Base):
    """What an event's judges look at; locked once a ballot is open."""

    __tablename__ = "rubrics"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), unique=True)
    lowest: Mapped[int] = mapped_column(default=1)
    highest: Mapped[int] = mapped_column(default=5)
    version: Mapped[int] = mapped_column(default=1)

    criteria: Mapped[list["Criterion"]] = relationship(cascade="all, delete-orphan", order_by="Criterion.position", lazy="selectin")


class Criterion(Base):
    """One thing to score: its weight in percent, and for each value a sentence that says when it is earned."""

    __tablename__ = "criteria"
    __table_args__ = (UniqueConstraint("rubric_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rubric_id: Mapped[int] = mapped_column(ForeignKey("rubrics.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    question: Mapped[str] = mapped_column(String(300), default="")
    weight: Mapped[int]
    anchors: Mapped[dict[str, Any]] = mapped_column(default=dict)
