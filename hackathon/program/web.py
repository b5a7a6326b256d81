"""`hackathon web`: gunicorn, in this very process."""

import os
import sys
from pathlib import Path

import click
from gunicorn.app.wsgiapp import run as run_gunicorn

# Imported here although `wsgi` imports it again: what is imported before gunicorn forks is shared by its workers.
import hackathon.app
from hackathon.core.config import Settings
from hackathon.ports import require_port
from hackathon.program.opening import pass_settings

ROOT = Path(hackathon.app.__file__).parent.parent


@click.command()
@pass_settings
def web(settings: Settings) -> None:
    """Serve pages with gunicorn; further gunicorn settings come from GUNICORN_CMD_ARGS."""
    require_port(settings.host, settings.port, why="the web")
    os.chdir(ROOT)
    os.environ["HACKATHON_DATA_DIR"] = str(settings.data_dir)  # which a relative one would not be from there
    sys.argv = [
        "gunicorn",
        *("--bind", f"{settings.host}:{settings.port}"),
        *("--worker-class", "gthread"),
        *("--workers", str(settings.web_workers), "--threads", str(settings.web_threads)),
        *("--graceful-timeout", "3", "--timeout", "120", "--log-level", "warning", "--no-control-socket"),
        "wsgi:application",
    ]
    run_gunicorn()
