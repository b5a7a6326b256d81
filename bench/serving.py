"""Serves an app with the production server and settings, on a free port of loopback."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from hackathon.core.config import Settings

START_SECONDS = 60


@contextmanager
def served(application: str, settings: Settings, environ: Mapping[str, str]) -> Iterator[int]:
    """Run gunicorn as `hackathon web` does and give the port."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    command += ["--workers", str(settings.web_workers), "--threads", str(settings.web_threads)]
    command += ["--keep-alive", "30", "--log-level", "error", application]
    process = subprocess.Popen(command, env={**os.environ, **environ, "PORT": str(port)})
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    raise SystemExit("the server did not start")
