"""Reads about standings: the scores they come from, and those that were computed last."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.judging.ballots.models import Ballot, Score
from hackathon.judging.ballots.rules import Given, basis_of
from hackathon.judging.ballots.states import BallotState
from hackathon.judging.rubric.models import Criterion, Rubric
from hackathon.judging.standings.models import StandingsKept
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team


@dataclass(frozen=True)
class Shown:
    """The standings that were computed last with the names of projects, and whether a score came since."""

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


def scores_given(session: Session, event_id: int) -> list[Given]:
    """Read what each judge gave each project that is handed in, weighted by the rubric. One query."""
    statement = (
        select(Ballot.judge_id, Ballot.project_id, Criterion.weight, Score.value)
        .join(Score, Score.ballot_id == Ballot.id)
        .join(Criterion, Criterion.id == Score.criterion_id)
        .join(Rubric, Rubric.id == Criterion.rubric_id)
        .join(Project, Project.id == Ballot.project_id)
        .where(
            Ballot.event_id == event_id,
            Rubric.event_id == event_id,
            Ballot.state == BallotState.CAST,
            Project.state == ProjectState.SUBMITTED,
        )
        .order_by(Ballot.id, Criterion.position)
    )
    marks: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for judge_id, project_id, weight, value in session.execute(statement):
        marks[judge_id, project_id].append((weight, value))
    return [Given(*whose, _weighted(marked)) for whose, marked in sorted(marks.items())]


def standings_kept(session: Session, event_id: int) -> Shown | None:
    """Read the standings that were computed last, None where none ever were. Three queries."""
    kept = session.get(StandingsKept, event_id)
    if kept is None:
        return None
    named = select(Project.id, Project.title, Team.name).join(Team, Team.id == Project.team_id)
    found = session.execute(named.where(Project.id.in_([row["project_id"] for row in kept.rows])))
    names = {project_id: {"title": title, "team": team} for project_id, title, team in found}
    rows = [row | names[row["project_id"]] for row in kept.rows if row["project_id"] in names]
    return Shown(kept, rows, kept.basis == basis_of(scores_given(session, event_id)))


def _weighted(marked: Sequence[tuple[int, int]]) -> float:
    return fsum(weight * value for weight, value in marked) / fsum(weight for weight, _value in marked)
