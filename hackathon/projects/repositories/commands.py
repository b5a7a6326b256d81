"""Linking a project's repository, and writing down what was read from it."""

from sqlalchemy import delete, insert

from hackathon.core.decisions import Conflict, Invalid, Refusal, require
from hackathon.core.i18n import _
from hackathon.core.outbound import origin_of
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.projects.git.rules import clone_url
from hackathon.projects.repositories import rules
from hackathon.projects.repositories.facts import (
    RepositoryLinked,
    RepositoryRefused,
    RepositorySynced,
    RepositoryUnlinked,
)
from hackathon.projects.repositories.models import Commit, Repository, RepositoryKind
from hackathon.projects.repositories.policy import can_ask_to_sync, can_write_history
from hackathon.projects.repositories.queries import Source, known_shas, repositories_to_sweep, repository_of
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.policy import can_edit_project

SYNC = "projects.repositories.sync"


def link_repository(work: Work, project_id: int, url: str, *, version: int | None = None) -> Repository:
    """Say where a project's repository is, or now is, and ask to read it; what was read elsewhere is forgotten."""
    project = work.lock(Project, project_id)
    require(can_edit_project(work.actor, project, work.get(Event, project.event_id)))
    address = _checked(url)
    repository = repository_of(work.session, project.id)
    if repository is None:
        repository = work.add(_linked(work, project, address))
    else:
        work.expect_version(repository, version)
        _point_at(work, repository, address)
    work.record(RepositoryLinked(subject_id=project.id))
    work.request_job(SYNC, repository.id)
    return repository


def unlink_repository(work: Work, project_id: int) -> None:
    """Take the repository away from a project; what was handed in from it stays."""
    project = work.lock(Project, project_id)
    require(can_edit_project(work.actor, project, work.get(Event, project.event_id)))
    repository = _mirrored(work, project)
    _forget_commits(work, repository)
    work.session.delete(repository)
    work.record(RepositoryUnlinked(subject_id=project.id))


def ask_to_sync(work: Work, project_id: int) -> None:
    """Look at the repository now; asking while somebody else's asking still waits changes nothing."""
    project = work.get(Project, project_id)
    require(can_ask_to_sync(work.actor, project, work.get(Event, project.event_id)))
    work.request_job(SYNC, _mirrored(work, project).id)


def sweep_repositories(work: Work) -> int:
    """Ask to read every repository of the events that run now; return how many."""
    require(can_write_history(work.actor))
    found = repositories_to_sweep(work.session, work.now)
    for repository_id in found:
        work.request_job(SYNC, repository_id)
    return len(found)


def write_reading(work: Work, source: Source, reading: rules.Reading) -> None:
    """Write down what was read, unless the team has pointed elsewhere meanwhile."""
    require(can_write_history(work.actor))
    repository = work.lock(Repository, source.repository_id)
    if repository.url != source.url:
        return
    moved = reading.head_sha != repository.head_sha
    commits = _add_commits(work, repository, reading.commits)
    repository.head_sha, repository.default_branch = reading.head_sha, reading.default_branch
    repository.readme, repository.synced_at = reading.readme, work.now
    repository.problem, repository.problem_at = "", None
    if moved and reading.head_sha:
        work.record(RepositorySynced(subject_id=repository.project_id, commits=commits, head=reading.head_sha))


def write_problem(work: Work, source: Source, *, reason: str, sentence: str) -> None:
    """Write down why the repository could not be read; told once as long as it stays the same."""
    require(can_write_history(work.actor))
    repository = work.lock(Repository, source.repository_id)
    if repository.url != source.url or repository.problem == sentence:
        return
    repository.problem, repository.problem_at = sentence, work.now
    work.record(RepositoryRefused(subject_id=repository.project_id, reason=reason))


def _checked(url: str) -> str:
    """Refuse at once what needs no network to be refused."""
    try:
        address = clone_url(url)
        origin_of(address)
    except Refusal as refused:
        raise Invalid("url", refused.sentence) from refused
    return address


def _linked(work: Work, project: Project, address: str) -> Repository:
    return Repository(
        project_id=project.id,
        kind=RepositoryKind.MIRRORED,
        url=address,
        linked_by=work.actor.id,
        linked_at=work.now,
    )


def _point_at(work: Work, repository: Repository, address: str) -> None:
    if repository.url == address:
        return
    _forget_commits(work, repository)
    repository.kind, repository.url = RepositoryKind.MIRRORED, address
    repository.head_sha = repository.synced_at = repository.problem_at = None
    repository.default_branch = repository.readme = repository.problem = ""
    repository.linked_by, repository.linked_at = work.actor.id or repository.linked_by, work.now


def _mirrored(work: Work, project: Project) -> Repository:
    repository = repository_of(work.session, project.id)
    if repository is None or repository.kind != RepositoryKind.MIRRORED:
        raise Conflict(_("No repository is linked to this project. Link one first."))
    return repository


def _forget_commits(work: Work, repository: Repository) -> None:
    work.session.execute(delete(Commit).where(Commit.repository_id == repository.id))


def _add_commits(work: Work, repository: Repository, commits: tuple[rules.Commit, ...]) -> int:
    known = known_shas(work.session, repository.id, [each.sha for each in commits])
    rows = [_row(work, repository, each) for each in commits if each.sha not in known]
    if rows:
        work.session.execute(insert(Commit), rows)
    return len(rows)


def _row(work: Work, repository: Repository, commit: rules.Commit) -> dict[str, object]:
    return {"repository_id": repository.id, "seen_at": work.now, **vars(commit)}
