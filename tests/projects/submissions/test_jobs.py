"""Keeping submitted commits: whole, although the repository disappears, and honest where it cannot be done."""

import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.facts import FactRow
from hackathon.core.jobs import JobContext, RetryLater
from hackathon.core.storage import StoredFile
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.projects.repositories.commands import link_repository, unlink_repository
from hackathon.projects.repositories.jobs import sync
from hackathon.projects.submissions.commands import submit_project
from hackathon.projects.submissions.facts import CommitKept, CommitLost
from hackathon.projects.submissions.jobs import freeze
from hackathon.projects.submissions.models import Submission
from hackathon.projects.uploads.commands import upload_files
from hackathon.projects.uploads.jobs import commit
from hackathon.projects.uploads.rules import GivenFile
from tests.browsing import Browser
from tests.projects.conftest import Crew
from tests.servers.git_http import MoodyGitServer, commit_and_push, git

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
Opens = Callable[[Account | None], Browser]


@pytest.fixture
def head(working: Working, git_jobs: JobContext, git_server: MoodyGitServer, hosted: Path, crew: Crew) -> str:
    """Link a repository with two commits, sync it, and return the newer commit."""
    commit_and_push(hosted, {"README.md": "# Radar"}, "Start")
    head = commit_and_push(hosted, {"model.py": "print(1)"}, "Model")
    with working(crew.captain) as work:
        repository_id = link_repository(work, crew.project.id, git_server.url("team.git")).id
    sync(git_jobs, repository_id)
    return head


def hand_in(working: Working, crew: Crew) -> int:
    with working(crew.captain) as work:
        return submit_project(work, crew.project.id).id


def receipt(browser: Opens, crew: Crew) -> str:
    page = browser(crew.captain).get(f"/projects/{crew.project.id}/submissions/1")
    assert page.status_code == 200
    return page.text


def cloned(jobs: JobContext, file: StoredFile, folder: Path) -> Path:
    bundle = folder / "kept.bundle"
    with jobs.storage.open(file.key) as contents:
        bundle.write_bytes(contents.read())
    target = folder / "clone"
    subprocess.run(["git", "clone", "-q", "-b", "submission", bundle, target], check=True, capture_output=True)
    return target


def test_freeze_keeps_the_history_although_the_repository_is_deleted_after(
    session: Session,
    git_jobs: JobContext,
    git_server: MoodyGitServer,
    working: Working,
    browser: Opens,
    crew: Crew,
    head: str,
    tmp_path: Path,
) -> None:
    submission_id = hand_in(working, crew)
    freeze(git_jobs, submission_id)
    subprocess.run(["rm", "-rf", str(git_server.root / "team.git")], check=True)

    submission = session.get_one(Submission, submission_id, populate_existing=True)
    kept = session.get_one(StoredFile, submission.frozen_file_id)
    clone = cloned(git_jobs, kept, tmp_path)
    assert git(clone, "rev-parse", "HEAD") == head
    assert git(clone, "rev-list", "--count", "HEAD") == "2"
    assert (clone / "model.py").read_text() == "print(1)"
    assert (submission.frozen, submission.frozen_problem, kept.scope, kept.scope_id) == (
        "bundle",
        "",
        "submission",
        submission_id,
    )
    assert kept.sha256 in receipt(browser, crew)


def test_freeze_twice_keeps_one_file_and_records_one_fact(
    session: Session, git_jobs: JobContext, working: Working, crew: Crew, head: str
) -> None:
    submission_id = hand_in(working, crew)
    freeze(git_jobs, submission_id)

    freeze(git_jobs, submission_id)

    files = session.scalars(select(StoredFile).where(StoredFile.scope == "submission")).all()
    facts = session.scalars(select(FactRow).where(FactRow.kind == CommitKept.kind)).all()
    assert (len(files), len(facts)) == (1, 1)


