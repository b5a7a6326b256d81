"""The schedule: starts each period's work once however many schedules run, and pokes what was lost."""

import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import SQLAlchemyError

from hackathon.core.actors import system
from hackathon.core.jobs import Periodic, due_jobs, lead, start_period, step_down
from hackathon.toolbox import Toolbox

log = structlog.get_logger()
LEADERSHIP = "schedule"
PAUSE = 5.0


def keep_time(toolbox: Toolbox, stopped: threading.Event) -> None:
    """Turn until stopped, then let another lead; a database that is away is waited for."""
    holder = f"{socket.gethostname()[:32]}:{os.getpid()}:{secrets.token_hex(4)}"
    while not stopped.is_set():
        with _patience():
            turn(toolbox, holder)
        stopped.wait(PAUSE)
    with _patience(), toolbox.working(system("schedule")) as work:
        step_down(work.session, LEADERSHIP, holder)


def turn(toolbox: Toolbox, holder: str) -> bool:
    """Start what is due, if this schedule leads; tell whether it does."""
    with toolbox.working(system("schedule")) as work:
        leads = lead(work.session, LEADERSHIP, holder, now=work.now)
    if leads:
        for periodic in toolbox.contributions.periodic:
            _start(toolbox, periodic)
        _poke_what_waits(toolbox)
    return leads


@contextmanager
def _patience() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as trouble:
        log.warning("schedule waits for the database", trouble=str(trouble))


def _start(toolbox: Toolbox, periodic: Periodic) -> None:
    with toolbox.working(system("schedule")) as work:
        if start_period(work.session, periodic, work.now):
            work.request_job(periodic.name, 0)


def _poke_what_waits(toolbox: Toolbox) -> None:
    """Poke again for every job that is due and free: its first poke may have been lost with the queue or a worker."""
    with toolbox.new_session() as session:
        waiting = due_jobs(session, toolbox.clock())
    # As many pokes as jobs: a worker is behind, and nothing is lost.
    if toolbox.queue.length() < len(waiting):
        for job_id in waiting:
            if not toolbox.queue.poke("job", job_id):
                break
