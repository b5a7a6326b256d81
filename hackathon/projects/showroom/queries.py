"""What is read for the showroom: projects side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.queries import projects_seen
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team


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


def projects_shown(
    actor: Actor, wanted: Wanted, *, event_id: int | None = None
) -> Select[Project, Team, Event, Challenge]:
    """Select what the actor may see of an event, or of all, handed in first, then by title."""
    statement = projects_seen(actor).order_by(
        Project.state != ProjectState.SUBMITTED, func.lower(Project.title), Project.id
    )
    if event_id is not None:
        statement = statement.where(Project.event_id == event_id)
    if wanted.words:
        statement = statement.where(Project.title.icontains(wanted.words, autoescape=True))
    if wanted.challenge_id is not None:
        statement = statement.where(Project.challenge_id == wanted.challenge_id)
    return statement


def challenges_with_projects(session: Session, event_id: int) -> Sequence[Challenge]:
    """Read the challenges of an event that projects work on."""
    return session.scalars(
        select(Challenge)
        .where(Challenge.event_id == event_id, exists().where(Project.challenge_id == Challenge.id))
        .order_by(func.lower(Challenge.title), Challenge.id)
    ).all()


def count_projects(session: Session, event_id: int) -> ProjectCount:
    """Count an event's projects, seen or not."""
    handed_in = func.count().filter(Project.state == ProjectState.SUBMITTED)
    row = session.execute(select(func.count(), handed_in).where(Project.event_id == event_id)).one()
    return ProjectCount(*row)
