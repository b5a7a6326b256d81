"""Lets many captains hand in at the same moment, from threads of several processes, each on its own connection."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from hackathon import floors
from hackathon.core.contributions import Contributions
from hackathon.core.decisions import Refusal
from hackathon.core.work import unit_of_work
from hackathon.people.accounts.queries import actor_of
from hackathon.projects.submissions.commands import submit_project
from tests.installation import make_settings
from tests.live import opened

HANDED_IN = "handed in"
PROCESSES = 2
PATIENCE = 100
WAITED = timedelta(seconds=20)
"""How long after its request arrived each unit of work begins: the database was busy."""
_STARTS: list[Barrier] = []
"""In a process of the storm: where everybody waits for everybody else."""


class Attempt(NamedTuple):
    """Who hands in which project, and when the request arrived."""

    account_id: int
    project_id: int
    received_at: datetime


def storm(url: str, attempts: Sequence[Attempt]) -> dict[int, str]:
    """Make all attempts at once; return what each project's captain was answered."""
    context = get_context("spawn")
    start = context.Barrier(len(attempts))
    with ProcessPoolExecutor(PROCESSES, context, initializer=_remember, initargs=(start,)) as processes:
        runs = [processes.submit(_run, url, attempts[position::PROCESSES]) for position in range(PROCESSES)]
        return {project_id: answer for run in runs for project_id, answer in run.result().items()}


def _remember(start: Barrier) -> None:
    _STARTS.append(start)


def _run(url: str, attempts: Sequence[Attempt]) -> dict[int, str]:
    register = floors.contributions(make_settings(Path(), url))
    with opened(url) as engine, ThreadPoolExecutor(len(attempts)) as threads:
        answers = threads.map(lambda attempt: _try(engine, register, attempt), attempts)
        return {attempt.project_id: answer for attempt, answer in zip(attempts, answers, strict=True)}


def _try(engine: Engine, register: Contributions, attempt: Attempt) -> str:
    with Session(engine) as session:
        actor = actor_of(session, attempt.account_id, register)
    assert actor is not None
    _STARTS[0].wait(PATIENCE)
    with Session(engine, info={"contributions": register}) as session:
        try:
            now = attempt.received_at + WAITED
            with unit_of_work(session, actor, now, received_at=attempt.received_at) as work:
                submit_project(work, attempt.project_id)
        except Refusal as refusal:
            return refusal.sentence
    return HANDED_IN
