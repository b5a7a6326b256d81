"""Reads about assignment: what is missing, and how far judges and projects are."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.prepared import prepared
from hackathon.events.setup.models import Event, EventRole, EventRoleGrant
from hackathon.events.setup.states import EventState
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.queries import COUNTED, WAITING
from hackathon.judging.ballots.rules import Progress
from hackathon.judging.ballots.states import BallotState
from hackathon.judging.judges.models import JudgeConflict
from hackathon.judging.stages.models import FIRST, Finalist
from hackathon.judging.stages.queries import is_of_stage_now, projects_of_stage
from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.states import TeamState


class JudgeProgress(NamedTuple):
    """How far one judge is."""

    account_id: int
    name: str
    cast: int
    total: int
    recused: int
    last_cast_at: datetime | None

    @property
    def left(self) -> int:
        """How many ballots the judge still has to cast."""
        return self.total - self.cast


class Unjudged(NamedTuple):
    """An event where judging goes on, by what an organizer may have to do: nobody assigned, or all in."""

    event: Event
    projects: int
    progress: Progress


def judges_of(session: Session, event_id: int) -> Sequence[int]:
    """Read who judges an event."""
    statement = (
        select(EventRoleGrant.account_id)
        .where(EventRoleGrant.event_id == event_id, EventRoleGrant.role == EventRole.JUDGE)
        .order_by(EventRoleGrant.account_id)
    )
    return session.scalars(statement).all()


def to_judge(session: Session, event_id: int, stage: int) -> Sequence[int]:
    """Read which projects are judged in a stage."""
    return session.scalars(projects_of_stage(event_id, stage).order_by(Project.id)).all()


def pairs_taken(session: Session, event_id: int, stage: int) -> set[tuple[int, int]]:
    """Read which judges have a ballot for which project in a stage."""
    statement = select(Ballot.judge_id, Ballot.project_id).where(Ballot.event_id == event_id, Ballot.stage == stage)
    return {(judge_id, project_id) for judge_id, project_id in session.execute(statement)}


def ends_of_queues(session: Session, event_id: int) -> dict[int, int]:
    """Read the last position in each judge's queue."""
    ends = select(Ballot.judge_id, func.max(Ballot.position)).where(Ballot.event_id == event_id)
    return dict(session.execute(ends.group_by(Ballot.judge_id)).all())


def judges_progress(session: Session, event_id: int) -> list[JudgeProgress]:
    """Read how far each judge is, those with most left first."""
    cast, total, recused = _count(BallotState.CAST), _count(*COUNTED), _count(BallotState.RECUSED)
    statement = (
        select(
            Account.id, Account.display_name, cast, total, recused, func.max(Ballot.cast_at, type_=Ballot.cast_at.type)
        )
        .join(EventRoleGrant, EventRoleGrant.account_id == Account.id)
        .outerjoin(Ballot, and_(Ballot.judge_id == Account.id, Ballot.event_id == event_id, _is_alive()))
        .where(EventRoleGrant.event_id == event_id, EventRoleGrant.role == EventRole.JUDGE)
        .group_by(Account.id)
        .order_by((total - cast).desc(), func.lower(Account.display_name), Account.id)
    )
    return [JudgeProgress(*row) for row in session.execute(statement)]


def projects_progress(event_id: int) -> Select[Project, str, int, int, int]:
    """Select (project, team name, cast, total, recused) of what is judged now, those with fewest ballots first."""
    cast, total, recused = _count(BallotState.CAST), _count(*COUNTED), _count(BallotState.RECUSED)
    return (
        select(Project, Team.name, cast, total, recused)
        .join(Team, Team.id == Project.team_id)
        .outerjoin(Ballot, and_(Ballot.project_id == Project.id, is_of_stage_now(Ballot.event_id, Ballot.stage)))
        .where(_is_handed_in(event_id), _is_judged_now())
        .group_by(Project.id, Team.name)
        .order_by(cast, total, func.lower(Project.title), Project.id)
    )


