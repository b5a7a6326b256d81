"""Tables of selection rounds: what is chosen from, who scores, and what they answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_CASE, Personal
from hackathon.promotion.selection.rules import DecisionModel
from hackathon.promotion.selection.states import RoundState

_WHY = lazy("So that it can be understood how use cases were selected, and by whom.")
_UNDECIDED = text("outcome IS NULL")


class SelectionRound(Base):
    """One choice among screened use cases by the weeks that there are.

    `capacities` are person-weeks by role, or of everybody together under an empty name; `figures` is what the cut
    computed, empty before.
    """

    __tablename__ = "selection_rounds"
    __personal__ = Personal(
        what=lazy("That you are the chair of a selection round."), why=_WHY, keep=WITH_CASE, whose=("chair_id",)
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    chair_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    state: Mapped[str] = mapped_column(String(20), default=RoundState.OPEN)
    model: Mapped[str] = mapped_column(String(20), default=DecisionModel.PRODUCT)
    weights: Mapped[dict[str, Any]] = mapped_column(default=dict)
    capacities: Mapped[dict[str, Any]] = mapped_column(default=dict)
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    exception_id: Mapped[int | None] = mapped_column(ForeignKey("statements.id"))
    """Why more than half were selected, where they were."""
    opened_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    cut_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class RoundCandidate(Base):
    """A use case in a round, and who would own it; in one round at a time, until its outcome stands."""

    __tablename__ = "round_candidates"
    __table_args__ = (
        UniqueConstraint("round_id", "case_id"),
        Index(
            "uq_round_candidates_undecided",
            "case_id",
            unique=True,
            sqlite_where=_UNDECIDED,
            postgresql_where=_UNDECIDED,
        ),
    )
    __personal__ = Personal(
        what=lazy("For which candidates of a selection round you were proposed as owner."),
        why=_WHY,
        keep=WITH_CASE,
        whose=("owner_id",),
        lets_go=("owner_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("selection_rounds.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided: Mapped[str | None] = mapped_column(String(20))
    """What the chair decided otherwise than the figures, if so, and the words for it."""
    reason_id: Mapped[int | None] = mapped_column(ForeignKey("statements.id"))
    outcome: Mapped[str | None] = mapped_column(String(20))


class RoundScorer(Base):
    """Somebody who scores in a round; those who were excused count no more."""

    __tablename__ = "round_scorers"
    __personal__ = Personal(
        what=lazy("In which selection rounds you score."), why=_WHY, keep=WITH_CASE, whose=("account_id",)
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("selection_rounds.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    excused_at: Mapped[datetime | None]


class ScoringSheet(Base):
    """One scorer's answers about one candidate, read by nobody else; only what all say together is shown."""

    __tablename__ = "scoring_sheets"
    __table_args__ = (UniqueConstraint("round_id", "case_id", "scorer_id"),)
    __personal__ = Personal(
        what=lazy("How you scored a candidate of a selection round."),
        why=_WHY,
        keep=WITH_CASE,
        whose=("scorer_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("selection_rounds.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"))
    scorer_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    given_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
