"""Table of what organizers decided about how a ranking is computed and announced."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class DecisionKind(StrEnum):
    """What can be decided about a ranking."""

    EXCLUDE = "exclude"
    """A judge's ballots do not count."""
    WEIGH = "weigh"
    """Criteria count more or less than in the rubric: `weights` by criterion."""
    METHOD = "method"
    """What a project's score is: `method`."""
    ANNOUNCE = "announce"
    """How places are told that nothing connects: `announced`, and `order`, the first projects."""


class RankingDecision(Base):
    """One decision with its reason; it holds until it is undone, and never touches a ballot.

    `before` lists the first places as they were when it was taken. `is_released` tells whether it is part of the
    result that is out: what is decided or undone behind a release shows nowhere before the next edition.
    """

    __tablename__ = "ranking_decisions"
    __personal__ = Personal(
        what=lazy("What you decided about how a ranking is computed, and whether your ballots were left out of it."),
        why=lazy("So that it is known who decided what about a result."),
        keep=WITH_EVENT,
        whose=("taken_by", "undone_by", "judge_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    judge_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"))
    taken_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    taken_at: Mapped[datetime]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    undone_at: Mapped[datetime | None]
    is_released: Mapped[bool] = mapped_column(default=False, server_default=false())
