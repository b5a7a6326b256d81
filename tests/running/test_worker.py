"""A real forked worker on a real queue does what pokes ask for."""

import pytest
from sqlalchemy import select

from hackathon.core.actors import system
from hackathon.core.facts import Delivery
from hackathon.core.jobs import Job
from tests.running.bells import JOB, BellRung
from tests.running.conftest import Place


def test_worker_poked_after_a_commit_delivers_and_runs_the_job(place: Place) -> None:
    with place.toolbox.working(system("tests")) as work:
        fact = work.record(BellRung(subject_id=7)).id
        work.request_job(JOB, 3)

    ended = place.start("burst").ended_with()

    assert ended == 0
    assert place.said() == [f"answered {fact}", f"heard {fact}", "struck 3"]
    assert place.look(lambda s: [d.done_at is not None for d in s.scalars(select(Delivery))]) == [True, True]
    assert place.look(lambda s: [(j.done_at is not None, j.lease, j.error) for j in s.scalars(select(Job))]) == [
        (True, None, None)
    ]


@pytest.mark.slow
def test_worker_given_a_poke_for_finished_work_changes_nothing(place: Place) -> None:
    with place.toolbox.working(system("tests")) as work:
        job_id = work.request_job(JOB, 3).id
    place.start("burst").ended_with()
    before = place.look(lambda s: [(j.done_at, j.attempts) for j in s.scalars(select(Job))])
    place.toolbox.queue.poke("job", job_id)

    place.start("burst").ended_with()

    assert place.look(lambda s: [(j.done_at, j.attempts) for j in s.scalars(select(Job))]) == before
    assert place.toolbox.queue.length() == 0


def test_worker_without_an_address_of_a_queue_says_which_setting_it_needs(place: Place) -> None:
    program = place.run("hackathon", "worker", HACKATHON_REDIS_URL="")

    assert program.ended_with() == 1
    assert program.said() == "HACKATHON_REDIS_URL: a worker needs the address of the queue\n"
