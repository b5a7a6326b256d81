"""The demo's world, built once and then only looked at."""

import fcntl
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hackathon.app import create_app
from hackathon.core.config import Settings
from hackathon.demo.build import build_demo
from hackathon.demo.script import DOMAIN
from hackathon.people.accounts.queries import account_by_email
from hackathon.schema import METADATA
from hackathon.toolbox import Toolbox
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.installation import make_settings

if TYPE_CHECKING:  # pytest must be the first to import what it rewrites
    from tests.servers.postgres import Postgres


@dataclass(frozen=True)
class Demo:
    """An installation that holds the demo, seen at the moment at which it was built."""

    toolbox: Toolbox
    app: Flask

    def session(self) -> Session:
        """Open a session to look with."""
        return self.toolbox.new_session()

    def browser(self, key: str) -> Browser:
        """Open a browser signed in as one of the demo's people."""
        with self.session() as session:
            return Browser(self.app, account_by_email(session, f"{key}@{DOMAIN}"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Give the demo on SQLite, built once for all test processes."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo"
    folder.mkdir(exist_ok=True)
    settings = demo_settings(folder, f"sqlite:///{folder / 'demo.sqlite3'}")
    with _alone_in(folder):
        if not (folder / "built").exists():
            build_in(settings)
            (folder / "built").touch()
    with opened(settings) as found:
        yield found


@pytest.fixture
def build_on(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str, StandingClock], Demo]]:
    """Build another demo, on a database and at a moment of the test's choice."""
    stack = ExitStack()

    def build(database: str, clock: StandingClock) -> Demo:
        url = f"sqlite:///{tmp_path / 'other.sqlite3'}"
        if database == "postgresql":
            server: Postgres = request.getfixturevalue("postgres_server")
            url = server.create_database(f"demo_{uuid4().hex}")
        settings = demo_settings(tmp_path, url)
        build_in(settings, clock)
        return stack.enter_context(opened(settings, clock))

    with stack:
        yield build


def demo_settings(folder: Path, database_url: str) -> Settings:
    """Make settings of an installation with a demo, whose repositories are served on a port that is free."""
    return make_settings(folder, database_url, demo=True, port=_free_port() - 1)


def build_in(settings: Settings, clock: StandingClock | None = None) -> None:
    """Make the schema, and the demo in it."""
    toolbox = Toolbox.of(settings, clock=clock or StandingClock())
    METADATA.create_all(toolbox.engine)
    build_demo(toolbox)
    toolbox.engine.dispose()


@contextmanager
def opened(settings: Settings, clock: StandingClock | None = None) -> Iterator[Demo]:
    """Open an installation, time standing still, and close it."""
    standing = clock or StandingClock()
    app = create_app(settings, clock=standing)
    app.testing = True
    app.config["PROPAGATE_FAULTS"] = True
    toolbox = Toolbox.of(settings, clock=standing)
    yield Demo(toolbox, app)
    toolbox.engine.dispose()
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
