"""Reads about submissions, attachments and what was kept of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Missing
from hackathon.core.facts import FactRow, Statement
from hackathon.core.i18n import _
from hackathon.core.prepared import prepared
from hackathon.core.storage import StoredFile
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.people.accounts.models import Account
from hackathon.projects.extensions.facts import DeadlineExtended
from hackathon.projects.extensions.models import Extension
from hackathon.projects.extensions.queries import Granted
from hackathon.projects.extensions.rules import deadline_of
from hackathon.projects.repositories.models import Repository
from hackathon.projects.submissions.models import Attachment, Submission, SubmittedFile
from hackathon.projects.submissions.rules import ReadyParts
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.states import TeamState


@dataclass(frozen=True)
class SubmissionSeen:
    """A submission with who handed it in, its files, and what was kept of its commit."""

    submission: Submission
    submitter: str
    files: Sequence[StoredFile]
    kept: StoredFile | None


@dataclass(frozen=True)
class HandIns:
    """What a project handed in, newest first, and the time its team was given beyond the event's."""

    submissions: list[Submission]
    granted: Granted | None

    @property
    def extended_until(self) -> datetime | None:
        """Until when the team can hand in, where that is longer than for everybody."""
        return self.granted.until if self.granted else None


class Late(NamedTuple):
    """The members of a team whose own time runs out before it handed in."""

    members: tuple[int, ...]
    event: str
    slug: str
    time_zone: str
    until: datetime


@dataclass(frozen=True)
class FreezeOrder:
    """Which commit to keep; without an address it is in the platform's own repository of the project."""

    project_id: int
    sha: str
    url: str


class ToHandIn(NamedTuple):
    """A project that waits to be handed in."""

    project: Project
    event: Event
    has_repository: bool
    extended_until: datetime | None

    @property
    def deadline(self) -> datetime:
        """When handing in ends for its team."""
        return deadline_of(self.event, self.extended_until)


def event_held(session: Session, event_id: int) -> Event:
    """Load an event fresh, keeping its windows as they are until the end while others may read it too."""
    found = select(Event).where(Event.id == event_id).with_for_update(read=True)
    return session.scalars(found, execution_options={"populate_existing": True}).one()


def last_number(session: Session, project_id: int) -> int:
    """Return the number of a project's last submission, 0 when there is none."""
    return session.scalar(select(func.max(Submission.number)).where(Submission.project_id == project_id)) or 0


def attachment_of(session: Session, project_id: int, file_id: int) -> Attachment | None:
    """Load that a file goes with a project."""
    found = select(Attachment).where(Attachment.project_id == project_id, Attachment.file_id == file_id)
    return session.scalars(found).one_or_none()


def is_handed_in(session: Session, file_id: int) -> bool:
    """Tell whether any submission has a file."""
    return bool(session.scalar(select(exists().where(SubmittedFile.file_id == file_id))))


def order_of(session: Session, submission_id: int) -> FreezeOrder | None:
    """Tell what to keep of a submission and where to get it; None when nothing is left to keep."""
    submission = session.get(Submission, submission_id)
    if submission is None or submission.commit_sha is None or submission.frozen_file_id is not None:
        return None
    return FreezeOrder(submission.project_id, submission.commit_sha, submission.repository_url)


def attachments_of(session: Session, project_id: int) -> Sequence[StoredFile]:
    """List the files that would go with the next submission, oldest first."""
    return session.scalars(*_attachments(project_id)).all()


@prepared
def _attachments(project_id: int) -> Select[StoredFile]:
    return (
        select(StoredFile)
        .join(Attachment, Attachment.file_id == StoredFile.id)
        .where(Attachment.project_id == project_id)
        .order_by(Attachment.id)
    )


def ready_parts(session: Session, project: Project) -> tuple[ReadyParts, Sequence[StoredFile]]:
    """Look at what of a project is there to be handed in, and list its attachments. One query."""
    has_repository = exists().where(Repository.project_id == project.id)
    rows: Sequence[Row[bool, StoredFile | None]] = session.execute(
        select(has_repository, StoredFile)
        .select_from(Project)
        .outerjoin(Attachment, Attachment.project_id == Project.id)
        .outerjoin(StoredFile, StoredFile.id == Attachment.file_id)
        .where(Project.id == project.id)
        .order_by(Attachment.id)
    ).all()
    files = [file for _has, file in rows if file is not None]
    parts = ReadyParts(
        project.title,
        project.summary,
        project.demo_url,
        has_repository=bool(rows[0][0]),
        has_attachments=bool(files),
    )
    return parts, files


def projects_to_hand_in(session: Session, actor: Actor, now: datetime) -> Sequence[ToHandIn]:
    """List the projects the actor leads that still can be handed in, the one due first first."""
    found = [ToHandIn(*row) for row in session.execute(*_to_hand_in(actor, now))]
    return sorted(found, key=lambda each: each.deadline)


@prepared
def _to_hand_in(actor: Actor, now: datetime) -> Select[Project, Event, bool, datetime]:
    has_time = or_(now < Event.running_closes_at, and_(now < Extension.until, now < Event.judging_closes_at))
    return (
        select(Project, Event, exists().where(Repository.project_id == Project.id), Extension.until)
        .join(Event, Event.id == Project.event_id)
        .outerjoin(Extension, Extension.team_id == Project.team_id)
        .where(
            Project.team_id.in_(actor.places("team", "captain")),
            Project.state.in_((ProjectState.DRAFT, ProjectState.WITHDRAWN)),
            Event.state == EventState.PUBLISHED,
            Event.running_opens_at <= now,
            has_time,
        )
        .order_by(Project.id)
    )


