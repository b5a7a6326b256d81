"""Tables of released results: the places that hold, and every edition of them with what it was computed from."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Numeric, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, deferred, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal
from hackathon.judging.ranking.rules import Ranked

FIRST_EDITION = 1


class Result(Base):
    """A project's place as the newest edition has it; ties share a place. `mean` is the plain mean beside the score."""

    __tablename__ = "results"
    __table_args__ = (UniqueConstraint("event_id", "project_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    place: Mapped[int]
    mean: Mapped[Decimal] = mapped_column(Numeric(12, 6))
    ballots: Mapped[int]
    score: Mapped[Decimal | None] = mapped_column(Numeric(12, 6))
    mean_place: Mapped[int | None]
    standard_error: Mapped[Decimal | None] = mapped_column(Numeric(12, 6))
    may_be_first: Mapped[bool] = mapped_column(default=False, server_default=false())
    component: Mapped[int] = mapped_column(default=1, server_default="1")
    stage: Mapped[int] = mapped_column(default=1, server_default="1")
    alike: Mapped[list[int] | None] = mapped_column(JSON)

    @classmethod
    def of(cls, event_id: int, row: Ranked) -> "Result":
        """Keep a line of a ranking."""
        columns = {name: getattr(row, name) for name in Ranked.__dataclass_fields__ if name != "is_tied"}
        return cls(event_id=event_id, **columns | {"alike": list(row.alike)})

    def ranked(self, *, is_tied: bool) -> Ranked:
        """Return the line of the ranking; results of the first version know their means only."""
        return Ranked(
            place=self.place,
            project_id=self.project_id,
            mean=self.mean,
            ballots=self.ballots,
            is_tied=is_tied,
            score=self.mean if self.score is None else self.score,
            mean_place=self.mean_place or self.place,
            standard_error=self.standard_error,
            may_be_first=self.may_be_first,
            component=self.component,
            stage=self.stage,
            alike=tuple(self.alike or ()),
        )


class ResultEdition(Base):
    """A result as it was released, or released anew for a reason; never changed and never deleted.

    `tally` is what it was computed from and `outcome` what came out, both canonical JSON, so that anybody with both can
    compute it again; `checked_at` and `is_same` tell of the last time that was done.
    """

    __tablename__ = "result_editions"
    __table_args__ = (UniqueConstraint("event_id", "number"),)
    __personal__ = Personal(
        what=lazy("That you released results, and which scores you gave as a judge, by the number of your account."),
        why=lazy("So that a result can be computed again by anybody who doubts it."),
        keep=WITH_EVENT,
        whose=("released_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    number: Mapped[int]
    released_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    released_at: Mapped[datetime]
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("statements.id"))
    announced_id: Mapped[int | None] = mapped_column(ForeignKey("statements.id"))
    method: Mapped[str] = mapped_column(String(10))
    why: Mapped[str] = mapped_column(String(10))
    announced: Mapped[str] = mapped_column(String(10))
    judges: Mapped[int]
    ballots: Mapped[int]
    excluded: Mapped[int] = mapped_column(default=0)
    stability: Mapped[float | None]
    cause: Mapped[dict[str, Any] | None]
    has_figures: Mapped[bool]
    digest: Mapped[str] = mapped_column(String(64))
    tally: Mapped[str] = deferred(mapped_column(Text))
    outcome: Mapped[str] = deferred(mapped_column(Text))
    checked_at: Mapped[datetime | None]
    is_same: Mapped[bool | None]
