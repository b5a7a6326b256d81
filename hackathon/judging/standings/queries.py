"""Reads about standings: those that were computed last, and how severe judges are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.judging.standings.models import JudgeSeverity, StandingsKept
from hackathon.judging.tallies.queries import Counted
from hackathon.people.accounts.models import Account


@dataclass(frozen=True)
class Shown:
    """The standings that were computed last with the names of projects, and whether they are of what counts now."""

    kept: StandingsKept
    rows: Sequence[Mapping[str, Any]]
    is_current: bool

    @property
    def first(self) -> Sequence[Mapping[str, Any]]:
        """Those of the largest group that could be first."""
        return [row for row in self.rows if row["component"] == 1 and row["may_be_first"]]

    @property
    def changes_winner(self) -> bool:
        """Whether another project leads by the plain mean."""
        return any((row["place"] == 1) != (row["raw_place"] == 1) for row in self.rows)


class Severe(NamedTuple):
    """How severe a judge is: points above the others, how much they stray around that, and of how many ballots."""

    judge_id: int
    name: str
    severity: float
    spread: float | None
    ballots: int
    is_cause: bool


def standings_kept(session: Session, event_id: int) -> StandingsKept | None:
    """Read the standings that were computed last, None where none ever were."""
    return session.get(StandingsKept, event_id)


def shown(kept: StandingsKept | None, counted: Counted) -> Shown | None:
    """Put names to the standings of the stage of now."""
    if kept is None:
        return None
    of_now = [row for row in kept.rows if row["stage"] == counted.tally.stage]
    named = [(row, counted.entries.get(row["project_id"])) for row in of_now]
    rows = [row | {"title": entry.title, "team": entry.team} for row, entry in named if entry]
    return Shown(kept, rows, kept.basis == counted.tally.digest)


def severities_at(session: Session, event_id: int) -> list[Severe]:
    """List how severe an event's judges are, the strictest first."""
    statement = (
        select(
            Account.id,
            Account.display_name,
            JudgeSeverity.severity,
            JudgeSeverity.spread,
            JudgeSeverity.ballots,
            JudgeSeverity.is_cause,
        )
        .join(Account, Account.id == JudgeSeverity.judge_id)
        .where(JudgeSeverity.event_id == event_id)
        .order_by(JudgeSeverity.severity, Account.id)
    )
    return [Severe(*row) for row in session.execute(statement)]


def culprit(session: Session, event_id: int) -> Severe | None:
    """Read which judge changes the winner, where one does; for organizers alone."""
    return next((each for each in severities_at(session, event_id) if each.is_cause), None)
