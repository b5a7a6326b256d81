"""Serves the demo's repositories on their one loopback origin."""

import threading
from urllib.parse import urlsplit

from hackathon.core.config import Settings
from hackathon.demo.git_server import GitHttpServer


def serve_demo_repositories(settings: Settings, stopped: threading.Event) -> None:
    """Serve until stopped, on the port after the web's own."""
    root = settings.data_dir / "demo-repositories"
    root.mkdir(parents=True, exist_ok=True)
    port = urlsplit(settings.demo_git_origin).port or 0
    with GitHttpServer(root, port=port).running():
        stopped.wait()
