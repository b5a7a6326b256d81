"""Reads about repositories and the commits seen in them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from hackathon.core.prepared import prepared
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.people.accounts.models import Account
from hackathon.projects.extensions.models import Extension
from hackathon.projects.repositories import rules
from hackathon.projects.repositories.models import Commit, Repository, RepositoryKind
from hackathon.projects.workspace.models import Project
from hackathon.teams.formation.models import TeamMember

SHOWN = 6
READ = 500


@dataclass(frozen=True)
class Source:
    """Where a repository is read from, as it was when a job began."""

    repository_id: int
    project_id: int
    kind: str
    url: str


@dataclass(frozen=True)
class History:
    """What was committed, as a project's page shows it."""

    commits: Sequence[rules.Commit]
    total: int
    contributors: Sequence[rules.Contributor]
    bars: Sequence[rules.Bar]
    early: Sequence[rules.EarlyCommit]


def repository_of(session: Session, project_id: int) -> Repository | None:
    """Load what a project's commits come from."""
    return session.scalars(*_repository(project_id)).one_or_none()


@prepared
def _repository(project_id: int) -> Select[Repository]:
    return select(Repository).where(Repository.project_id == project_id)


def source_of(session: Session, repository_id: int) -> Source | None:
    """Tell where to read a repository from; None when it was unlinked."""
    found = select(Repository.id, Repository.project_id, Repository.kind, Repository.url)
    row = session.execute(found.where(Repository.id == repository_id)).one_or_none()
    return Source(*row) if row else None


def own_source_of(session: Session, project_id: int) -> Source | None:
    """Tell where the platform keeps a project's uploads; None when it has another repository or none."""
    repository = repository_of(session, project_id)
    if repository is None or repository.kind != RepositoryKind.OURS:
        return None
    return Source(repository.id, project_id, repository.kind, repository.url)


def repositories_to_sweep(session: Session, now: datetime) -> Sequence[int]:
    """List the mirrored repositories of events that run now."""
    return session.scalars(
        select(Repository.id)
        .join(Project, Project.id == Repository.project_id)
        .join(Event, Event.id == Project.event_id)
        .outerjoin(Extension, Extension.team_id == Project.team_id)
        .where(
            Repository.kind == RepositoryKind.MIRRORED,
            Event.state == EventState.PUBLISHED,
            Event.running_opens_at <= now,
            or_(now < Event.running_closes_at, now < Extension.until),
        )
        .order_by(Repository.id)
    ).all()


def known_shas(session: Session, repository_id: int, shas: Collection[str]) -> frozenset[str]:
    """Tell which of these commits were seen before."""
    found = select(Commit.sha).where(Commit.repository_id == repository_id, Commit.sha.in_(shas))
    return frozenset(session.scalars(found))


def commit_seen(session: Session, repository_id: int, sha: str | None) -> Commit | None:
    """Load a commit that we have seen in a repository."""
    found = select(Commit).where(Commit.repository_id == repository_id, Commit.sha == sha)
    return session.scalars(found).one_or_none()


def newest_commits(session: Session, repository_id: int, *, limit: int) -> Sequence[Commit]:
    """List the latest commits of a repository, newest first."""
    return session.scalars(_newest(repository_id).limit(limit)).all()


def history_of(session: Session, repository: Repository, project: Project, event: Event) -> History:
    """Read what was committed to a project's repository over its event."""
    rows = _commits_with_members(session, repository.id, project.team_id)
    commits = [_claimed(row) for row, _member in rows]
    members = {row.author_email.casefold() or row.author_name.casefold(): name for row, name in rows if name}
    return History(
        commits=commits[:SHOWN],
        total=len(commits),
        contributors=rules.named_by(rules.contributors(commits), members),
        bars=rules.bars(commits, event.starts_at, event.ends_at, zone=ZoneInfo(event.time_zone)),
        early=rules.before_start(commits, event.starts_at, first_seen={row.sha: row.seen_at for row, _ in rows}),
    )


def _commits_with_members(session: Session, repository_id: int, team_id: int) -> list[tuple[Commit, str | None]]:
    """List the latest commits once each, with the team member who wrote it by mail address or name."""
    rows = session.execute(*_with_members(repository_id, team_id))
    return list({row.id: (row, name) for row, name in rows}.values())


@prepared
def _with_members(repository_id: int, team_id: int) -> Select[Commit, str]:
    is_author = or_(
        func.lower(Account.email) == func.lower(Commit.author_email),
        func.lower(Account.display_name) == func.lower(Commit.author_name),
    )
    in_team = Account.id.in_(select(TeamMember.account_id).where(TeamMember.team_id == team_id))
    return _newest(repository_id).add_columns(Account.display_name).outerjoin(Account, and_(is_author, in_team))


def _newest(repository_id: int) -> Select[Commit]:
    return (
        select(Commit)
        .where(Commit.repository_id == repository_id)
        .order_by(Commit.committed_at.desc(), Commit.id)
        .limit(READ)
    )


def _claimed(row: Commit) -> rules.Commit:
    return rules.Commit(row.sha, row.author_name, row.author_email, row.authored_at, row.committed_at, row.subject)
