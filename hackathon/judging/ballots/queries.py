"""Reads about ballots: a judge's queue, a project as it was handed in, and how far judging is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, case, exists, func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Missing
from hackathon.core.facts import Statement
from hackathon.core.i18n import _
from hackathon.core.storage import StoredFile
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.judging.ballots.models import Ballot, BallotVersion, LateCast, Score
from hackathon.judging.ballots.policy import are_ballots_open, visible_to
from hackathon.judging.ballots.rules import Answer, CastBallot, Progress, pace, weighted_mean
from hackathon.judging.ballots.states import BallotState
from hackathon.judging.rubric.models import Rubric
from hackathon.judging.rubric.queries import Rubrics, rubrics_at
from hackathon.judging.rubric.rules import Scoped
from hackathon.judging.stages.models import Stage
from hackathon.judging.stages.queries import is_of_stage_now
from hackathon.projects.extensions.models import Extension
from hackathon.projects.submissions.models import Submission
from hackathon.projects.submissions.queries import files_of
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team

WAITING = (BallotState.ASSIGNED, BallotState.OPEN)
COUNTED = (*WAITING, BallotState.CAST)
LAST_SUBMISSION = (
    select(func.max(Submission.id)).where(Submission.project_id == Project.id).correlate(Project).scalar_subquery()
)
"""The snapshot of a project that counts: the last one, since only those in time are ever taken."""
_ORDER = (case((Ballot.state.in_(WAITING), 0), else_=1), Ballot.position, Ballot.id)


@dataclass(frozen=True)
class Queued:
    """One line of a judge's queue."""

    ballot_id: int
    version: int
    state: str
    cast_at: datetime | None
    submission_id: int
    title: str
    team: str
    question: str | None
    is_late: bool

    @property
    def is_waiting(self) -> bool:
        """Whether the judge still has to cast it."""
        return self.state in WAITING

    @property
    def kept_as(self) -> str:
        """Name what the page of this ballot shows, for a device that keeps it."""
        return kept_as(self.version, self.submission_id)


@dataclass(frozen=True)
class Sheet:
    """What a judge scores: the project as it was handed in last."""

    ballot: Ballot
    project: Project
    team: str
    question: str | None
    submission: Submission
    files: Sequence[StoredFile]
    rubric: Rubric
    extended_until: datetime | None = None
    why_longer: str | None = None
    ended_at: datetime | None = None

    @property
    def kept_as(self) -> str:
        """Name what the page of this ballot shows, for a device that keeps it."""
        return kept_as(self.ballot.version, self.submission.id)


def queue_of(session: Session, actor: Actor, event_id: int) -> list[Queued]:
    """Read a judge's ballots of the stage of now on what is handed in: first those that wait, in their order."""
    is_late = exists().where(LateCast.ballot_id == Ballot.id, LateCast.admitted_at.is_(None))
    columns = Ballot.id, Ballot.version, Ballot.state, Ballot.cast_at, Submission.id, Submission.title
    statement = _with_hand_in(select(*columns, Team.name, Challenge.question, is_late).select_from(Ballot))
    return [Queued(*row) for row in session.execute(statement.where(*_queued(actor, event_id)).order_by(*_ORDER))]


def next_ballot_id(session: Session, actor: Actor, ballot_id: int) -> int | None:
    """Return the first ballot of the same queue that waits, another one where there is one."""
    event_id = session.get_one(Ballot, ballot_id).event_id
    waiting = [row.ballot_id for row in queue_of(session, actor, event_id) if row.is_waiting]
    others = [waiting_id for waiting_id in waiting if waiting_id != ballot_id]
    return next(iter(others or waiting), None)


def pace_of(queue: Iterable[Queued]) -> Progress:
    """Tell how far the judge of a queue is, and about how long they need for the rest."""
    mine = [row for row in queue if row.state in COUNTED]
    cast_at = [row.cast_at for row in mine if row.state == BallotState.CAST and row.cast_at]
    return Progress(len(cast_at), len(mine), pace(cast_at))


def ballot_seen(session: Session, actor: Actor, event_id: int, ballot_id: int) -> Ballot:
    """Return one of the actor's own ballots; raise `Missing` for any other, which does not tell whether it exists."""
    statement = select(Ballot).where(Ballot.id == ballot_id, Ballot.event_id == event_id, visible_to(actor))
    ballot = session.scalars(statement).one_or_none()
    if ballot is None:
        raise Missing(_("There is no such ballot of yours."))
    return ballot


