"""Locks on files, by which programs on one machine take turns or stay alone."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hackathon.core.config import WrongSetting


@contextmanager
def alone_in(data_dir: Path) -> Iterator[None]:
    """Hold the data folder, so that two supervisors never serve the same one."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "supervisor.lock").open("w") as lock:
        if not _takes(lock.fileno()):
            raise WrongSetting("HACKATHON_DATA_DIR", f"{data_dir} is served by another `hackathon run` already")
        yield


@contextmanager
def turn_in(path: Path, stopped: threading.Event) -> Iterator[None]:
    """Wait until nobody else is in the block, or until stopped."""
    with path.open("w") as lock:
        while not _takes(lock.fileno()) and not stopped.wait(0.05):
            pass
        yield


def _takes(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