class Counts(NamedTuple):
    """How many there are at an event of those who judge, and of what they judge."""

    judges: int
    teams: int
    handed_in: int


def counts_at(session: Session, event_id: int) -> Counts:
    """Count the judges, teams and projects handed in of an event."""
    judging = EventRoleGrant.event_id == event_id, EventRoleGrant.role == EventRole.JUDGE
    standing = Team.event_id == event_id, Team.state != TeamState.DISSOLVED
    counted = (
        select(func.count()).select_from(EventRoleGrant).where(*judging).scalar_subquery(),
        select(func.count()).select_from(Team).where(*standing).scalar_subquery(),
        select(func.count()).select_from(Project).where(_is_handed_in(event_id)).scalar_subquery(),
    )
    return Counts(*session.execute(select(*counted)).one())


def teams_declared(session: Session, event_id: int) -> dict[int, list[str]]:
    """Read which teams each judge said they should not judge, by judge."""
    statement = (
        select(JudgeConflict.account_id, Team.name)
        .join(Team, Team.id == JudgeConflict.team_id)
        .where(JudgeConflict.event_id == event_id, Team.state != TeamState.DISSOLVED)
        .order_by(func.lower(Team.name))
    )
    found: dict[int, list[str]] = {}
    for account_id, name in session.execute(statement):
        found.setdefault(account_id, []).append(name)
    return found


def behind(event_id: int) -> Select[int]:
    """Select the judges of an event who still have ballots to cast."""
    waiting = select(Ballot.judge_id).where(Ballot.event_id == event_id, Ballot.state.in_(WAITING), _is_alive())
    return waiting.distinct()


def judges_behind(session: Session, event_id: int) -> Sequence[int]:
    """Read who still has ballots to cast."""
    return session.scalars(behind(event_id).order_by(Ballot.judge_id)).all()


def judging_organized_by(session: Session, actor: Actor, at: datetime) -> list[Unjudged]:
    """Read the actor's events whose judging has begun and whose results are not out."""
    return [
        Unjudged(event, projects, Progress(cast, total))
        for event, projects, cast, total in session.execute(*_organized(actor, at))
    ]


@prepared
def _organized(actor: Actor, at: datetime) -> Select[Event, int, int, int]:
    return (
        select(Event, func.count(Project.id.distinct()), _count(BallotState.CAST), _count(*COUNTED))
        .join(Project, and_(Project.event_id == Event.id, Project.state == ProjectState.SUBMITTED))
        .outerjoin(Ballot, Ballot.project_id == Project.id)
        .where(
            Event.id.in_(actor.places("event", EventRole.ORGANIZER)),
            Event.state == EventState.PUBLISHED,
            Event.judging_opens_at <= at,
        )
        .group_by(Event.id)
        .order_by(Event.judging_closes_at, Event.id)
    )


def _count(*states: BallotState) -> ColumnElement[int]:
    return func.count(Ballot.id).filter(Ballot.state.in_(states))


def _is_handed_in(event_id: int) -> ColumnElement[bool]:
    return and_(Project.event_id == event_id, Project.state == ProjectState.SUBMITTED)


def _is_judged_now() -> ColumnElement[bool]:
    """Leave out what is no finalist where finalists are judged."""
    named = exists().where(Finalist.project_id == Project.id, is_of_stage_now(Finalist.event_id, Finalist.stage))
    return or_(is_of_stage_now(Project.event_id, literal(FIRST)), named)


def _is_alive() -> ColumnElement[bool]:
    """Leave out ballots on projects that were withdrawn since, and those of a stage that is over."""
    gone = select(Project.id).where(Project.state != ProjectState.SUBMITTED)
    return and_(Ballot.project_id.not_in(gone), is_of_stage_now(Ballot.event_id, Ballot.stage))
