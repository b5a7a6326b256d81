"""Tables of the last standings that were computed for an event, and of how severe its judges are."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Personal


class StandingsKept(Base):
    """What the tally named by `basis` says: a row for each project of each stage, and how sure it is.

    No judge is named: `cause` tells of a strict or a generous one, and which project that concerned.
    """

    __tablename__ = "standings"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    basis: Mapped[str] = mapped_column(String(64))
    computed_at: Mapped[datetime]
    judges: Mapped[int]
    ballots: Mapped[int]
    components: Mapped[int]
    variance_ratio: Mapped[float | None]
    winner_stability: Mapped[float | None]
    cause: Mapped[dict[str, Any] | None]
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class JudgeSeverity(Base):
    """How far a judge's scores lie above those of others, for organizers alone and for ninety days after the release.

    It is an estimate about somebody, not something they did: nobody gets a copy of it, and erasing them lets it go.
    """

    __tablename__ = "judge_severities"
    __table_args__ = (UniqueConstraint("event_id", "judge_id"),)
    __personal__ = Personal(
        what=lazy("How severe your scores are beside those of other judges."),
        why=lazy("So that organizers see why a ranking is what it is."),
        keep=lazy("Ninety days after the results are out."),
        lets_go=("judge_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    judge_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    severity: Mapped[float]
    spread: Mapped[float | None]
    ballots: Mapped[int]
    is_cause: Mapped[bool] = mapped_column(default=False, server_default=false())