def test_freeze_while_the_host_is_down_leaves_the_hand_in_standing_and_says_so(
    session: Session,
    git_jobs: JobContext,
    git_server: MoodyGitServer,
    working: Working,
    browser: Opens,
    crew: Crew,
    head: str,
) -> None:
    git_server.mood.status = 503
    submission_id = hand_in(working, crew)

    with pytest.raises(RetryLater, match="cannot be reached"):
        freeze(git_jobs, submission_id)

    assert "The host did not answer; we keep trying. Your hand-in stands." in receipt(browser, crew)
    git_server.mood.status = None
    freeze(git_jobs, submission_id)
    assert session.get_one(Submission, submission_id, populate_existing=True).frozen == "bundle"
    assert "The host did not answer" not in receipt(browser, crew)


def test_freeze_of_a_commit_that_was_forced_away_says_that_it_is_gone(
    session: Session,
    git_jobs: JobContext,
    working: Working,
    browser: Opens,
    crew: Crew,
    hosted: Path,
    git_server: MoodyGitServer,
    head: str,
) -> None:
    submission_id = hand_in(working, crew)
    git(hosted, "checkout", "-q", "--orphan", "fresh")
    commit_and_push(hosted, {"other.txt": "1"}, "Start over")
    git(hosted, "push", "-q", "--force", "origin", "HEAD:main")
    git(git_server.root / "team.git", "reflog", "expire", "--expire=now", "--all")
    git(git_server.root / "team.git", "gc", "-q", "--prune=now")

    freeze(git_jobs, submission_id)

    submission = session.get_one(Submission, submission_id, populate_existing=True)
    assert (submission.frozen, submission.frozen_file_id) == ("gone", None)
    page = receipt(browser, crew)
    assert "The commit could not be kept. Your hand-in stands" in page
    assert "The repository no longer holds this commit." in page
    assert [row.fact() for row in session.scalars(select(FactRow).where(FactRow.kind == CommitLost.kind))] == [
        CommitLost(subject_id=crew.project.id, submission_id=submission_id, number=1)
    ]


def test_freeze_asked_again_after_the_commit_came_back_keeps_it(
    session: Session,
    git_jobs: JobContext,
    git_server: MoodyGitServer,
    working: Working,
    browser: Opens,
    crew: Crew,
    head: str,
) -> None:
    git_server.mood.status = 404
    submission_id = hand_in(working, crew)
    freeze(git_jobs, submission_id)
    gone = session.get_one(Submission, submission_id, populate_existing=True).frozen
    git_server.mood.status = None

    asked = browser(crew.member).post(f"/projects/{crew.project.id}/submissions/1/keep")
    freeze(git_jobs, submission_id)

    assert (gone, asked.status_code) == ("gone", 302)
    assert session.get_one(Submission, submission_id, populate_existing=True).frozen == "bundle"


def test_freeze_of_uploaded_files_keeps_our_own_commit_even_after_linking_elsewhere(
    session: Session, git_jobs: JobContext, working: Working, crew: Crew, tmp_path: Path
) -> None:
    kept = git_jobs.storage.keep(BytesIO(b"# Ours"), limit=100)
    with working(crew.captain) as work:
        upload_files(work, crew.project.id, [GivenFile("README.md", kept.key, kept.size, kept.sha256)])
    commit(git_jobs, crew.project.id)
    submission_id = hand_in(working, crew)
    with working(crew.captain) as work:
        link_repository(work, crew.project.id, "https://git.example.org/elsewhere.git", version=1)

    freeze(git_jobs, submission_id)

    submission = session.get_one(Submission, submission_id, populate_existing=True)
    clone = cloned(git_jobs, session.get_one(StoredFile, submission.frozen_file_id), tmp_path)
    assert (submission.frozen, git(clone, "rev-parse", "HEAD")) == ("bundle", submission.commit_sha)
    assert (clone / "README.md").read_text() == "# Ours"


def test_freeze_after_unlinking_still_reads_the_address_handed_in(
    session: Session, git_jobs: JobContext, working: Working, crew: Crew, head: str
) -> None:
    submission_id = hand_in(working, crew)
    with working(crew.captain) as work:
        unlink_repository(work, crew.project.id)

    freeze(git_jobs, submission_id)

    assert session.get_one(Submission, submission_id, populate_existing=True).frozen == "bundle"
