"""The embedded queue as others see it: where it listens and whether it answers, asked without any client library."""

import hashlib
import socket
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

LONGEST_SOCKET_PATH = 100
ANSWERS = (b"+PONG", b"-LOADING")
"""It reads what it had kept: it is there, and will answer."""


def queue_address(data_dir: Path) -> str:
    """Return where the embedded queue of a data folder listens."""
    return f"unix://{socket_path(data_dir)}"


def socket_path(data_dir: Path) -> Path:
    """Return the socket's path, which has to be short."""
    path = data_dir / "queue" / "valkey.sock"
    if len(str(path)) <= LONGEST_SOCKET_PATH:
        return path
    # A unix socket's address has room for 107 bytes: a long folder gets a short stand-in, the same at every start.
    digest = hashlib.sha256(str(path).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"hackathon-{digest}.sock"


def wait_for_queue(data_dir: Path, stopped: threading.Event, *, seconds: float = 30) -> bool:
    """Wait until the embedded queue answers; False when stopped before."""
    until = time.monotonic() + seconds
    while not answers(socket_path(data_dir)):
        if time.monotonic() > until:
            raise SystemExit(f"The embedded queue did not start; its log is in {data_dir / 'queue'}.")
        if stopped.wait(0.05):
            return False
    return True


def answers(path: Path) -> bool:
    """Ask the queue whether it lives."""
    return _said(path, "PING").startswith(ANSWERS)


def shut_down(path: Path) -> None:
    """Ask the queue to end; what it had to keep is in its append-only file already."""
    _said(path, "SHUTDOWN NOSAVE")


def _said(path: Path, command: str) -> bytes:
    with suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        line.connect(str(path))
        line.sendall(f"{command}\r\n".encode())
        return line.recv(64)
    return b""
