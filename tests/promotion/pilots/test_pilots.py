"""Pilots of light use cases: warned of once, ended once, and left alone as soon as something is measured."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Denied
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.pilots.commands import watch_pilot
from hackathon.promotion.pilots.jobs import sweep
from hackathon.promotion.pilots.rules import Running, days_left, is_over, is_to_be_warned
from tests.clocks import NOON, StandingClock
from tests.factories.promotion import Finished, make_case, make_finished_project, make_reading

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def days(count: float) -> timedelta:
    return timedelta(days=count)


@pytest.fixture
def done(session: Session) -> Finished:
    return make_finished_project(session)


def kinds(session: Session) -> list[str]:
    return list(session.scalars(select(FactRow.kind).order_by(FactRow.id)))


@pytest.mark.parametrize(
    ("age", "warned", "expected"), [(75, None, (False, False)), (76, None, (True, False)), (90, 14, (False, True))]
)
def test_pilot_is_warned_of_and_over_at_its_days(age: int, warned: int | None, expected: tuple[bool, bool]) -> None:
    running = Running(1, NOON - days(age), NOON - days(warned) if warned else None)

    assert (is_to_be_warned(running, 90, NOON), is_over(running, 90, NOON)) == expected


def test_owner_who_was_warned_late_still_has_the_whole_notice() -> None:
    late = Running(1, NOON - days(200), None)
    warned = Running(1, NOON - days(200), NOON - days(13))

    assert (is_to_be_warned(late, 90, NOON), days_left(late, 90, NOON)) == (True, 14)
    assert (is_over(warned, 90, NOON), is_over(warned, 90, NOON + days(1))) == (False, True)


def test_sweeps_warn_once_then_end_once(
    session: Session, jobs: JobContext, clock: StandingClock, done: Finished
) -> None:
    case = make_case(session, done, "PILOT", state_since=clock() - days(80))

    for _each in range(2):
        sweep(jobs, 0)
    deliver_pending(session, clock)
    warned = set(session.scalars(select(Notice.account_id).where(Notice.subject.contains("ends soon"))))
    clock.advance(days=15)
    for _each in range(2):
        sweep(jobs, 0)
    deliver_pending(session, clock)

    session.expire_all()
    assert kinds(session) == ["promotion.pilots.ending", "promotion.pilots.ended"]
    assert (case.state, warned) == ("RETIRED", {done.owner.id})
    told = set(session.scalars(select(Notice.account_id).where(Notice.subject.contains("has ended"))))
    assert told == {done.owner.id, done.captain.id, done.member.id}


def test_pilot_that_is_measured_or_takes_another_path_goes_on(
    session: Session, jobs: JobContext, clock: StandingClock, done: Finished
) -> None:
    since = clock() - days(200)
    measured = make_case(session, done, "PILOT", state_since=since)
    make_reading(session, measured, done.owner, given_at=clock() - days(1))
    standard = make_case(session, None, "PILOT", state_since=since, path="standard")

    sweep(jobs, 0)

    session.expire_all()
    assert [case.state for case in (measured, standard)] == ["PILOT", "PILOT"]
    assert kinds(session) == []


def test_reading_from_before_the_pilot_does_not_keep_it(
    session: Session, jobs: JobContext, clock: StandingClock, done: Finished
) -> None:
    case = make_case(session, done, "PILOT", state_since=clock() - days(80))
    make_reading(session, case, done.owner, given_at=clock() - days(81))

    sweep(jobs, 0)

    assert kinds(session) == ["promotion.pilots.ending"]


def test_pilot_is_ended_by_nobody_but_the_clock(session: Session, working: Working, done: Finished) -> None:
    case_id = make_case(session, done, "PILOT").id

    with pytest.raises(Denied), working(done.owner) as work:
        watch_pilot(work, case_id)

    assert session.get_one(UseCase, case_id).state == "PILOT"