def sheet_of(session: Session, ballot: Ballot) -> Sheet:
    """Read what a ballot is about; raise `Missing` when there is nothing to score."""
    row = session.execute(_sheets().where(Ballot.id == ballot.id)).one_or_none()
    rubrics = rubrics_at(session, ballot.event_id)
    if row is None or rubrics.own is None:
        raise Missing(_("Nothing was handed in here, or nobody has set what it is judged by."))
    return _sheet(ballot, row, rubrics, files_of(session, row.Submission.id))


def sheets_of(session: Session, actor: Actor, event_id: int) -> list[Sheet]:
    """Read all that a judge's queue is about, in its order, without files. Three queries."""
    rubrics = rubrics_at(session, event_id)
    if rubrics.own is None:
        return []
    rows = session.execute(_sheets().add_columns(Ballot).where(*_queued(actor, event_id)).order_by(*_ORDER))
    return [_sheet(row.Ballot, row, rubrics, ()) for row in rows]


def versions_of(session: Session, ballot: Ballot) -> Sequence[BallotVersion]:
    """Read how a ballot stood whenever it was saved, newest first."""
    statement = select(BallotVersion).where(BallotVersion.ballot_id == ballot.id)
    return session.scalars(statement.order_by(BallotVersion.number.desc())).all()


def late_casts_of(session: Session, ballot: Ballot) -> Sequence[LateCast]:
    """Read what came in late for a ballot, newest first."""
    statement = select(LateCast).where(LateCast.ballot_id == ballot.id)
    return session.scalars(statement.order_by(LateCast.received_at.desc(), LateCast.id.desc())).all()


def answer_given(session: Session, ballot_id: int, client_id: str) -> Answer | None:
    """Return what was answered when a device sent this the first time; None where it never did."""
    mine = select(BallotVersion.number, BallotVersion.is_cast)
    written = session.execute(
        mine.where(BallotVersion.ballot_id == ballot_id, BallotVersion.client_id == client_id)
    ).one_or_none()
    if written:
        return Answer(written.number, BallotState.CAST if written.is_cast else BallotState.OPEN)
    late = select(LateCast.version, LateCast.state)
    kept = session.execute(late.where(LateCast.ballot_id == ballot_id, LateCast.client_id == client_id)).one_or_none()
    return Answer(kept.version, kept.state, is_late=True) if kept else None


def stage_ended_at(session: Session, ballot: Ballot) -> datetime | None:
    """Read when the stage of a ballot ended; None while it is on."""
    return session.scalar(select(_ended_at()).where(Ballot.id == ballot.id))


def scope_of(session: Session, project: Project, stage: int) -> Scoped:
    """Read where a project stands among the rubrics of its event."""
    challenge = session.get(Challenge, project.challenge_id) if project.challenge_id else None
    return Scoped(project.challenge_id, challenge.track_id if challenge else None, stage)


def progress_of(session: Session, event_id: int, *conditions: ColumnElement[bool]) -> Progress:
    """Count an event's ballots on what is handed in: those cast and all but the recused."""
    statement = _progress().where(Ballot.event_id == event_id, *conditions)
    cast, total = session.execute(statement).one()
    return Progress(cast, total)


def cast_ballots(session: Session, event_id: int, stage: int | None = None) -> list[CastBallot]:
    """Read the ballots of a stage, without one of the stage of now, that count: cast, on projects that are handed in.

    Each is scored by the closest rubric. Two queries.
    """
    rubrics = rubrics_at(session, event_id)
    given: dict[tuple[int, int, Scoped], dict[int, int]] = defaultdict(dict)
    for judge, project, challenge, track, at, criterion, value in session.execute(_scores_cast(event_id, stage)):
        given[judge, project, Scoped(challenge, track, at)][criterion] = value
    cast = (_scored(judge, project, scores, rubrics.of(scope)) for (judge, project, scope), scores in given.items())
    return [each for each in cast if each]


