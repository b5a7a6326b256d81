"""`hackathon demo-git`: the demo's repositories on loopback."""

from urllib.parse import urlsplit

import click

from hackathon.core.config import Settings
from hackathon.demo.serve import serve_demo_repositories
from hackathon.family import stop_event
from hackathon.ports import require_port
from hackathon.program.opening import pass_settings


@click.command("demo-git")
@pass_settings
def demo_git(settings: Settings) -> None:
    """Serve the demo's repositories on loopback."""
    require_demo_port(settings)
    serve_demo_repositories(settings, stop_event())


def require_demo_port(settings: Settings) -> None:
    """Raise `WrongSetting` when the demo's git server could not listen."""
    require_port("127.0.0.1", urlsplit(settings.demo_git_origin).port or 0, why="the demo's git server")
