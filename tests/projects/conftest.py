"""A team at work on a running event, and a git server for it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from hackathon.core.jobs import JobContext
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.models import Project
from tests.factories import make_account, make_event, make_project, make_team
from tests.servers.git_http import MoodyGitServer, make_repository


@dataclass
class Crew:
    """A team of two with its project while the event runs, and others who are around."""

    event: Event
    project: Project
    captain: Account
    member: Account
    organizer: Account
    judge: Account
    rival: Account


@pytest.fixture
def crew(session: Session) -> Crew:
    """Give a team of two at work on a running event."""
    organizer, judge = make_account(session, "Olga"), make_account(session, "Jules")
    event = make_event(session, organizer=organizer, judges=(judge,))
    captain, member = make_account(session, "Ines", email="ines@example.org"), make_account(session, "Jan")
    rival = make_account(session, "Rita")
    make_team(session, event, rival)
    project = make_project(session, make_team(session, event, captain, member), title="Drift radar")
    return Crew(event, project, captain, member, organizer, judge, rival)


@pytest.fixture
def git_server(tmp_path: Path) -> Iterator[MoodyGitServer]:
    """Serve git repositories on loopback."""
    (tmp_path / "served").mkdir()
    with MoodyGitServer(tmp_path / "served").running() as running:
        assert isinstance(running, MoodyGitServer)
        yield running


@pytest.fixture
def hosted(git_server: MoodyGitServer) -> Path:
    """Give the working folder of `team.git`, which the server serves."""
    return make_repository(git_server.root / "team.git")


@pytest.fixture
def git_jobs(jobs: JobContext, git_server: MoodyGitServer, tmp_path: Path) -> JobContext:
    """Give what jobs are given, in an installation that may reach the git server."""
    settings = replace(
        jobs.settings,
        data_dir=tmp_path / "installation",
        git_allowed_origins=frozenset({git_server.origin}),
        git_timeout=20,
    )
    return replace(jobs, settings=settings)
