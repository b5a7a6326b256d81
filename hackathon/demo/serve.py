"""Serves the demo's repositories on their one loopback origin."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import urlsplit

from hackathon.core.config import Settings
from hackathon.demo.git_server import GitHttpServer

PATIENCE = 0.5


def serve_demo_repositories(settings: Settings, stopped: threading.Event) -> None:
    """Serve until the demo ends; while a build serves them itself, wait for it to end.

    Returns only when stopped: the supervisor starts again what ends by itself.
    """
    while settings.has_demo and not stopped.is_set():
        with ExitStack() as stack:
            try:
                stack.enter_context(_served(settings))
            except OSError:
                stopped.wait(PATIENCE)
            else:
                _wait_for_the_end(settings, stopped)
    stopped.wait()


def _wait_for_the_end(settings: Settings, stopped: threading.Event) -> None:
    while settings.has_demo and not stopped.wait(PATIENCE):
        pass


@contextmanager
def served_meanwhile(settings: Settings) -> Iterator[None]:
    """Serve for as long as the block runs, unless they are served already."""
    with ExitStack() as stack:
        with suppress(OSError):
            stack.enter_context(_served(settings))
        yield


@contextmanager
def _served(settings: Settings) -> Iterator[None]:
    root = settings.demo_repositories
    root.mkdir(parents=True, exist_ok=True)
    port = urlsplit(settings.demo_git_origin).port or 0
    with GitHttpServer(root, port=port).running():
        yield
