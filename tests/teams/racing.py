"""Lets many people do something about teams at the same moment, each on a connection of their own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier as BarrierOfProcesses
from pathlib import Path
from threading import Barrier
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from hackathon import floors
from hackathon.core.contributions import Contributions
from hackathon.core.decisions import Refusal
from hackathon.core.work import Work, unit_of_work
from hackathon.people.accounts.queries import actor_of
from tests.installation import make_settings
from tests.live import opened

DONE = "done"
PROCESSES = 2
PATIENCE = 100
Command = Callable[[Work, int], object]
Start = Callable[[float], object]
"""Waits until everybody is there."""
_STARTS: list[Start] = []


class Attempt(NamedTuple):
    """Who tries what with which team, request or invitation; the command is found by its name in another process."""

    account_id: int
    command: Command
    row_id: int


def race_of_processes(url: str, attempts: Sequence[Attempt], at: datetime) -> list[str]:
    """Make all attempts at once, in threads of several processes; return what each was answered, by process."""
    context = get_context("spawn")
    everybody = context.Barrier(len(attempts))
    with ProcessPoolExecutor(PROCESSES, context, initializer=_remember, initargs=(everybody,)) as processes:
        runs = [processes.submit(_run, url, attempts[position::PROCESSES], at) for position in range(PROCESSES)]
        return [answer for run in runs for answer in run.result()]


def race_of_threads(engine: Engine, attempts: Sequence[Attempt], at: datetime) -> list[str]:
    """Make all attempts at once, in threads of this process."""
    return _race(engine, attempts, at, Barrier(len(attempts)).wait)


def _remember(everybody: BarrierOfProcesses) -> None:
    _STARTS.append(everybody.wait)


def _run(url: str, attempts: Sequence[Attempt], at: datetime) -> list[str]:
    with opened(url) as engine:
        return _race(engine, attempts, at, _STARTS[0])


def _race(engine: Engine, attempts: Sequence[Attempt], at: datetime, start: Start) -> list[str]:
    register = floors.contributions(make_settings(Path(), str(engine.url)))
    with ThreadPoolExecutor(len(attempts)) as threads:
        return list(threads.map(lambda attempt: _try(engine, register, attempt, at, start), attempts))


def _try(engine: Engine, register: Contributions, attempt: Attempt, at: datetime, start: Start) -> str:
    with Session(engine, info={"contributions": register}) as session:
        actor = actor_of(session, attempt.account_id, register)
        assert actor is not None
        session.rollback()
        start(PATIENCE)
        try:
            with unit_of_work(session, actor, at) as work:
                attempt.command(work, attempt.row_id)
        except Refusal as refusal:
            return f"{type(refusal).__name__}: {refusal.sentence}"
        return DONE
