"""What is read for the showroom: projects side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, exists, func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.prepared import ESCAPE, containing, prepared
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.projects.repositories.models import Repository
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.queries import projects_seen
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.states import TeamState


@dataclass(frozen=True)
class Wanted:
    """What a reader of the gallery asks for."""

    words: str = ""
    challenge_id: int | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows the list."""
        return self == Wanted()


class ProjectCount(NamedTuple):
    """How many projects an event has, and how many of them were handed in."""

    started: int
    handed_in: int


class ShownProject(NamedTuple):
    """A project as the gallery shows it."""

    id: int
    title: str
    summary: str
    state: str
    team: str
    event: str
    challenge: str | None


Shown = Select[int, str, str, str, str, str, str]


def projects_shown(actor: Actor, wanted: Wanted, *, event_id: int | None = None) -> tuple[Shown, dict[str, Any]]:
    """Select what the actor may see of an event, or of all, handed in first, then by title; with its parameters."""
    return _shown(actor, containing(wanted.words) if wanted.words else None, wanted.challenge_id, event_id)


@prepared
def _shown(actor: Actor, pattern: str | None, challenge_id: int | None, event_id: int | None) -> Shown:
    statement = (
        projects_seen(actor)
        .with_only_columns(
            Project.id,
            Project.title,
            Project.summary,
            Project.state,
            Team.name.label("team"),
            Event.name.label("event"),
            Challenge.title.label("challenge"),
        )
        .order_by(Project.state != ProjectState.SUBMITTED, func.lower(Project.title), Project.id)
    )
    if event_id is not None:
        statement = statement.where(Project.event_id == event_id)
    if pattern is not None:
        statement = statement.where(Project.title.ilike(pattern, escape=ESCAPE))
    if challenge_id is not None:
        statement = statement.where(Project.challenge_id == challenge_id)
    return statement


def challenges_with_projects(session: Session, event_id: int) -> Sequence[Row[int, str]]:
    """Read the challenges of an event that projects work on, by id and title."""
    return session.execute(*_worked_on(event_id)).all()


@prepared
def _worked_on(event_id: int) -> Select[int, str]:
    return (
        select(Challenge.id, Challenge.title)
        .where(Challenge.event_id == event_id, exists().where(Project.challenge_id == Challenge.id))
        .order_by(func.lower(Challenge.title), Challenge.id)
    )


def teams_without_hand_in(session: Session, event_id: int) -> Sequence[str]:
    """List the teams of an event that have not handed in, by name."""
    handed_in = exists().where(Project.team_id == Team.id, Project.state == ProjectState.SUBMITTED)
    late = select(Team.name).where(Team.event_id == event_id, Team.state != TeamState.DISSOLVED, ~handed_in)
    return session.scalars(late.order_by(func.lower(Team.name), Team.id)).all()


def projects_unread(session: Session, event_id: int) -> Sequence[Row[int, str, str]]:
    """List (id, title, problem) of an event's projects whose repository could not be read last, by title."""
    unread = (
        select(Project.id, Project.title, Repository.problem)
        .join(Repository, Repository.project_id == Project.id)
        .where(Project.event_id == event_id, Repository.problem != "")
    )
    return session.execute(unread.order_by(func.lower(Project.title), Project.id)).all()


def count_projects(session: Session, event_id: int) -> ProjectCount:
    """Count an event's projects, seen or not."""
    return ProjectCount(*session.execute(*_count(event_id)).one())


@prepared
def _count(event_id: int) -> Select[int, int]:
    handed_in = func.count().filter(Project.state == ProjectState.SUBMITTED)
    return select(func.count(), handed_in).where(Project.event_id == event_id)
