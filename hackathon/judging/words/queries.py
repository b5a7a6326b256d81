"""Reads about what product owners wrote to teams."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.events.challenges.models import Challenge
from hackathon.judging.words.models import OwnerWord
from hackathon.people.accounts.models import Account
from hackathon.projects.submissions.models import Submission
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team


class Asked(NamedTuple):
    """A project as it was handed in, for whoever asked its question, with what they wrote to its team."""

    project: Project
    submission: Submission
    team: str
    challenge: Challenge
    word: OwnerWord | None


def projects_asked_by(session: Session, actor: Actor, event_id: int) -> list[Asked]:
    """List the projects that were handed in for an actor's questions at an event. One query."""
    statement = _asked(actor).where(Project.event_id == event_id).order_by(func.lower(Submission.title), Project.id)
    return [Asked(*row) for row in session.execute(statement)]


def project_asked_by(session: Session, actor: Actor, event_id: int, project_id: int) -> Asked:
    """Read one of them; raise `Missing` for every other project, which does not tell whether it exists."""
    row = session.execute(_asked(actor).where(Project.event_id == event_id, Project.id == project_id)).one_or_none()
    if row is None:
        raise Missing(_("There is no such project for a question of yours."))
    return Asked(*row)


def owners_to_write(event_id: int) -> Select[int]:
    """Select the product owners of an event's questions who wrote nothing yet to a team that handed in."""
    wrote = exists().where(OwnerWord.project_id == Project.id, OwnerWord.account_id == Challenge.product_owner_id)
    asked = select(Account.id).join(Challenge, Challenge.product_owner_id == Account.id)
    handed_in = Project.event_id == event_id, Project.state == ProjectState.SUBMITTED
    return asked.join(Project, Project.challenge_id == Challenge.id).where(*handed_in, ~wrote).distinct()


def words_of(session: Session, project_ids: Collection[int]) -> dict[int, list[str]]:
    """Read what product owners wrote to the teams of these projects, by project. One query."""
    statement = select(OwnerWord.project_id, OwnerWord.text).where(
        OwnerWord.project_id.in_(project_ids), OwnerWord.text != ""
    )
    found: dict[int, list[str]] = defaultdict(list)
    for project_id, text in session.execute(statement.order_by(OwnerWord.written_at, OwnerWord.account_id)):
        found[project_id].append(text)
    return dict(found)


def _asked(actor: Actor) -> Select[Project, Submission, str, Challenge, OwnerWord | None]:
    return (
        select(Project, Submission, Team.name, Challenge, OwnerWord)
        .join(Challenge, Challenge.id == Project.challenge_id)
        .join(Team, Team.id == Project.team_id)
        .join(Submission, _is_last())
        .outerjoin(OwnerWord, and_(OwnerWord.project_id == Project.id, OwnerWord.account_id == actor.id))
        .where(Challenge.product_owner_id == actor.id, Project.state == ProjectState.SUBMITTED)
    )


def _is_last() -> ColumnElement[bool]:
    last = select(func.max(Submission.id)).where(Submission.project_id == Project.id)
    return Submission.id == last.correlate(Project).scalar_subquery()
