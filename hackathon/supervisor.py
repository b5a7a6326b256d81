"""`make run`: starts the queue, the schema, the demo, web, worker and schedule, and stops them together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import structlog

from hackathon.family import die_with_parent

log = structlog.get_logger()
PATIENCE = 3.0
"""Seconds parts may take to stop before they are asked less kindly; with the queue's two, within the promised ten."""
REST = 2.0


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
