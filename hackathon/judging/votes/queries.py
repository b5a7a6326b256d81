"""Reads about votes: what can be voted for, one's own vote, and what came out after the release."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.events.registration.models import Registration
from hackathon.events.registration.states import TAKING_PART
from hackathon.judging.terms.models import JudgingTerms
from hackathon.judging.votes.models import Vote
from hackathon.judging.votes.rules import Favourite, favourites
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team


class Choice(NamedTuple):
    """A project that can be voted for."""

    project_id: int
    title: str
    team: str


class Counted(NamedTuple):
    """What came out for one project."""

    favourite: Favourite
    title: str
    team: str


def choices_of(session: Session, actor: Actor, event_id: int) -> list[Choice]:
    """Read what somebody can vote for: all that was handed in but by their own team."""
    statement = (
        select(Project.id, Project.title, Team.name)
        .join(Team, Team.id == Project.team_id)
        .where(
            Project.event_id == event_id,
            Project.state == ProjectState.SUBMITTED,
            Team.id.not_in(actor.places("team", "member")),
        )
        .order_by(func.lower(Project.title), Project.id)
    )
    return [Choice(*row) for row in session.execute(statement)]


def vote_of(session: Session, event_id: int, account_id: int | None) -> Vote | None:
    """Read somebody's own vote."""
    return session.get(Vote, (event_id, account_id)) if account_id is not None else None


def counted_votes(session: Session, event_id: int) -> list[Counted]:
    """Count the votes of an event with a vote, most first, in one query; only for released events."""
    statement = (
        select(Project.id, Project.title, Team.name, func.count())
        .join(Vote, Vote.project_id == Project.id)
        .join(Team, Team.id == Project.team_id)
        .join(JudgingTerms, JudgingTerms.event_id == Vote.event_id)
        .where(Vote.event_id == event_id, JudgingTerms.has_vote)
        .group_by(Project.id, Team.name)
    )
    rows = {row[0]: row for row in session.execute(statement)}
    order = favourites({project_id: row[3] for project_id, row in rows.items()})
    return [Counted(each, rows[each.project_id][1], rows[each.project_id][2]) for each in order]


def without_vote(event_id: int) -> Select[int]:
    """Select who could vote and did not, where the organizers hold a vote."""
    held = exists().where(JudgingTerms.event_id == event_id, JudgingTerms.has_vote)
    voted = exists().where(Vote.event_id == event_id, Vote.account_id == Registration.account_id)
    taking_part = select(Registration.account_id).where(
        Registration.event_id == event_id, Registration.state.in_(TAKING_PART)
    )
    return taking_part.where(held, ~voted)


def voters_waiting(session: Session, event_id: int) -> Sequence[int]:
    """Read who could vote and did not."""
    return session.scalars(without_vote(event_id)).all()