def _scores_cast(event_id: int, stage: int | None) -> Select[int, int, int | None, int | None, int, int, int]:
    is_asked = is_of_stage_now(Ballot.event_id, Ballot.stage) if stage is None else Ballot.stage == stage
    return (
        select(
            Ballot.judge_id,
            Ballot.project_id,
            Project.challenge_id,
            Challenge.track_id,
            Ballot.stage,
            Score.criterion_id,
            Score.value,
        )
        .join(Score, Score.ballot_id == Ballot.id)
        .join(Project, Project.id == Ballot.project_id)
        .outerjoin(Challenge, Challenge.id == Project.challenge_id)
        .where(
            Ballot.event_id == event_id,
            is_asked,
            Ballot.state == BallotState.CAST,
            Project.state == ProjectState.SUBMITTED,
        )
    )


def _scored(judge_id: int, project_id: int, scores: Mapping[int, int], rubric: Rubric | None) -> CastBallot | None:
    """Weigh scores by a rubric; None where not one of them counts."""
    if rubric is None or rubric.weights.keys().isdisjoint(scores):
        return None
    return CastBallot(judge_id, project_id, scores, weighted_mean(scores, rubric.weights))


def waiting_of(session: Session, actor: Actor, at: datetime) -> list[tuple[Event, Progress]]:
    """Read the events where a judge's open ballots wait, with how far they are, the one that closes first first."""
    statement = (
        _progress()
        .add_columns(Event)
        .join(Event, Event.id == Ballot.event_id)
        .where(visible_to(actor), Event.state == EventState.PUBLISHED, Event.judging_closes_at > at)
        .group_by(Event.id)
        .order_by(Event.judging_closes_at, Event.id)
    )
    found = [(event, Progress(cast, total)) for cast, total, event in session.execute(statement)]
    return [(event, progress) for event, progress in found if progress.left and are_ballots_open(event, at=at)]


def last_position(session: Session, judge_id: int, event_id: int) -> int:
    """Return the position of the end of a judge's queue."""
    statement = select(func.max(Ballot.position)).where(Ballot.judge_id == judge_id, Ballot.event_id == event_id)
    return session.scalar(statement) or 0


def kept_as(version: int, submission_id: int) -> str:
    """Name what a ballot's page shows: another name when the ballot or what was handed in changed."""
    return f"{version}.{submission_id}"


def _queued(actor: Actor, event_id: int) -> list[ColumnElement[bool]]:
    return [
        Ballot.event_id == event_id,
        visible_to(actor),
        Project.state == ProjectState.SUBMITTED,
        is_of_stage_now(Ballot.event_id, Ballot.stage),
    ]


def _with_hand_in(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Join to ballots what was handed in last, by whom, and the question it answers."""
    return (
        statement.join(Project, Project.id == Ballot.project_id)
        .join(Submission, Submission.id == LAST_SUBMISSION)
        .join(Team, Team.id == Project.team_id)
        .outerjoin(Challenge, Challenge.id == Project.challenge_id)
    )


def _sheets() -> Select[*tuple[Any, ...]]:
    named = Team.name.label("team"), Challenge.question, Challenge.track_id, Extension.until, Statement.text
    return (
        _with_hand_in(select(Project, Submission, *named, _ended_at().label("ended_at")).select_from(Ballot))
        .outerjoin(Extension, Extension.team_id == Project.team_id)
        .outerjoin(Statement, Statement.id == Extension.statement_id)
    )


def _ended_at() -> ScalarSelect[datetime | None]:
    """Select when the stage of a ballot ended, which is when the next one began."""
    begun = select(func.min(Stage.begun_at, type_=Stage.begun_at.type))
    later = Stage.event_id == Ballot.event_id, Stage.number > Ballot.stage
    return begun.where(*later).correlate(Ballot).scalar_subquery()


def _sheet(ballot: Ballot, row: Row[*tuple[Any, ...]], rubrics: Rubrics, files: Sequence[StoredFile]) -> Sheet:
    rubric = rubrics.of(Scoped(row.Project.challenge_id, row.track_id, ballot.stage)) or rubrics.rows[0]
    return Sheet(
        ballot,
        row.Project,
        row.team,
        row.question,
        row.Submission,
        files,
        rubric,
        extended_until=row.until,
        why_longer=row.text,
        ended_at=row.ended_at,
    )


def _progress() -> Select[int, int]:
    return (
        select(
            func.count().filter(Ballot.state == BallotState.CAST),
            func.count().filter(Ballot.state.in_(COUNTED)),
        )
        .select_from(Ballot)
        .join(Project, Project.id == Ballot.project_id)
        .where(Project.state == ProjectState.SUBMITTED, is_of_stage_now(Ballot.event_id, Ballot.stage))
    )
