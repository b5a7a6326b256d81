"""The `hackathon` program: everything `make run` does, part by part, and every package's own commands."""

import os
import sys
import threading
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import click
from gunicorn.app.wsgiapp import run as run_gunicorn

from hackathon import floors
from hackathon.core.config import LOOPBACK, Settings, WrongSetting
from hackathon.core.logs import configure_logs
from hackathon.core.migrations import is_current, migrate_database
from hackathon.demo.build import build_demo, has_world
from hackathon.demo.people import sign_in_hint
from hackathon.demo.serve import serve_demo_repositories
from hackathon.family import stop_event
from hackathon.schedule import keep_time
from hackathon.supervisor import (
    Supervisor,
    accepts,
    alone_in,
    keep_queue,
    queue_address,
    require_port,
    wait_for_queue,
)
from hackathon.toolbox import Toolbox
from hackathon.worker import work

ROOT = Path(__file__).parent.parent


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """Datathons inside an organization, and what comes after."""
    configure_logs()
    context.obj = Toolbox.of(Settings.from_env(os.environ))


@main.command()
@click.pass_obj
def run(toolbox: Toolbox) -> None:
    """Serve everything from one command: queue, schema, demo, web, worker and schedule."""
    settings = toolbox.settings
    stopped = stop_event()
    with alone_in(settings.data_dir):
        _require_ports(settings)
        redis_url = settings.redis_url or queue_address(settings.data_dir)
        supervisor = Supervisor({**os.environ, "HACKATHON_REDIS_URL": redis_url})
        try:
            _start_parts(toolbox, supervisor, stopped)
            supervisor.watch(stopped, until=partial(accepts, settings.host, settings.port))
            if not stopped.is_set():
                _say_where(settings)
            supervisor.watch(stopped)
        finally:
            supervisor.stop()


def _require_ports(settings: Settings) -> None:
    require_port(settings.host, settings.port, why="the web")
    if settings.demo:
        _require_demo_port(settings)


def _require_demo_port(settings: Settings) -> None:
    require_port("127.0.0.1", urlsplit(settings.demo_git_origin).port or 0, why="the demo's git server")


def _start_parts(toolbox: Toolbox, supervisor: Supervisor, stopped: threading.Event) -> None:
    """Start one after the other what the next one needs; a stop is noticed between and within the steps."""
    settings = toolbox.settings
    if settings.redis_url is None:
        supervisor.start("queue")
        if not wait_for_queue(settings.data_dir, stopped):
            return
    if settings.demo:
        supervisor.start("demo-git")
    if _is_prepared(toolbox) or supervisor.complete("demo" if settings.demo else "migrate", stopped):
        for name in ("web", "worker", "schedule"):
            supervisor.start(name)


def _is_prepared(toolbox: Toolbox) -> bool:
    with toolbox.engine.connect() as connection:
        migrated = is_current(connection)
    return migrated and (not toolbox.settings.demo or has_world(toolbox))


@main.command()
@click.pass_obj
def queue(toolbox: Toolbox) -> None:
    """Run the embedded queue, for installations without a Valkey of their own."""
    keep_queue(toolbox.settings.data_dir, stop_event())


@main.command()
@click.pass_obj
def web(toolbox: Toolbox) -> None:
    """Serve pages with gunicorn; further gunicorn settings come from GUNICORN_CMD_ARGS."""
    settings = toolbox.settings
    require_port(settings.host, settings.port, why="the web")
    os.chdir(ROOT)
    os.environ["HACKATHON_DATA_DIR"] = str(settings.data_dir)  # which a relative one would not be from there
    # Here, and not in a new program: what is imported already is shared by all of gunicorn's workers.
    sys.argv = [
        "gunicorn",
        *("--bind", f"{settings.host}:{settings.port}"),
        *("--worker-class", "gthread"),
        *("--workers", str(settings.web_workers), "--threads", str(settings.web_threads)),
        *("--graceful-timeout", "3", "--timeout", "120", "--log-level", "warning"),
        "wsgi:application",
    ]
    run_gunicorn()


@main.command()
@click.option("--burst", is_flag=True, help="End when nothing waits any more.")
@click.pass_obj
def worker(toolbox: Toolbox, *, burst: bool) -> None:
    """Work off background jobs."""
    work(toolbox, burst=burst)


@main.command()
@click.pass_obj
def schedule(toolbox: Toolbox) -> None:
    """Start periodic work and find what was lost; any number may run, one leads."""
    keep_time(toolbox, stop_event())


@main.command()
@click.pass_obj
def migrate(toolbox: Toolbox) -> None:
    """Bring the database to the newest schema."""
    migrate_database(toolbox.engine)
    click.echo("The schema is current.")


@main.command()
@click.pass_obj
def demo(toolbox: Toolbox) -> None:
    """Fill an empty database with the demo's world."""
    if not toolbox.settings.demo:
        raise WrongSetting("HACKATHON_DEMO", "the demo is switched off here; set it to 1 to build its world")
    migrate_database(toolbox.engine)
    if has_world(toolbox):
        click.echo("There is a world already.")
    else:
        click.echo("Building the demo …")
        build_demo(toolbox)


@main.command("demo-git")
@click.pass_obj
def demo_git(toolbox: Toolbox) -> None:
    """Serve the demo's repositories on loopback."""
    _require_demo_port(toolbox.settings)
    serve_demo_repositories(toolbox.settings, stop_event())


def _say_where(settings: Settings) -> None:
    click.echo(f"{settings.site_name} listens on http://{settings.host}:{settings.port}")
    if settings.host not in LOOPBACK and not settings.is_https:
        click.echo("Warning: plain http beyond this machine; passwords travel unencrypted.", err=True)
    if settings.demo:
        click.echo(sign_in_hint())


for command in floors.commands():
    main.add_command(command)
