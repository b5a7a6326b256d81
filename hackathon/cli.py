"""The `hackathon` program: everything `make run` does, part by part, and every package's own commands."""

import os
import signal
import sys
import threading
from pathlib import Path

import click

from hackathon import floors
from hackathon.core.config import LOOPBACK, Settings
from hackathon.core.migrations import is_current
from hackathon.core.migrations import migrate as migrate_schema
from hackathon.demo.build import build_demo, has_world
from hackathon.demo.serve import serve_demo_repositories
from hackathon.schedule import keep_time
from hackathon.supervisor import Supervisor, alone_in, keep_queue, queue_address, wait_for_port, wait_for_queue
from hackathon.toolbox import Toolbox
from hackathon.worker import work

ROOT = Path(__file__).parent.parent


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """Datathons inside an organization, and what comes after."""
    context.obj = Toolbox.of(Settings.from_env(os.environ))


@main.command()
@click.pass_obj
def run(toolbox: Toolbox) -> None:
    """Serve everything from one command: queue, schema, demo, web, worker and schedule."""
    settings = toolbox.settings
    stopped = _stop_event()
    with alone_in(settings.data_dir):
        redis_url = settings.redis_url or queue_address(settings.data_dir)
        supervisor = Supervisor({**os.environ, "HACKATHON_REDIS_URL": redis_url})
        try:
            _start_parts(toolbox, supervisor)
            if wait_for_port(settings.host, settings.port, stopped):
                _say_where(settings)
            supervisor.watch(stopped)
        finally:
            supervisor.stop()


def _start_parts(toolbox: Toolbox, supervisor: Supervisor) -> None:
    settings = toolbox.settings
    if settings.redis_url is None:
        supervisor.start("queue")
        wait_for_queue(settings.data_dir)
    if settings.demo:
        supervisor.start("demo-git")
    prepare(toolbox)
    for name in ("web", "worker", "schedule"):
        supervisor.start(name)


@main.command()
@click.pass_obj
def queue(toolbox: Toolbox) -> None:
    """Run the embedded queue, for installations without a Valkey of their own."""
    keep_queue(toolbox.settings.data_dir, _stop_event())


@main.command()
@click.pass_obj
def web(toolbox: Toolbox) -> None:
    """Serve pages with gunicorn; further gunicorn settings come from GUNICORN_CMD_ARGS."""
    settings = toolbox.settings
    os.chdir(ROOT)
    arguments = [
        *("--bind", f"{settings.host}:{settings.port}"),
        *("--worker-class", "gthread"),
        *("--workers", str(settings.web_workers), "--threads", str(settings.web_threads)),
        *("--graceful-timeout", "3", "--timeout", "120", "--log-level", "warning"),
        "wsgi:application",
    ]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments])  # noqa: S606 - becomes the server


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
    keep_time(toolbox, _stop_event())


@main.command()
@click.pass_obj
def migrate(toolbox: Toolbox) -> None:
    """Bring the database to the newest schema."""
    with toolbox.engine.begin() as connection:
        migrate_schema(connection)
        click.echo("The schema is current." if is_current(connection) else "The schema is not current.")


@main.command()
@click.pass_obj
def demo(toolbox: Toolbox) -> None:
    """Fill an empty database with the demo's world."""
    prepare(toolbox)


@main.command("demo-git")
@click.pass_obj
def demo_git(toolbox: Toolbox) -> None:
    """Serve the demo's repositories on loopback."""
    serve_demo_repositories(toolbox.settings, _stop_event())


def prepare(toolbox: Toolbox) -> None:
    """Migrate, and build the demo where it is wanted and there is nothing yet."""
    with toolbox.engine.begin() as connection:
        migrate_schema(connection)
    if toolbox.settings.demo and not has_world(toolbox):
        click.echo("Building the demo …")
        build_demo(toolbox)


def _stop_event() -> threading.Event:
    """Return an event that Ctrl-C and SIGTERM set."""
    stopped = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_signal: stopped.set())
    return stopped


def _say_where(settings: Settings) -> None:
    click.echo(f"{settings.site_name} listens on http://{settings.host}:{settings.port}")
    if settings.host not in LOOPBACK and not settings.is_https:
        click.echo("Warning: plain http beyond this machine; passwords travel unencrypted.", err=True)
    if settings.demo:
        click.echo("Demo: sign in with one click in the bar, or as organizer@demo.example / datathon-demo")


for command in floors.commands():
    main.add_command(command)
