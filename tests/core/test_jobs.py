"""Jobs: one row for each name and subject, claimed by one worker at a time, tried again, given up."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from hackathon.core.jobs import (
    LEASE,
    Job,
    JobContext,
    JobQueue,
    Periodic,
    PeriodStarted,
    RetryLater,
    back_off,
    due_jobs,
    lead,
    report_progress,
    request_job,
    run_job,
    start_period,
    step_down,
)
from tests.clocks import NOON, StandingClock
from tests.core import plays

THREADS = 12
Answer = TypeVar("Answer")


@pytest.fixture
def context(jobs: JobContext) -> Iterator[JobContext]:
    """Give a context that knows one kind of job, which does nothing until a test wants more."""
    yield replace(jobs, specs=plays.SPECS)
    plays.wanted.clear()


def want(act: Callable[[JobContext, int], None]) -> None:
    plays.wanted[:] = [act]


def ask(context: JobContext, subject_id: int = 1, *, after: datetime | None = None) -> int:
    """Request a job and commit."""
    job_id = request_job(context.session, "play", subject_id, now=context.clock(), by=None, after=after).id
    context.session.commit()
    return job_id


def seen(context: JobContext, job_id: int) -> Job:
    """Load a job afresh."""
    context.session.rollback()
    return context.session.get_one(Job, job_id, populate_existing=True)


def fail(_context: JobContext, _subject_id: int) -> None:
    raise ValueError("out of ink")


def test_request_of_what_waits_already_is_the_same_row_due_at_the_earlier_time(context: JobContext) -> None:
    later = ask(context, after=NOON + timedelta(hours=1))

    sooner = ask(context)

    assert sooner == later
    assert seen(context, sooner).run_after == NOON
    assert ask(context, subject_id=2) != sooner


def test_request_of_finished_work_is_a_new_row(context: JobContext) -> None:
    first = ask(context)
    run_job(context, first)

    assert ask(context) != first


def test_request_while_the_work_is_done_lets_it_run_once_more(context: JobContext) -> None:
    job_id = ask(context)

    def ask_once(context: JobContext, _subject_id: int) -> None:
        plays.wanted.clear()
        ask(context)

    want(ask_once)
    run_job(context, job_id)
    after_first = seen(context, job_id).done_at
    run_job(context, job_id)

    assert after_first is None
    assert seen(context, job_id).done_at == NOON
    assert due_jobs(context.session, NOON) == []


def test_request_during_a_last_attempt_that_fails_has_attempts_of_its_own(context: JobContext) -> None:
    job_id = ask(context)
    context.session.execute(update(Job).values(attempts=2))
    context.session.commit()

    def ask_and_fail(context: JobContext, _subject_id: int) -> None:
        ask(context)
        raise ValueError("out of ink")

    want(ask_and_fail)
    run_job(context, job_id)

    job = seen(context, job_id)
    assert (job.attempts, job.again, job.failed_at, job.run_after) == (0, False, None, NOON)


def test_run_of_a_job_that_is_not_due_does_nothing(context: JobContext) -> None:
    job_id = ask(context, after=NOON + timedelta(seconds=1))

    assert [run_job(context, job_id), due_jobs(context.session, NOON), seen(context, job_id).attempts] == [False, [], 0]


@pytest.mark.parametrize(
    ("trouble", "error"), [(ValueError("out of ink"), "ValueError: out of ink"), (RetryLater("closed"), "closed")]
)
def test_run_that_fails_is_tried_again_after_its_back_off(
    context: JobContext, clock: StandingClock, trouble: Exception, error: str
) -> None:
    def fail(_context: JobContext, _subject_id: int) -> None:
        raise trouble

    want(fail)
    job_id = ask(context)

    run_job(context, job_id)

    job = seen(context, job_id)
    assert (job.error, job.attempts, job.lease, job.run_after) == (error, 1, None, NOON + timedelta(seconds=5))
    assert not run_job(context, job_id)
    clock.advance(seconds=5)
    plays.wanted.clear()
    assert run_job(context, job_id)
    assert (seen(context, job_id).error, seen(context, job_id).done_at) == (None, clock())


def test_run_that_keeps_failing_is_given_up(context: JobContext, clock: StandingClock) -> None:
    want(fail)
    job_id = ask(context)

    ran = []
    for _time in range(5):
        ran.append(run_job(context, job_id))
        clock.advance(hours=2)

    assert ran == [True, True, True, False, False]
    assert seen(context, job_id).failed_at is not None
    assert due_jobs(context.session, clock()) == []


def test_run_of_a_job_whose_workers_all_died_gives_it_up(context: JobContext, clock: StandingClock) -> None:
    want(fail)
    job_id = ask(context)
    context.session.execute(update(Job).values(attempts=3, lease="dead", leased_until=NOON))
    context.session.commit()
    clock.advance(seconds=1)

    run_job(context, job_id)

    assert (seen(context, job_id).error, seen(context, job_id).failed_at) == ("its worker died every time", clock())


def test_run_of_a_kind_nobody_knows_is_kept_for_a_version_that_does(context: JobContext) -> None:
    job_id = ask(context)

    run_job(replace(context, specs={}), job_id)

    job = seen(context, job_id)
    assert (job.lease, job.error) == (None, "this version does not know this kind of job")
    assert job.run_after > NOON


def test_run_of_a_leased_job_waits_for_the_leases_end(context: JobContext, clock: StandingClock) -> None:
    job_id = ask(context)
    context.session.execute(update(Job).values(attempts=1, lease="other", leased_until=NOON + LEASE))
    context.session.commit()

    early = run_job(context, job_id)
    clock.at = NOON + LEASE + timedelta(seconds=1)

    assert [early, run_job(context, job_id)] == [False, True]
    assert (seen(context, job_id).done_at, seen(context, job_id).attempts) == (clock(), 2)


def test_end_of_a_job_that_was_taken_over_is_left_to_the_new_owner(context: JobContext) -> None:
    job_id = ask(context)

    def lose_lease(context: JobContext, _subject_id: int) -> None:
        context.session.execute(update(Job).values(lease="other"))
        context.session.commit()

    want(lose_lease)
    run_job(context, job_id)

    assert (seen(context, job_id).lease, seen(context, job_id).done_at) == ("other", None)


def test_progress_is_shown_while_the_job_runs(context: JobContext) -> None:
    job_id = ask(context)
    want(lambda context, subject_id: report_progress(context, "play", subject_id, "half of it" * 30))

    run_job(context, job_id)

    assert seen(context, job_id).progress == ("half of it" * 30)[:200]


def test_back_off_grows_to_an_hour() -> None:
    assert [back_off(attempts).seconds for attempts in range(8)] == [5, 5, 20, 80, 320, 1280, 3600, 3600]


def test_poke_without_a_queue_or_with_one_that_is_away_is_no_failure() -> None:
    for queue in (JobQueue(None), JobQueue("unix:///nowhere/valkey.sock")):
        assert (queue.poke("job", 1), queue.is_up(), queue.length()) == (False, False, 0)


# ------------------------------------------------------------------ several at once, on databases of their own


def at_once(engine: Engine, act: Callable[[Session, int], Answer]) -> list[Answer]:
    """Let many threads do the same in sessions of their own at the same moment."""
    ready = Barrier(THREADS)

    def take_part(number: int) -> Answer:
        with Session(engine) as session:
            ready.wait()
            session.connection(execution_options={"immediate": True})
            answer = act(session, number)
            session.commit()
            return answer

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(take_part, range(THREADS)))


def test_requests_at_once_give_one_row(live_engine: Engine) -> None:
    ids = at_once(live_engine, lambda session, _: request_job(session, "play", 1, now=NOON, by=None).id)

    with Session(live_engine) as session:
        assert session.scalar(select(func.count(Job.id))) == 1
    assert len(set(ids)) == 1


def test_claims_at_once_let_one_thread_run_the_job(live_engine: Engine, context: JobContext) -> None:
    ran: list[int] = []
    want(lambda _context, subject_id: ran.append(subject_id))
    with Session(live_engine) as session:
        job_id = request_job(session, "play", 5, now=NOON, by=None).id
        session.commit()

    def run(session: Session, _number: int) -> bool:
        return run_job(replace(context, session=session, new_session=lambda: Session(live_engine)), job_id)

    answers = at_once(live_engine, run)

    assert sorted(answers) == [False] * (THREADS - 1) + [True]
    assert ran == [5]


def test_heartbeat_keeps_the_lease_of_a_long_job(
    live_engine: Engine, context: JobContext, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hackathon.core.jobs.HEARTBEAT", 0.01)
    renewed: list[bool] = []

    def outlast_the_lease(context: JobContext, _subject_id: int) -> None:
        clock.at = NOON + LEASE * 2
        deadline = 600
        with context.new_session() as session:
            while not renewed and deadline:
                renewed[:] = [True] * (session.scalar(select(Job.leased_until)) == clock() + LEASE)
                session.rollback()
                deadline -= 1

    want(outlast_the_lease)
    with Session(live_engine) as session:
        job_id = request_job(session, "play", 5, now=NOON, by=None).id
        session.commit()

        run_job(replace(context, session=session, new_session=lambda: Session(live_engine)), job_id)

    assert renewed == [True]


def test_lead_of_several_at_once_is_one(live_engine: Engine) -> None:
    leads = at_once(live_engine, lambda session, number: lead(session, "clock", f"holder-{number}", now=NOON))

    assert sorted(leads) == [False] * (THREADS - 1) + [True]


def test_lead_passes_on_after_its_end_or_when_given_up(live_engine: Engine) -> None:
    with Session(live_engine) as session:
        first = lead(session, "clock", "a", now=NOON)
        second = lead(session, "clock", "b", now=NOON + LEASE)
        renewed = lead(session, "clock", "a", now=NOON + LEASE)
        taken = lead(session, "clock", "b", now=NOON + LEASE * 2 + timedelta(seconds=1))
        step_down(session, "clock", "a")
        kept = lead(session, "clock", "a", now=NOON + LEASE * 2)
        step_down(session, "clock", "b")
        handed_over = lead(session, "clock", "a", now=NOON + LEASE * 2)

    assert [first, second, renewed, taken, kept, handed_over] == [True, False, True, True, False, True]


def test_period_of_several_at_once_is_started_once_and_only_the_last_is_kept(live_engine: Engine) -> None:
    sweep = Periodic("sweep", 60)

    started = [
        at_once(live_engine, lambda session, _, at=at: start_period(session, sweep, at))  # type: ignore[misc]
        for at in (NOON, NOON + timedelta(seconds=59), NOON + timedelta(seconds=60))
    ]

    assert [each.count(True) for each in started] == [1, 0, 1]
    with Session(live_engine) as session:
        assert [row.at for row in session.scalars(select(PeriodStarted))] == [NOON + timedelta(seconds=60)]
