"""Reads about presentations."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVarTuple

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.events.challenges.models import Challenge
from hackathon.projects.presentations.models import Presentation, PresentationSlot
from hackathon.projects.presentations.rules import MINUTES
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.policy import visible_to
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team

Columns = TypeVarTuple("Columns")


class Turn(NamedTuple):
    """A project in the order; without title and summary for those to whom it is not open yet, who see the team."""

    project_id: int
    team: str
    question: str | None
    title: str | None
    summary: str | None


def order_of(session: Session, event_id: int) -> Sequence[int]:
    """List the projects handed in at an event in the order in which they are presented."""
    return session.scalars(_in_order(select(Project.id), event_id)).all()


def turns_of(session: Session, actor: Actor, event_id: int) -> Sequence[Turn]:
    """List the turns of an event's presentation as the actor may see them."""
    is_open = visible_to(actor)
    turns = (
        select(
            Project.id,
            Team.name,
            Challenge.question,
            case((is_open, Project.title)),
            case((is_open, Project.summary)),
        )
        .join(Team, Team.id == Project.team_id)
        .outerjoin(Challenge, Challenge.id == Project.challenge_id)
    )
    return [Turn(*row) for row in session.execute(_in_order(turns, event_id))]


def presentation_of(session: Session, event_id: int) -> Presentation:
    """Load how an event presents; one that nobody planned has the usual time and no turn."""
    return session.get(Presentation, event_id) or Presentation(event_id=event_id, minutes=MINUTES)


def turn_of(turns: Sequence[Turn], project_id: int | None) -> int | None:
    """Return the number of a project's turn, counted from 1."""
    return next((number for number, turn in enumerate(turns, 1) if turn.project_id == project_id), None)


def turn_at(turns: Sequence[Turn], number: int) -> Turn:
    """Return one turn; raise `Missing` where there are not so many."""
    if not 1 <= number <= len(turns):
        raise Missing(_("There is no such turn: the order has changed. Look at it again."))
    return turns[number - 1]


def _in_order(statement: Select[*Columns], event_id: int) -> Select[*Columns]:
    return (
        statement.outerjoin(PresentationSlot, PresentationSlot.project_id == Project.id)
        .where(Project.event_id == event_id, Project.state == ProjectState.SUBMITTED)
        .order_by(PresentationSlot.position.asc().nulls_last(), Project.id)
    )
