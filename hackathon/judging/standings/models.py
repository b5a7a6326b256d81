"""Table of the last standings that were computed for an event."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base


class StandingsKept(Base):
    """What the ballots named by `basis` say: a row for each project, and how sure they are. No judge is named."""

    __tablename__ = "standings"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    basis: Mapped[str] = mapped_column(String(64))
    computed_at: Mapped[datetime]
    judges: Mapped[int]
    ballots: Mapped[int]
    components: Mapped[int]
    variance_ratio: Mapped[float | None]
    winner_stability: Mapped[float | None]
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
