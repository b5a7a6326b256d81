"""Reads about standings: the scores they come from, and those that were computed last."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.judging.ballots.queries import cast_ballots
from hackathon.judging.ballots.rules import weighted_mean
from hackathon.judging.rubric.models import Rubric
from hackathon.judging.standings.models import StandingsKept
from hackathon.projects.workspace.models import Project
from hackathon.teams.formation.models import Team


@dataclass(frozen=True, order=True)
class Given:
    """What one judge gave one project: the mean over the criteria by their weights."""

    judge_id: int
    project_id: int
    score: float


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


def scores_given(session: Session, event_id: int, rubric: Rubric | None) -> list[Given]:
    """Read what each judge gave each project that is handed in, weighted by the rubric. One query."""
    if rubric is None:
        return []
    cast = cast_ballots(session, event_id)
    given = (Given(each.judge_id, each.project_id, float(weighted_mean(each.scores, rubric.weights))) for each in cast)
    return sorted(given)


def basis_of(given: Iterable[Given]) -> str:
    """Name a set of scores by its contents, so that what was computed from it is known to be of now."""
    lines = (f"{each.judge_id} {each.project_id} {each.score:.9f}" for each in sorted(given))
    return sha256("\n".join(lines).encode()).hexdigest()


def standings_kept(session: Session, event_id: int, rubric: Rubric | None) -> Shown | None:
    """Read the standings that were computed last, None where none ever were. Three queries."""
    kept = session.get(StandingsKept, event_id)
    if kept is None:
        return None
    named = select(Project.id, Project.title, Team.name).join(Team, Team.id == Project.team_id)
    found = session.execute(named.where(Project.id.in_([row["project_id"] for row in kept.rows])))
    names = {project_id: {"title": title, "team": team} for project_id, title, team in found}
    rows = [row | names[row["project_id"]] for row in kept.rows if row["project_id"] in names]
    return Shown(kept, rows, kept.basis == basis_of(scores_given(session, event_id, rubric)))
