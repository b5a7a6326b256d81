"""Reading repositories in the background, against a real git server on loopback."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.facts import FactRow
from hackathon.core.jobs import Job, JobContext, RetryLater
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.projects.repositories.commands import link_repository
from hackathon.projects.repositories.facts import RepositoryRefused, RepositorySynced
from hackathon.projects.repositories.jobs import sweep, sync
from hackathon.projects.repositories.models import Commit, Repository
from tests.browsing import Browser
from tests.clocks import NOON, StandingClock
from tests.factories import make_event, make_project, make_repository, make_team
from tests.projects.conftest import Crew
from tests.servers.git_http import MoodyGitServer, Trap, commit_and_push
from tests.servers.git_http import make_repository as make_hosted

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
Opens = Callable[[Account | None], Browser]
DAY_ONE = "2026-11-22T15:00:00+00:00"
BEFORE = "2026-10-01T09:00:00+00:00"


@pytest.fixture
def linked(working: Working, crew: Crew, git_server: MoodyGitServer, hosted: Path) -> int:
    """Link the hosted repository and return its row's id."""
    with working(crew.captain) as work:
        return link_repository(work, crew.project.id, git_server.url("team.git")).id


def facts_of(session: Session, kind: str) -> list[object]:
    return [row.fact() for row in session.scalars(select(FactRow).where(FactRow.kind == kind))]


def test_sync_after_linking_shows_readme_commits_and_contributors(
    session: Session, git_jobs: JobContext, browser: Opens, crew: Crew, hosted: Path, linked: int
) -> None:
    commit_and_push(hosted, {"old.txt": "old"}, "Bring last year's model", at=BEFORE)
    head = commit_and_push(hosted, {"README.md": "# Radar\n\nIt *warns*."}, "Explain it", at=DAY_ONE)

    sync(git_jobs, linked)

    page = browser(crew.captain).get(f"/projects/{crew.project.id}").text
    assert "It <em>warns</em>." in page
    assert head[:7] in page
    assert "Bring last year" in page
    assert "1 commit is older than the event's start." in page.replace("&#39;", "'")
    repository = session.get_one(Repository, linked, populate_existing=True)
    assert (repository.head_sha, repository.default_branch, repository.problem) == (head, "main", "")
    assert repository.synced_at == NOON


def test_sync_after_a_push_adds_only_what_is_new(
    session: Session, git_jobs: JobContext, clock: StandingClock, crew: Crew, hosted: Path, linked: int
) -> None:
    first = commit_and_push(hosted, {"a.txt": "1"}, "One", at=DAY_ONE)
    sync(git_jobs, linked)
    second = commit_and_push(hosted, {"a.txt": "2"}, "Two", at=DAY_ONE)
    clock.advance(minutes=5)

    sync(git_jobs, linked)

    seen = {row.sha: row.seen_at for row in session.scalars(select(Commit))}
    assert seen == {first: NOON, second: NOON + timedelta(minutes=5)}
    assert facts_of(session, RepositorySynced.kind) == [
        RepositorySynced(subject_id=crew.project.id, commits=1, head=first),
        RepositorySynced(subject_id=crew.project.id, commits=1, head=second),
    ]


def test_sync_twice_with_nothing_new_records_nothing_more(
    session: Session, git_jobs: JobContext, hosted: Path, linked: int
) -> None:
    commit_and_push(hosted, {"a.txt": "1"}, "One", at=DAY_ONE)
    sync(git_jobs, linked)

    sync(git_jobs, linked)

    assert len(facts_of(session, RepositorySynced.kind)) == 1
    assert len(session.scalars(select(Commit)).all()) == 1


def test_sync_while_the_host_is_down_says_so_and_is_tried_again(
    session: Session, git_jobs: JobContext, git_server: MoodyGitServer, crew: Crew, hosted: Path, linked: int
) -> None:
    git_server.mood.status = 503

    for _attempt in range(2):
        with pytest.raises(RetryLater, match="cannot be reached at the moment"):
            sync(git_jobs, linked)

    repository = session.get_one(Repository, linked, populate_existing=True)
    assert repository.problem == "The server cannot be reached at the moment. It will be tried again."
    assert facts_of(session, RepositoryRefused.kind) == [
        RepositoryRefused(subject_id=crew.project.id, reason="host_down")
    ]


