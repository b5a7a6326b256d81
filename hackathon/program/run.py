"""`hackathon run`: starts the parts in their order and watches them."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import click
from sqlalchemy import Boolean, Connection, column, exists, literal, select, table

from hackathon.core.config import LOOPBACK, Settings
from hackathon.core.db import open_engine
from hackathon.core.migrations import is_current
from hackathon.demo.sign_in import sign_in_hint
from hackathon.family import stop_event
from hackathon.people.organization.rules import setup_code
from hackathon.ports import accepts, require_port
from hackathon.program.demo_git import require_demo_port
from hackathon.program.opening import pass_settings
from hackathon.queue_socket import queue_address, wait_for_queue
from hackathon.supervisor import Supervisor
from hackathon.turns import alone_in

# By name: the tables' modules would take long to import for a program that only starts others.
_HAS_PEOPLE = exists(select(literal(1)).select_from(table("accounts")))
_HAS_STARTED = exists(select(literal(1)).select_from(table("organization")).where(~column("is_demo", Boolean)))


@click.command()
@pass_settings
def run(settings: Settings) -> None:
    """Serve everything from one command: queue, schema, demo, web, worker and schedule."""
    stopped = stop_event()
    with alone_in(settings.data_dir):
        _require_ports(settings)
        redis_url = settings.redis_url or queue_address(settings.data_dir)
        supervisor = Supervisor({**os.environ, "HACKATHON_REDIS_URL": redis_url})
        try:
            _start_parts(settings, supervisor, stopped)
            supervisor.watch(stopped, until=partial(accepts, settings.host, settings.port))
            if not stopped.is_set():
                _say_where(settings)
            supervisor.watch(stopped)
        finally:
            supervisor.stop()


def _require_ports(settings: Settings) -> None:
    require_port(settings.host, settings.port, why="the web")
    if settings.has_demo:
        require_demo_port(settings)


def _start_parts(settings: Settings, supervisor: Supervisor, stopped: threading.Event) -> None:
    """Start one after the other what the next one needs; a stop is noticed between and within the steps."""
    if settings.redis_url is None:
        supervisor.start("queue")
        if not wait_for_queue(settings.data_dir, stopped):
            return
    if settings.has_demo:
        supervisor.start("demo-git")
    if _is_prepared(settings) or supervisor.complete("demo" if settings.has_demo else "migrate", stopped):
        for name in ("web", "worker", "schedule"):
            supervisor.start(name)


def _is_prepared(settings: Settings) -> bool:
    with _connected(settings) as connection:
        if not is_current(connection):
            return False
        if connection.scalar(select(_HAS_STARTED)):
            # The database knows that the demo is over; the data folder, which may be another one, must know it too.
            settings.end_of_demo.touch()
        return not settings.has_demo or bool(connection.scalar(select(_HAS_PEOPLE)))


@contextmanager
def _connected(settings: Settings) -> Iterator[Connection]:
    engine = open_engine(settings.database_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _say_where(settings: Settings) -> None:
    click.echo(f"{settings.site_name} listens on http://{settings.host}:{settings.port}")
    if settings.host not in LOOPBACK and not settings.is_https:
        click.echo("Warning: plain http beyond this machine; passwords travel unencrypted.", err=True)
    if settings.has_demo:
        click.echo(sign_in_hint())
    with _connected(settings) as connection:
        if settings.has_demo or not connection.scalar(select(_HAS_PEOPLE)):
            code = setup_code(settings.secret_key)
            click.echo(f"Start for real: {settings.public_url}/start (from another machine with the setup code {code})")
