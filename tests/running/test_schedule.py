"""Several schedules: one leads, each period starts once, and what was lost is poked again."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event

from sqlalchemy import func, select

from hackathon.core.actors import system
from hackathon.core.install import SWEEP
from hackathon.core.jobs import LEASE, Job, Leadership, PeriodStarted, lead
from hackathon.schedule import LEADERSHIP, keep_time, turn
from tests.clocks import StandingClock
from tests.running.bells import JOB
from tests.running.conftest import Place

SCHEDULES = 6


def test_turns_of_several_schedules_start_a_period_once(place: Place, clock: StandingClock) -> None:
    toolbox, ready = replace(place.toolbox, clock=clock), Barrier(SCHEDULES)

    def take_turn(number: int) -> bool:
        ready.wait()
        return turn(toolbox, f"schedule-{number}")

    with ThreadPoolExecutor(SCHEDULES) as pool:
        leads = list(pool.map(take_turn, range(SCHEDULES)))

    assert leads.count(True) == 1
    assert place.look(lambda s: s.scalar(select(func.count(Job.id)).where(Job.name == SWEEP))) == 1
    assert place.look(lambda s: s.scalar(select(func.count()).where(PeriodStarted.name == SWEEP))) == 1


def test_turn_after_the_leaders_lease_ran_out_takes_over(place: Place, clock: StandingClock) -> None:
    toolbox = replace(place.toolbox, clock=clock)

    first, early = turn(toolbox, "first"), turn(toolbox, "second")
    clock.at += LEASE
    still = turn(toolbox, "second")
    clock.advance(seconds=1)

    assert [first, early, still, turn(toolbox, "second"), turn(toolbox, "first")] == [True, False, False, True, False]


def test_turn_pokes_for_jobs_whose_pokes_were_lost_and_not_again_while_they_wait(
    place: Place, clock: StandingClock
) -> None:
    toolbox = replace(place.toolbox, clock=clock)
    turn(toolbox, "first")
    with toolbox.working(system("tests")) as work:
        work.request_job(JOB, 1)
    assert toolbox.queue.redis
    toolbox.queue.redis.flushall()

    lengths = []
    for _time in range(3):
        turn(toolbox, "first")
        lengths.append(toolbox.queue.length())

    waiting = place.look(lambda s: s.scalar(select(func.count(Job.id))))
    assert lengths == [waiting] * 3


def test_keep_time_that_is_stopped_lets_another_lead_at_once(place: Place) -> None:
    stopped = Event()
    stopped.set()
    keep_time(place.toolbox, stopped)
    with place.toolbox.working(system("tests")) as work:
        assert lead(work.session, LEADERSHIP, "gone:1:a", now=work.now)

    keep_time(place.toolbox, stopped)

    assert place.look(lambda s: [row.holder for row in s.scalars(select(Leadership))]) == ["gone:1:a"]
