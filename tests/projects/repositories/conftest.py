"""A git host with a team's repository, and a folder for mirrors of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hackathon.projects.git.gateway import GitSettings
from tests.servers.git_http import MoodyGitServer, make_repository


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MoodyGitServer]:
    (tmp_path / "served").mkdir()
    with MoodyGitServer(tmp_path / "served").running() as running:
        assert isinstance(running, MoodyGitServer)
        yield running


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "mirrors"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(server: MoodyGitServer, root: Path) -> GitSettings:
    return server.settings(root)


@pytest.fixture
def work(server: MoodyGitServer) -> Path:
    return make_repository(server.root / "team.git")