def test_sync_once_the_host_is_back_clears_the_problem(
    session: Session, git_jobs: JobContext, git_server: MoodyGitServer, hosted: Path, linked: int
) -> None:
    commit_and_push(hosted, {"a.txt": "1"}, "One", at=DAY_ONE)
    git_server.mood.status = 503
    with pytest.raises(RetryLater):
        sync(git_jobs, linked)
    git_server.mood.status = None

    sync(git_jobs, linked)

    repository = session.get_one(Repository, linked, populate_existing=True)
    assert (repository.problem, repository.problem_at, repository.synced_at) == ("", None, NOON)


def test_sync_of_a_repository_that_is_not_there_is_told_and_not_tried_again(
    session: Session, git_jobs: JobContext, browser: Opens, crew: Crew, git_server: MoodyGitServer, working: Working
) -> None:
    with working(crew.captain) as work:
        repository_id = link_repository(work, crew.project.id, git_server.url("nothing.git")).id

    sync(git_jobs, repository_id)

    assert "There is no repository at this address" in browser(crew.member).get(f"/projects/{crew.project.id}").text


def test_sync_of_a_repository_over_the_size_limit_says_what_to_do(
    session: Session, git_jobs: JobContext, crew: Crew, hosted: Path, linked: int
) -> None:
    commit_and_push(hosted, {f"{number}.txt": str(number) for number in range(20)}, "Many", at=DAY_ONE)
    small = replace(git_jobs, settings=replace(git_jobs.settings, git_size_limit=10_000))

    sync(small, linked)

    repository = session.get_one(Repository, linked, populate_existing=True)
    assert repository.problem == "The repository is too large. Move large files out of its history."
    assert session.scalars(select(Commit)).all() == []


def test_sync_of_private_addresses_says_why_and_asks_nobody(
    session: Session, jobs: JobContext, browser: Opens, crew: Crew, working: Working
) -> None:
    with Trap().set() as trap:
        with working(crew.captain) as work:
            repository_id = link_repository(work, crew.project.id, f"https://127.0.0.1:{trap.port}/team.git").id

        sync(jobs, repository_id)

    page = browser(crew.captain).get(f"/projects/{crew.project.id}").text
    assert "is not reached. Use the https port, or ask an administrator to allow it." in page
    assert trap.visits == 0


def test_sync_of_an_address_that_redirects_is_told_and_not_followed(
    session: Session, git_jobs: JobContext, git_server: MoodyGitServer, linked: int
) -> None:
    with Trap().set() as trap:
        git_server.mood.redirect_to = f"http://127.0.0.1:{trap.port}/"

        sync(git_jobs, linked)

    repository = session.get_one(Repository, linked, populate_existing=True)
    assert repository.problem == "The address leads on to another, which is not followed. Use the other one."
    assert trap.visits == 0


def test_sync_after_linking_elsewhere_forgets_the_old_commits_and_mirror(
    session: Session,
    git_jobs: JobContext,
    git_server: MoodyGitServer,
    working: Working,
    crew: Crew,
    hosted: Path,
    linked: int,
) -> None:
    commit_and_push(hosted, {"a.txt": "1"}, "Old", at=DAY_ONE)
    sync(git_jobs, linked)
    new = commit_and_push(make_hosted(git_server.root / "new.git"), {"b.txt": "1"}, "New", at=DAY_ONE)
    with working(crew.captain) as work:
        link_repository(work, crew.project.id, git_server.url("new.git"), version=1)

    sync(git_jobs, linked)

    assert [row.sha for row in session.scalars(select(Commit))] == [new]
    mirrors = [path for path in (git_jobs.settings.data_dir / "repositories").iterdir() if path.is_dir()]
    assert len(mirrors) == 1


def test_sync_of_a_repository_unlinked_meanwhile_does_nothing(session: Session, git_jobs: JobContext) -> None:
    sync(git_jobs, 4711)

    assert session.scalars(select(FactRow)).all() == []


def test_sweep_asks_for_the_repositories_of_running_events_only(
    session: Session, jobs: JobContext, clock: StandingClock, crew: Crew
) -> None:
    running = make_repository(session, crew.project)
    over = make_event(session, "judging")
    make_repository(session, make_project(session, make_team(session, over)))
    ours = make_project(session, make_team(session, crew.event))
    make_repository(session, ours, kind="ours", url="")

    sweep(jobs, 0)
    sweep(jobs, 0)

    waiting = [(job.name, job.subject_id) for job in session.scalars(select(Job))]
    assert waiting == [("projects.repositories.sync", running.id)]
