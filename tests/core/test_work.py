"""The unit of work: one commit, facts with the change or not at all, reactions exactly once."""

from dataclasses import dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from hackathon.core.actors import system
from hackathon.core.contributions import Contributions
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import Delivery, Fact, FactRow, FactSubject, Happened, Reaction, Statement
from hackathon.core.i18n import lazy
from hackathon.core.jobs import JobQueue
from hackathon.core.work import Work, unit_of_work
from tests.clocks import StandingClock


@dataclass(frozen=True, kw_only=True)
class BellRung(Fact):
    """For these tests only."""

    kind = "tests.bells.rung"
    subject = "bell"
    sentence = lazy("%(actor)s rang %(bell)s")
    shows_on = ("event",)

    event_id: int
    times: int


@pytest.fixture
def ring(session: Session, clock: StandingClock) -> Session:
    """Give a session on which one reaction listens for bells."""

    def answer(work: Work, happened: Happened) -> None:
        fact = happened.fact
        assert isinstance(fact, BellRung)
        if fact.times > 2:
            raise ValueError("too loud")
        work.add(Statement.of(f"heard {fact.times}"))

    session.info["contributions"] = Contributions(reactions=[Reaction("tests.listen", (BellRung,), answer)])
    return session


def test_record_writes_fact_subjects_and_delivery_with_the_change(ring: Session, clock: StandingClock) -> None:
    with unit_of_work(ring, system("tests"), clock()) as work:
        work.record(BellRung(subject_id=7, event_id=3, times=1))

    row = ring.scalars(select(FactRow)).one()
    assert (row.kind, row.stream_kind, row.stream_id, row.payload) == (
        "tests.bells.rung",
        "bell",
        7,
        '{"event_id":3,"subject_id":7,"times":1}',
    )
    assert row.fact() == BellRung(subject_id=7, event_id=3, times=1)
    assert {(s.kind, s.subject_id) for s in ring.scalars(select(FactSubject))} == {("bell", 7), ("event", 3)}
    assert [d.reaction for d in ring.scalars(select(Delivery))] == ["tests.listen"]


def test_work_that_raises_leaves_nothing(ring: Session, clock: StandingClock) -> None:
    def ring_and_fail() -> None:
        with unit_of_work(ring, system("tests"), clock()) as work:
            work.record(BellRung(subject_id=7, event_id=3, times=1))
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        ring_and_fail()

    assert ring.scalar(select(func.count()).select_from(FactRow)) == 0


def test_delivery_happens_once_however_often_it_is_asked_for(ring: Session, clock: StandingClock) -> None:
    with unit_of_work(ring, system("tests"), clock()) as work:
        work.record(BellRung(subject_id=7, event_id=3, times=1))

    counts = [deliver_pending(ring, clock) for _ in range(3)]

    assert counts == [1, 0, 0]
    assert [s.text for s in ring.scalars(select(Statement))] == ["heard 1"]


def test_delivery_that_fails_leaves_no_effect_and_holds_back_its_own_stream_only(
    ring: Session, clock: StandingClock
) -> None:
    with unit_of_work(ring, system("tests"), clock()) as work:
        work.record(BellRung(subject_id=7, event_id=3, times=3))
        work.record(BellRung(subject_id=7, event_id=3, times=1))
        work.record(BellRung(subject_id=8, event_id=3, times=2))

    deliver_pending(ring, clock)

    assert [s.text for s in ring.scalars(select(Statement))] == ["heard 2"]
    assert [(d.attempts, d.error) for d in ring.scalars(select(Delivery)) if d.attempts] == [
        (1, "ValueError: too loud")
    ]


def test_delivery_that_keeps_failing_is_given_up_and_frees_its_stream(ring: Session, clock: StandingClock) -> None:
    with unit_of_work(ring, system("tests"), clock()) as work:
        work.record(BellRung(subject_id=7, event_id=3, times=3))
        work.record(BellRung(subject_id=7, event_id=3, times=1))

    for _ in range(9):
        deliver_pending(ring, clock)
        clock.advance(hours=2)

    assert [s.text for s in ring.scalars(select(Statement))] == ["heard 1"]
    assert [d.failed_at is not None for d in ring.scalars(select(Delivery).order_by(Delivery.fact_id))] == [
        True,
        False,
    ]


def test_work_that_pokes_a_queue_that_is_away_asks_it_once(ring: Session, clock: StandingClock) -> None:
    ring.info["queue"] = JobQueue("unix:///nowhere/valkey.sock")

    with capture_logs() as log, unit_of_work(ring, system("tests"), clock()) as work:
        work.record(BellRung(subject_id=1, event_id=2, times=1))
        work.request_new_jobs("tests.tidy", range(500))

    assert [each["event"] for each in log] == ["poke lost"]
