"""Table of released results."""

from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base


class Result(Base):
    """A project's place as it was released; ties share a place."""

    __tablename__ = "results"
    __table_args__ = (UniqueConstraint("event_id", "project_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    place: Mapped[int]
    mean: Mapped[Decimal] = mapped_column(Numeric(12, 6))
    ballots: Mapped[int]
