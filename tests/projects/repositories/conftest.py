"""A git host with a team's repository, and a folder for mirrors of it."""

from pathlib import Path

import pytest

from hackathon.projects.git.gateway import GitSettings
from tests.servers.git_http import MoodyGitServer, make_repository


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "mirrors"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(git_server: MoodyGitServer, root: Path) -> GitSettings:
    return git_server.settings(root)


@pytest.fixture
def work(git_server: MoodyGitServer) -> Path:
    return make_repository(git_server.root / "team.git")
