"""The schedule: starts each period's work once however many schedules run, and pokes what was lost."""

import os
import secrets
import socket
import threading

import structlog
from sqlalchemy.exc import SQLAlchemyError

from hackathon.core.actors import system
from hackathon.core.jobs import Periodic, due_jobs, lead, start_period
from hackathon.toolbox import Toolbox

log = structlog.get_logger()
PAUSE = 5.0
BACKLOG = 200


def keep_time(toolbox: Toolbox, stopped: threading.Event) -> None:
    """Turn until stopped; a database that is away is waited for."""
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    while not stopped.is_set():
        try:
            turn(toolbox, holder)
        except SQLAlchemyError as trouble:
            log.warning("schedule waits for the database", trouble=str(trouble))
        stopped.wait(PAUSE)


def turn(toolbox: Toolbox, holder: str) -> bool:
    """Start what is due, if this schedule leads; tell whether it does."""
    with toolbox.working(system("schedule")) as work:
        leads = lead(work.session, "schedule", holder, now=work.now)
    if leads:
        for periodic in toolbox.contributions.periodic:
            _start(toolbox, periodic)
        _poke_what_waits(toolbox)
    return leads


def _start(toolbox: Toolbox, periodic: Periodic) -> None:
    with toolbox.working(system("schedule")) as work:
        if start_period(work.session, periodic, work.now):
            work.request_job(periodic.name, 0)


def _poke_what_waits(toolbox: Toolbox) -> None:
    """Poke again for every job that is due and free: its first poke may have been lost with the queue or a worker."""
    with toolbox.new_session() as session:
        waiting = due_jobs(session, toolbox.clock())
    if toolbox.queue.length() < BACKLOG:
        for job_id in waiting:
            toolbox.queue.poke("job", job_id)
