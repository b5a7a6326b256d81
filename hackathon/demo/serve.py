"""Serves the demo's repositories on their one loopback origin."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from hackathon.core.config import Settings
from hackathon.demo.git_server import GitHttpServer

PATIENCE = 0.5


def repositories_folder(settings: Settings) -> Path:
    """Name the folder that holds the demo's repositories."""
    return settings.data_dir / "demo-repositories"


def serve_demo_repositories(settings: Settings, stopped: threading.Event) -> None:
    """Serve until stopped; while a build serves them itself, wait for it to end."""
    while not stopped.is_set():
        with ExitStack() as stack:
            try:
                stack.enter_context(_served(settings))
            except OSError:
                stopped.wait(PATIENCE)
            else:
                stopped.wait()


@contextmanager
def served_meanwhile(settings: Settings) -> Iterator[None]:
    """Serve for as long as the block runs, unless they are served already."""
    with ExitStack() as stack:
        with suppress(OSError):
            stack.enter_context(_served(settings))
        yield


@contextmanager
def _served(settings: Settings) -> Iterator[None]:
    root = repositories_folder(settings)
    root.mkdir(parents=True, exist_ok=True)
    port = urlsplit(settings.demo_git_origin).port or 0
    with GitHttpServer(root, port=port).running():
        yield
