"""Opening and closing an event's windows."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Missing
from hackathon.core.facts import Fact, FactRow
from hackathon.core.work import Work
from hackathon.events.setup.commands import (
    close_window,
    open_window,
)
from hackathon.events.setup.facts import (
    WindowClosed,
    WindowOpened,
)
from hackathon.events.setup.models import Event
from hackathon.events.setup.rules import Window
from hackathon.people.accounts.models import Account
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_event

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def facts(session: Session) -> list[Fact | None]:
    return [row.fact() for row in session.scalars(select(FactRow).order_by(FactRow.id))]


def test_open_window_before_its_time_moves_its_opening(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, "forming", organizer=ada)
    before = event.running_opens_at, event.running_closes_at

    with working(ada) as work:
        open_window(work, event.id, "running")

    assert event.window("running") == Window(NOON, before[1])
    assert facts(session) == [
        WindowOpened(
            subject_id=event.id,
            window="running",
            opened_before=before[0].isoformat(),
            closed_before=before[1].isoformat(),
            opens_at=NOON.isoformat(),
            closes_at=before[1].isoformat(),
        )
    ]


def test_open_window_after_its_time_opens_it_for_a_while(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, "running", organizer=ada)

    with working(ada) as work:
        open_window(work, event.id, "registration")

    assert event.window("registration") == Window(NOON, NOON + timedelta(days=1))


def test_open_window_that_is_open_is_a_conflict(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, "running", organizer=ada)

    with pytest.raises(Conflict, match="open already"), working(ada) as work:
        open_window(work, event.id, "running")


def test_close_window_moves_its_end_to_now(session: Session, working: Working, clock: StandingClock) -> None:
    ada = make_account(session)
    event = make_event(session, "running", organizer=ada)
    opens_at = event.running_opens_at
    clock.advance(minutes=5)

    with working(ada) as work:
        close_window(work, event.id, "running")

    assert event.window("running") == Window(opens_at, NOON + timedelta(minutes=5))
    assert [type(fact) for fact in facts(session)] == [WindowClosed]


def test_close_window_that_is_not_open_is_a_conflict(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, "running", organizer=ada)

    with pytest.raises(Conflict, match="not open"), working(ada) as work:
        close_window(work, event.id, "judging")


@pytest.mark.parametrize("command", [open_window, close_window])
def test_window_of_no_such_kind_is_missing(
    session: Session, working: Working, command: Callable[[Work, int, str], Event]
) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada)

    with pytest.raises(Missing), working(ada) as work:
        command(work, event.id, "lunch")


@pytest.mark.parametrize("command", [open_window, close_window])
def test_window_moved_by_a_judge_is_denied(
    session: Session, working: Working, command: Callable[[Work, int, str], Event]
) -> None:
    judge = make_account(session)
    event = make_event(session, judges=(judge,))

    with pytest.raises(Denied), working(judge) as work:
        command(work, event.id, "running")
