"""What is read about tables: who is where, and which projects a judge could walk to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from hackathon.core.prepared import prepared
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.queries import WAITING
from hackathon.judging.ballots.states import BallotState
from hackathon.judging.judges.rules import Bars
from hackathon.judging.stages.queries import projects_of_stage
from hackathon.judging.tables.models import ExpoTable, TableVisit
from hackathon.judging.tables.rules import Stand
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team, TeamMember

SHOWN = (ProjectState.DRAFT, ProjectState.SUBMITTED)


class Placed(NamedTuple):
    """A project with its team and table, and whether the reader is in that team."""

    project_id: int
    team: str
    label: str | None
    is_own: bool


def placed_at(session: Session, event_id: int, reader_id: int | None) -> list[Placed]:
    """Read the projects of an event with their tables, the reader's own first, then by team."""
    own = exists().where(TeamMember.team_id == Team.id, TeamMember.account_id == reader_id)
    statement = (
        select(Project.id, Team.name, ExpoTable.label, own)
        .join(Team, Team.id == Project.team_id)
        .outerjoin(ExpoTable, ExpoTable.project_id == Project.id)
        .where(Project.event_id == event_id, Project.state.in_(SHOWN))
        .order_by(own.desc(), func.lower(Team.name), Project.id)
    )
    return [Placed(*row) for row in session.execute(statement)]


def has_tables(session: Session, event_id: int) -> bool:
    """Tell whether projects of an event show themselves at tables."""
    return session.scalar(*_has_tables(event_id)) is not None


@prepared
def _has_tables(event_id: int) -> Select[int]:
    return select(ExpoTable.project_id).where(ExpoTable.event_id == event_id).limit(1)


def labels_taken(session: Session, event_id: int) -> Mapping[int, str]:
    """Read the tables of an event, by project."""
    taken = select(ExpoTable.project_id, ExpoTable.label).where(ExpoTable.event_id == event_id)
    return dict(session.execute(taken).all())


def without_table(session: Session, event_id: int) -> Sequence[int]:
    """List the projects of an event that have no table, by team."""
    statement = (
        select(Project.id)
        .join(Team, Team.id == Project.team_id)
        .outerjoin(ExpoTable, ExpoTable.project_id == Project.id)
        .where(Project.event_id == event_id, Project.state.in_(SHOWN), ExpoTable.project_id.is_(None))
        .order_by(func.lower(Team.name), Project.id)
    )
    return session.scalars(statement).all()


def members_at_tables(session: Session, event_id: int) -> Sequence[tuple[int, int, str]]:
    """Read (account, project, table) of everybody whose project has a table."""
    statement = (
        select(TeamMember.account_id, Project.id, ExpoTable.label)
        .join(Project, Project.team_id == TeamMember.team_id)
        .join(ExpoTable, ExpoTable.project_id == Project.id)
        .where(ExpoTable.event_id == event_id)
        .order_by(TeamMember.account_id)
    )
    return [(account_id, project_id, label) for account_id, project_id, label in session.execute(statement)]


def visit_of(session: Session, event_id: int, judge_id: int | None) -> TableVisit | None:
    """Find where a judge was sent last."""
    return session.get(TableVisit, (event_id, judge_id))


def stands_for(session: Session, event_id: int, judge_id: int | None, stage: int, at: datetime) -> list[Stand]:
    """Read the tables that no other judge is at and where the judge has still to score; bars are not looked at."""
    own, given = aliased(Ballot), aliased(Ballot)
    begun = given.state.in_((BallotState.OPEN, BallotState.CAST))
    ballots = select(func.count()).where(given.project_id == Project.id, given.stage == stage, begun).scalar_subquery()
    mine = and_(own.project_id == Project.id, own.stage == stage, own.judge_id == judge_id)
    statement = (
        select(Project.id, ExpoTable.label, ballots, own.id)
        .join(ExpoTable, ExpoTable.project_id == Project.id)
        .outerjoin(own, mine)
        .where(
            Project.id.in_(projects_of_stage(event_id, stage)),
            or_(own.id.is_(None), own.state.in_(WAITING)),
            ~_is_somebody_there(judge_id, at),
        )
    )
    return [
        Stand(project, label, count, mine is not None) for project, label, count, mine in session.execute(statement)
    ]


def _is_somebody_there(judge_id: int | None, at: datetime) -> ColumnElement[bool]:
    return exists().where(TableVisit.project_id == Project.id, TableVisit.judge_id != judge_id, TableVisit.until > at)


def unbarred(stands: Sequence[Stand], bars: Bars, judge_id: int | None) -> list[Stand]:
    """Leave out what the judge must not score."""
    return [stand for stand in stands if bars.reason(judge_id, stand.project_id) is None]


def own_ballot(session: Session, project_id: int, judge_id: int | None, stage: int) -> Ballot | None:
    """Find the judge's ballot for a project in a stage."""
    found = select(Ballot).where(Ballot.project_id == project_id, Ballot.judge_id == judge_id, Ballot.stage == stage)
    return session.scalars(found).one_or_none()
