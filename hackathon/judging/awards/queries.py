"""Reads about awards."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from hackathon.judging.awards.models import Award
from hackathon.judging.ranking.models import Result
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team


class Winner(NamedTuple):
    """An award with whom it went to."""

    award: Award
    project: Project
    team: str


class Prizes(NamedTuple):
    """What became of a project in the end."""

    result: Result | None
    awards: Sequence[Award]


class Candidate(NamedTuple):
    """A project that may be given an award."""

    project_id: int
    title: str
    place: int | None


def awards_at(session: Session, event_id: int) -> list[Winner]:
    """Read an event's awards in the order in which they were given."""
    statement = (
        select(Award, Project, Team.name)
        .join(Project, Project.id == Award.project_id)
        .join(Team, Team.id == Project.team_id)
        .where(Award.event_id == event_id)
        .order_by(Award.id)
    )
    return [Winner(*row) for row in session.execute(statement)]


def prizes_of(session: Session, project_id: int) -> Prizes:
    """Read a project's place and awards, in one query."""
    statement = (
        select(Result, Award)
        .select_from(Project)
        .outerjoin(Result, Result.project_id == Project.id)
        .outerjoin(Award, Award.project_id == Project.id)
        .where(Project.id == project_id)
        .order_by(Award.id)
    )
    results, awards = zip(*session.execute(statement).all(), strict=True)
    return Prizes(results[0], list(filter(None, awards)))


def candidates_at(session: Session, event_id: int) -> list[Candidate]:
    """Read the projects that were handed in, best first."""
    statement = (
        select(Project.id, Project.title, Result.place)
        .outerjoin(Result, Result.project_id == Project.id)
        .where(Project.event_id == event_id, Project.state == ProjectState.SUBMITTED)
        .order_by(Result.place.is_(None), Result.place, func.lower(Project.title), Project.id)
    )
    return [Candidate(*row) for row in session.execute(statement)]


def award_names() -> Select[int, str, int]:
    """Select how awards are named in sentences: id, name, key of the address."""
    return select(Award.id, Award.name, Award.id)
