"""Reads for whoever decides about an offer: what the round that selected it expected."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.promotion.selection.models import RoundCandidate, SelectionRound
from hackathon.promotion.selection.states import Outcome, RoundState


@dataclass(frozen=True)
class Expected:
    """What scorers expected together: weeks by role (one without a name where there are no roles), value in money."""

    round_name: str
    weeks: dict[str, float]
    value: tuple[float, float, float]
    currency: str
    scorers: int


def expected_of(session: Session, case_id: int) -> Expected | None:
    """Return what the round expected that selected a use case last, in one query; nothing where none did."""
    held = session.scalars(
        select(SelectionRound)
        .join(RoundCandidate, RoundCandidate.round_id == SelectionRound.id)
        .where(
            RoundCandidate.case_id == case_id,
            RoundCandidate.outcome == Outcome.SELECTED,
            SelectionRound.state == RoundState.CLOSED,
        )
        .order_by(SelectionRound.closed_at.desc(), SelectionRound.id.desc())
        .limit(1)
    ).one_or_none()
    row = next((each for each in held.figures.get("rows", ()) if each["case_id"] == case_id), None) if held else None
    return _expected(held, row) if held and row else None


def _expected(held: SelectionRound, row: dict[str, Any]) -> Expected:
    low, likely, high = row["value"]
    return Expected(held.name, row["weeks"], (low, likely, high), held.currency, row["scorers"])
