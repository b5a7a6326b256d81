"""Uploaded files become commits, once, whatever is killed in between."""

import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.projects.repositories.models import Commit, Repository
from hackathon.projects.uploads.commands import remove_file, upload_files
from hackathon.projects.uploads.jobs import commit
from hackathon.projects.uploads.models import Upload
from hackathon.projects.uploads.rules import GivenFile
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.projects.conftest import Crew

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
Opens = Callable[[Account | None], Browser]
Gives = Callable[..., None]


@pytest.fixture
def give(working: Working, git_jobs: JobContext, crew: Crew) -> Gives:
    """Upload files as somebody: `give(account, {"path": b"contents"})`."""

    def upload(who: Account, files: dict[str, bytes]) -> None:
        kept = {path: git_jobs.storage.keep(BytesIO(text), limit=1000) for path, text in files.items()}
        given = [GivenFile(path, each.key, each.size, each.sha256) for path, each in kept.items()]
        with working(who) as work:
            upload_files(work, crew.project.id, given)

    return upload


def git_out(jobs: JobContext, project_id: int, *arguments: str) -> str:
    directory = jobs.settings.data_dir / "repositories" / f"project-{project_id}.git"
    done = subprocess.run(["git", *arguments], cwd=directory, capture_output=True, check=True, text=True)
    return done.stdout.strip()


def test_commit_of_uploads_by_two_people_makes_two_commits_over_each_other(
    session: Session, git_jobs: JobContext, browser: Opens, clock: StandingClock, crew: Crew, give: Gives
) -> None:
    give(crew.captain, {"README.md": b"# Ours", "src/model.py": b"1"})
    clock.advance(minutes=1)
    give(crew.member, {"src/model.py": b"2"})

    commit(git_jobs, crew.project.id)

    assert git_out(git_jobs, crew.project.id, "log", "--reverse", "--format=%an %s") == (
        "Ines Upload 2 files\nJan Upload src/model.py"
    )
    assert git_out(git_jobs, crew.project.id, "show", "main:src/model.py") == "2"
    page = browser(crew.captain).get(f"/projects/{crew.project.id}").text
    assert "<h2>Ours</h2>" in page
    assert "Upload src/model.py" in page
    repository = session.scalars(select(Repository)).one()
    assert (repository.kind, repository.head_sha) == (
        "ours",
        git_out(git_jobs, crew.project.id, "rev-parse", "main"),
    )


def test_commit_killed_between_git_and_database_makes_the_same_commit_again(
    session: Session, git_jobs: JobContext, clock: StandingClock, crew: Crew, give: Gives
) -> None:
    give(crew.captain, {"a.txt": b"1"})
    commit(git_jobs, crew.project.id)
    clock.advance(minutes=1)
    give(crew.captain, {"b.txt": b"2"})
    commit(git_jobs, crew.project.id)
    before = git_out(git_jobs, crew.project.id, "rev-parse", "main")
    session.execute(update(Upload).where(Upload.path == "b.txt").values(commit_sha=None))
    session.commit()

    commit(git_jobs, crew.project.id)

    assert git_out(git_jobs, crew.project.id, "rev-parse", "main") == before
    assert git_out(git_jobs, crew.project.id, "rev-list", "--count", "main") == "2"
    assert session.scalars(select(Upload.commit_sha).where(Upload.path == "b.txt")).one() == before
    assert len(session.scalars(select(Commit)).all()) == 2


def test_commit_of_the_first_upload_killed_before_the_database_is_made_once(
    session: Session, git_jobs: JobContext, crew: Crew, give: Gives
) -> None:
    give(crew.captain, {"a.txt": b"1"})
    commit(git_jobs, crew.project.id)
    session.execute(update(Upload).values(commit_sha=None))
    session.commit()

    commit(git_jobs, crew.project.id)

    assert git_out(git_jobs, crew.project.id, "rev-list", "--count", "main") == "1"


def test_commit_with_nothing_waiting_changes_nothing(
    session: Session, git_jobs: JobContext, crew: Crew, give: Gives
) -> None:
    give(crew.captain, {"a.txt": b"1"})
    commit(git_jobs, crew.project.id)
    before = git_out(git_jobs, crew.project.id, "rev-parse", "main")

    commit(git_jobs, crew.project.id)

    assert git_out(git_jobs, crew.project.id, "rev-parse", "main") == before


def test_commit_of_a_removal_takes_the_file_out_and_leaves_the_rest_and_what_was_before(
    session: Session, working: Working, git_jobs: JobContext, clock: StandingClock, crew: Crew, give: Gives
) -> None:
    give(crew.captain, {"README.md": b"# Ours", "data/secret.csv": b"1"})
    clock.advance(minutes=1)
    with working(crew.member) as work:
        remove_file(work, crew.project.id, "data/secret.csv")
    clock.advance(minutes=1)
    give(crew.captain, {"data/open.csv": b"2"})

    commit(git_jobs, crew.project.id)

    log = git_out(git_jobs, crew.project.id, "log", "--reverse", "--format=%an %s")
    assert log == "Ines Upload 2 files\nJan Remove data/secret.csv\nInes Upload data/open.csv"
    listing = "ls-tree", "-r", "--name-only"
    assert git_out(git_jobs, crew.project.id, *listing, "main") == "README.md\ndata/open.csv"
    assert git_out(git_jobs, crew.project.id, *listing, "main~2") == "README.md\ndata/secret.csv"
    removal = session.scalars(select(Upload).where(Upload.is_removal)).one()
    assert removal.commit_sha == git_out(git_jobs, crew.project.id, "rev-parse", "main~1")


def test_commit_of_files_that_git_refuses_says_so_and_goes_on_with_the_next(
    session: Session, git_jobs: JobContext, clock: StandingClock, crew: Crew, give: Gives
) -> None:
    give(crew.captain, {"a.txt": b"1"})
    session.execute(update(Upload).values(path=".git/config"))  # as if a rule had been looser once
    session.commit()
    clock.advance(minutes=1)
    give(crew.captain, {"b.txt": b"2"})

    commit(git_jobs, crew.project.id)

    uploads = {upload.path: (upload.problem, bool(upload.commit_sha)) for upload in session.scalars(select(Upload))}
    assert uploads == {
        ".git/config": (".git/config has a name that belongs to git itself. Leave it out.", False),
        "b.txt": ("", True),
    }
    assert git_out(git_jobs, crew.project.id, "ls-tree", "--name-only", "main") == "b.txt"
