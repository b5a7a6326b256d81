"""An installation on a real database and queue, whose programs the tests start and kill."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from hackathon.core.config import Settings
from hackathon.toolbox import Toolbox
from tests.running.bells import HOLDS, said, toolbox_with_bells
from tests.running.programs import Program, Valkey, free_port, short_folder, until


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give an empty folder with a short path."""
    with short_folder() as made:
        yield made


@pytest.fixture
def programs() -> Iterator[ExitStack]:
    """End the programs that a test pushes here."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def queue(folder: Path, programs: ExitStack) -> Valkey:
    """Run a queue of the test's own."""
    (folder / "queue").mkdir()
    started = Valkey(folder / "queue")
    programs.callback(started.kill)
    return started


@dataclass(frozen=True)
class Place:
    """One installation: its settings as programs get them, the same toolbox in this process, and its holds."""

    environ: dict[str, str]
    toolbox: Toolbox
    folder: Path
    programs: ExitStack

    def changed(self, **environ: str) -> "Place":
        """Give the same installation with other settings."""
        return open_place({**self.environ, **environ}, self.folder, self.programs)

    def start(self, part: str) -> Program:
        """Start a part of the house with bells."""
        return self.run("tests.running.house", part)

    def run(self, *arguments: str, **environ: str) -> Program:
        """Start any program in this installation's environment."""
        program = Program([*arguments], {**self.environ, **environ}, self.folder / f"{arguments[-1]}.log")
        self.programs.callback(program.end)
        return program

    def hold(self, name: str) -> None:
        """Keep whoever comes to this place there."""
        (self.folder / f"{name}.hold").touch()

    def wait_until_reached(self, name: str) -> None:
        """Wait until somebody is held there."""
        until((self.folder / f"{name}.reached").exists, why=f"nobody came to {name}")

    def release(self, name: str) -> None:
        """Let go whoever is held."""
        (self.folder / f"{name}.hold").unlink()

    def said(self) -> list[str | None]:
        """List what the bells led to."""
        with self.toolbox.new_session() as session:
            return said(session)

    def look(self, see: Callable[[Session], object]) -> object:
        """Look into the database afresh."""
        with self.toolbox.new_session() as session:
            return see(session)


def open_place(environ: dict[str, str], folder: Path, programs: ExitStack) -> Place:
    """Open an installation in this process until the test ends."""
    toolbox = toolbox_with_bells(Settings.from_env(environ))
    programs.callback(toolbox.engine.dispose)
    if toolbox.queue.redis:
        programs.callback(toolbox.queue.redis.close)
    return Place(environ, toolbox, folder, programs)


@pytest.fixture
def place(live_engine: Engine, folder: Path, queue: Valkey, programs: ExitStack) -> Place:
    """Give an installation with a schema, a queue, and nothing running."""
    environ = {
        "HACKATHON_DATA_DIR": str(folder / "data"),
        "HACKATHON_DATABASE_URL": live_engine.url.render_as_string(hide_password=False),
        "HACKATHON_REDIS_URL": queue.url,
        "HACKATHON_DEMO": "0",
        "HACKATHON_RATE_LIMITS": "0",
        HOLDS: str(folder),
        "PORT": str(free_port()),
    }
    return open_place(environ, folder, programs)
