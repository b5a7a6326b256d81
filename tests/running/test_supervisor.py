"""`hackathon run`: everything comes from one command, comes back after kills, and leaves nothing behind."""

import json
import os
import signal
import socket
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from sqlalchemy import select

from hackathon.core.actors import system
from hackathon.core.config import Settings
from hackathon.core.install import SWEEP
from hackathon.core.jobs import Job
from hackathon.toolbox import Toolbox
from tests.running.programs import Program, Started, family_of, free_port, processes, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@dataclass
class Run:
    """One installation on SQLite under its supervisor."""

    environ: dict[str, str]
    folder: Path
    programs: ExitStack

    def start(self, command: str = "run", **changes: str) -> Program:
        """Start the supervisor, or another command beside it."""
        program = Program(["hackathon", command], {**self.environ, **changes}, self.folder / "run.log")
        self.programs.callback(self._end, program)
        return program

    def answer(self, path: str) -> tuple[int, object]:
        """Ask the web; status 0 where nobody answers."""
        try:
            with urlopen(f"http://127.0.0.1:{self.environ['PORT']}{path}", timeout=5) as answer:
                return answer.status, json.load(answer)
        except (URLError, OSError):
            return 0, None

    def wait_until_ready(self) -> None:
        """Wait until everything is there."""
        until(lambda: self.answer("/readyz")[0] == 200, seconds=120, why=self.folder / "run.log")

    def opened(self) -> Toolbox:
        """Open the same installation here, as somebody at its command line does."""
        toolbox = Toolbox.of(Settings.from_env(self.environ))
        self.programs.callback(toolbox.engine.dispose)
        return toolbox

    def _end(self, program: Program) -> None:
        family = family_of(program.process.pid)
        program.end()
        # A queue that was adopted from a killed supervisor is in nobody's family; its socket is in our folder.
        for each in family | {each for each in processes() if str(self.folder) in each.command}:
            kill(each)


def parts_of(program: Program, name: str) -> list[Started]:
    """List the processes of a part, the one its supervisor started first."""
    return sorted(each for each in family_of(program.process.pid) if name in each.command)


def part_of(program: Program, name: str) -> Started:
    """Find the process of a part."""
    return parts_of(program, name)[0]


def kill(process: Started) -> None:
    """Kill one process that a test started, if it is still the same."""
    if process.lives():
        os.kill(process.pid, signal.SIGKILL)


@pytest.fixture
def run(folder: Path, programs: ExitStack) -> Run:
    """Give an installation that is not started."""
    return Run(
        {"HACKATHON_DATA_DIR": str(folder / "data"), "HACKATHON_DEMO": "0", "PORT": str(free_port())}, folder, programs
    )


def test_run_answers_and_ctrl_c_leaves_no_process(run: Run) -> None:
    program = run.start()
    run.wait_until_ready()
    family = family_of(program.process.pid)

    healthy, ready = run.answer("/healthz"), run.answer("/readyz")
    program.signal(signal.SIGINT)
    code = program.ended_with(seconds=30)

    assert healthy == (200, {"status": "ok"})
    assert ready == (200, {"status": "ok", "checks": {"database": True, "queue": True, "migrations": True}})
    assert code == 0
    assert len(family) >= 5
    assert not [each for each in family if each.lives()]
    assert "listens on http://127.0.0.1:" in program.said()


def test_run_killed_and_started_again_on_the_same_port_loses_no_job(run: Run) -> None:
    program = run.start()
    run.wait_until_ready()
    worker = part_of(program, "hackathon worker")
    program.kill()
    until(lambda: not worker.lives(), why="a part outlived its supervisor")
    toolbox = run.opened()
    with toolbox.working(system("tests")) as work:
        job_id = work.request_job(SWEEP, 1).id

    run.start()
    run.wait_until_ready()

    until(lambda: _is_done(toolbox, job_id), seconds=120)


def _is_done(toolbox: Toolbox, job_id: int) -> bool:
    with toolbox.new_session() as session:
        return session.scalar(select(Job.done_at).where(Job.id == job_id)) is not None


def test_run_beside_another_on_the_same_folder_refuses(run: Run) -> None:
    run.start()
    until((run.folder / "data" / "supervisor.lock").exists)

    second = run.start(PORT=str(free_port()))

    assert second.ended_with() == 1
    assert f"HACKATHON_DATA_DIR: {run.folder / 'data'} is served by another `hackathon run` already" in second.said()


def test_run_starts_each_killed_part_again(run: Run) -> None:
    program = run.start()
    run.wait_until_ready()

    for name in ("hackathon worker", "hackathon web", "hackathon schedule", "valkey-server"):
        killed = part_of(program, name)
        kill(killed)
        until(lambda killed=killed: not killed.lives())  # type: ignore[misc]
        until(lambda name=name: parts_of(program, name), seconds=120)  # type: ignore[misc]
        assert killed not in parts_of(program, name)

    run.wait_until_ready()


def test_run_on_a_port_in_use_says_so(run: Run) -> None:
    with socket.create_server(("127.0.0.1", int(run.environ["PORT"]))):
        program = run.start()
        code = program.ended_with()

    assert code == 1
    assert program.said() == (
        f"PORT: the web needs port {run.environ['PORT']}, but another program listens there; choose another\n"
    )


def test_run_of_a_demo_whose_second_port_is_in_use_says_so(run: Run) -> None:
    port = int(run.environ["PORT"]) + 1
    with socket.create_server(("127.0.0.1", port)):
        program = run.start(HACKATHON_DEMO="1")
        code = program.ended_with()

    assert code == 1
    assert program.said() == (
        f"PORT: the demo's git server needs port {port}, but another program listens there; choose another\n"
    )


def test_migrate_without_queue_or_worker_returns_when_done(run: Run) -> None:
    program = run.start("migrate")

    assert program.ended_with() == 0
    assert program.said() == "The schema is current.\n"
