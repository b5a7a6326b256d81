"""Nothing committed is lost and nothing is done twice, whoever is killed and when."""

import signal

import pytest
from sqlalchemy import func, select

from hackathon.core.actors import system
from hackathon.core.facts import Delivery, FactRow
from hackathon.core.jobs import Job
from hackathon.core.mail import Mail
from tests.running.bells import JOB, BellRung
from tests.running.conftest import Place
from tests.running.programs import Valkey, family_of, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


def ring(place: Place, times: int) -> list[int]:
    """Commit so many facts of one stream, one after the other."""
    facts = []
    for _time in range(times):
        with place.toolbox.working(system("tests")) as work:
            facts.append(work.record(BellRung(subject_id=7)).id)
    return facts


def effects_of(facts: list[int]) -> list[str]:
    """List what both reactions leave when each happened once."""
    return sorted([*(f"heard {fact}" for fact in facts), *(f"answered {fact}" for fact in facts)])


def test_worker_killed_within_a_reaction_leaves_each_effect_exactly_once(place: Place) -> None:
    place.hold("hear")
    facts = ring(place, 3)
    place.start("schedule")
    first = place.start("worker")
    place.wait_until_reached("hear")
    children = family_of(first.process.pid)

    first.kill()
    until(lambda: not any(child.lives() for child in children), why="the worker's child outlived it")
    place.release("hear")
    place.start("worker")

    until(lambda: place.said() == effects_of(facts), seconds=150)
    assert place.look(lambda s: s.scalar(select(func.count(Delivery.id)).where(Delivery.done_at.is_(None)))) == 0
    assert place.look(lambda s: s.scalar(select(func.count(Mail.id)))) == 3


def test_worker_killed_within_a_job_is_followed_by_one_that_ends_it(place: Place) -> None:
    place.hold("strike")
    with place.toolbox.working(system("tests")) as work:
        work.request_job(JOB, 3)
    place.start("schedule")
    first = place.start("worker")
    place.wait_until_reached("strike")

    first.kill()
    place.release("strike")
    place.start("worker")

    # The lease of half a minute, a turn of the schedule, and the start of a worker.
    until(lambda: place.look(lambda s: s.scalar(select(Job.done_at).where(Job.name == JOB))), seconds=120)
    assert place.said() == ["struck 3"]
    assert place.look(lambda s: [(j.attempts, j.lease) for j in s.scalars(select(Job).where(Job.name == JOB))]) == [
        (2, None)
    ]


def test_queue_killed_between_commit_and_poke_delays_and_loses_nothing(place: Place, queue: Valkey) -> None:
    place.start("worker")
    place.start("schedule")
    queue.kill()

    facts = ring(place, 2)
    with place.toolbox.working(system("tests")) as work:
        work.request_job(JOB, 3)
    queue.start()

    until(lambda: place.said() == sorted([*effects_of(facts), "struck 3"]), seconds=200)
    assert place.look(lambda s: s.scalar(select(func.count(FactRow.id)))) == 2


def test_worker_told_to_stop_ends_its_job_first(place: Place) -> None:
    place.hold("strike")
    with place.toolbox.working(system("tests")) as work:
        work.request_job(JOB, 3)
    worker = place.start("worker")
    place.wait_until_reached("strike")

    worker.signal(signal.SIGTERM)
    place.release("strike")

    assert worker.ended_with() == 0
    assert place.said() == ["struck 3"]
