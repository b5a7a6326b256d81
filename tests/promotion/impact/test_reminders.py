"""Reminders to measure: 30 and 90 days after going live, once each, and only while nothing was measured."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Denied
from hackathon.core.facts import FactRow
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.promotion.impact.commands import remind_to_measure
from hackathon.promotion.impact.jobs import sweep
from hackathon.promotion.impact.models import MeasuringReminder
from hackathon.promotion.impact.rules import Running, step_due
from tests.clocks import NOON, StandingClock
from tests.factories.promotion import make_case, make_finished_project, make_reading

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


@pytest.mark.parametrize(
    ("days", "measured", "reminded", "step"),
    [
        (29, None, (), None),
        (30, None, (), 30),
        (30, None, (30,), None),
        (30, 3, (), None),
        (30, -3, (), 30),
        (89, None, (30,), None),
        (90, None, (30,), 90),
        (90, 20, (), 90),
        (90, 40, (30,), None),
        (120, None, (), 90),
        (120, None, (30, 90), None),
        (180, None, (), None),
    ],
)
def test_step_is_due_once_while_nothing_was_measured_since_the_one_before(
    days: int, measured: int | None, reminded: tuple[int, ...], step: int | None
) -> None:
    live_since = NOON - timedelta(days=days)
    measured_at = None if measured is None else live_since + timedelta(days=measured)

    assert step_due(Running(1, live_since, measured_at, reminded), NOON) == step


def test_sweep_after_everything_was_down_reminds_owner_and_captain_once(
    session: Session, jobs: JobContext, clock: StandingClock
) -> None:
    done = make_finished_project(session)
    live = {"owner_id": done.owner.id, "state_since": NOON - timedelta(days=100)}
    case = make_case(session, done, "LIVE", **live)
    make_reading(session, make_case(session, None, "LIVE", **live), done.owner, given_at=NOON)
    make_case(session, None, "SUSPENDED", **live)
    make_case(session, None, "PILOT", **live)

    sweep(jobs, 0)
    sweep(jobs, 0)

    told = session.scalars(select(Notice.account_id)).all()
    sent = [(each.case_id, each.days) for each in session.scalars(select(MeasuringReminder))]
    kinds = session.scalars(select(FactRow.kind)).all()
    assert (sorted(told), sent) == (sorted([done.owner.id, done.captain.id]), [(case.id, 90)])
    assert kinds == ["promotion.impact.reminded"]


def test_reminding_by_people_is_denied(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "LIVE", state_since=NOON - timedelta(days=31))

    with pytest.raises(Denied), working(done.owner) as work:
        remind_to_measure(work, case.id)