def captains_to_hand_in(event_id: int) -> Select[int]:
    """Select the captains of the teams at an event that have not handed in."""
    return select(Team.captain_id).where(_has_to_hand_in(event_id))


def members_to_hand_in(event_id: int) -> Select[int]:
    """Select the members of the teams at an event that have not handed in and have no more time than all."""
    has_more_time = exists().where(Extension.team_id == Team.id)
    return (
        select(TeamMember.account_id)
        .join(Team, Team.id == TeamMember.team_id)
        .where(_has_to_hand_in(event_id), ~has_more_time)
    )


def extended_and_late(session: Session, fact_id: int, now: datetime) -> Late | None:
    """Find whom the fact that gave a team more time still concerns: not handed in, time left, none given since."""
    fact = session.get_one(FactRow, fact_id).fact()
    if not isinstance(fact, DeadlineExtended):
        return None
    rows = session.execute(
        select(TeamMember.account_id, Event.name, Event.slug, Event.time_zone)
        .join(Team, Team.id == TeamMember.team_id)
        .join(Event, Event.id == Team.event_id)
        .join(Extension, Extension.team_id == Team.id)
        .where(
            _has_to_hand_in(fact.event_id),
            Team.id == fact.subject_id,
            Event.state == EventState.PUBLISHED,
            Extension.until == (until := datetime.fromisoformat(fact.until)),
            Extension.until > now,
        )
        .order_by(TeamMember.account_id)
    ).all()
    return Late(tuple(row[0] for row in rows), *rows[0][1:], until) if rows else None


def questions_handed_in(event_id: int) -> Select[int | None]:
    """Select the questions of an event for which a project is handed in."""
    return select(Project.challenge_id).where(
        Project.event_id == event_id, Project.challenge_id.is_not(None), Project.state == ProjectState.SUBMITTED
    )


def project_led_at(session: Session, actor: Actor, event_id: int) -> Project | None:
    """Find the project of the team the actor leads at an event."""
    found = select(Project).where(Project.event_id == event_id, Project.team_id.in_(actor.places("team", "captain")))
    return session.scalars(found.limit(1)).one_or_none()


def project_with_event(session: Session, project_id: int) -> tuple[Project, Event] | None:
    """Load a project and its event, which together say who may see it."""
    row = session.execute(
        select(Project, Event).join(Event, Event.id == Project.event_id).where(Project.id == project_id)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def project_of_submission(session: Session, submission_id: int) -> tuple[Project, Event] | None:
    """Find what a submission belongs to."""
    row = session.execute(
        select(Project, Event)
        .join(Submission, Submission.project_id == Project.id)
        .join(Event, Event.id == Project.event_id)
        .where(Submission.id == submission_id)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def submission_names() -> Select[int, str, int]:
    """Select how submissions are named in sentences: id, name, key of the address."""
    return select(Submission.id, Submission.title, Submission.id)


def submissions_of(session: Session, project_id: int) -> Sequence[Submission]:
    """List a project's submissions, newest first."""
    return session.scalars(*_submissions(project_id)).all()


@prepared
def _submissions(project_id: int) -> Select[Submission]:
    return select(Submission).where(Submission.project_id == project_id).order_by(Submission.number.desc())


def hand_ins_of(session: Session, project: Project) -> HandIns:
    """Read what a project handed in, and its team's own time with who gave it and why. One query."""
    rows = session.execute(*_hand_ins(project.id)).all()
    _submission, until, reason, giver = rows[0]
    return HandIns([row[0] for row in rows if row[0]], Granted(until, reason or "", giver) if until else None)


@prepared
def _hand_ins(project_id: int) -> Select[Submission, datetime, str | None, str]:
    return (
        select(Submission, Extension.until, Statement.text, Account.display_name)
        .select_from(Project)
        .outerjoin(Submission, Submission.project_id == Project.id)
        .outerjoin(Extension, Extension.team_id == Project.team_id)
        .outerjoin(Statement, Statement.id == Extension.statement_id)
        .outerjoin(Account, Account.id == Extension.given_by)
        .where(Project.id == project_id)
        .order_by(Submission.number.desc())
    )


def latest_submission(session: Session, project_id: int) -> Submission | None:
    """Load the submission that counts: the last one taken in time."""
    return session.scalars(
        select(Submission).where(Submission.project_id == project_id).order_by(Submission.number.desc()).limit(1)
    ).one_or_none()


def submission_with_files(session: Session, project_id: int, number: int) -> SubmissionSeen:
    """Load a submission with everything that was handed in; raise `Missing` where there is none. Two queries."""
    row = session.execute(
        select(Submission, Account.display_name, StoredFile)
        .join(Account, Account.id == Submission.submitted_by)
        .outerjoin(StoredFile, StoredFile.id == Submission.frozen_file_id)
        .where(Submission.project_id == project_id, Submission.number == number)
    ).one_or_none()
    if row is None:
        raise Missing(_("There is no such submission."))
    submission, submitter, kept = row
    return SubmissionSeen(submission, submitter, files_of(session, submission.id), kept)


def files_of(session: Session, submission_id: int) -> Sequence[StoredFile]:
    """List the files of a submission in the order in which they were given."""
    return session.scalars(
        select(StoredFile)
        .join(SubmittedFile, SubmittedFile.file_id == StoredFile.id)
        .where(SubmittedFile.submission_id == submission_id)
        .order_by(StoredFile.id)
    ).all()


def _has_to_hand_in(event_id: int) -> ColumnElement[bool]:
    is_settled = exists().where(
        Project.team_id == Team.id, Project.state.in_((ProjectState.SUBMITTED, ProjectState.DISQUALIFIED))
    )
    return and_(Team.event_id == event_id, Team.state != TeamState.DISSOLVED, ~is_settled)
