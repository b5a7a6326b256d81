"""Reminders reach exactly those something still concerns, once in each step, and never when they are of no use."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Denied
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.events.schedule.commands import remind
from hackathon.events.schedule.jobs import sweep
from hackathon.events.setup.models import Event
from hackathon.people.inbox.models import Notice
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_challenge, make_event, make_registration, make_team
from tests.factories.announcements import make_groups
from tests.queries import QueryCounter

Working = Callable[..., AbstractContextManager[Work]]
DEADLINE = "projects.submissions.deadline"


def reminded(session: Session, key: str = "") -> list[int]:
    """List who was told under a key, in order, the same person once for each time."""
    found = select(Notice.account_id).where(Notice.key.startswith(f"{key}:" if key else ""))
    return sorted(session.scalars(found))


def one_team(session: Session, **values: Any) -> tuple[Event, int]:
    """Make an event that is handed in to for one more day, and a captain who has not."""
    event, captain = make_event(session, "running", **values), make_account(session)
    make_team(session, event, captain)
    return event, captain.id


@pytest.mark.parametrize(
    ("phase", "key", "expected"),
    [
        ("registration", "events.registration.closing", {"poser", "elsewhere"}),
        ("forming", "teams.formation.closing", {"alone"}),
        ("running", DEADLINE, {"late captain", "late member", "captain without project"}),
        ("judging", "judging.ballots.closing", {"slow judge"}),
    ],
)
def test_sweep_reminds_exactly_those_whom_it_still_concerns(
    session: Session, jobs: JobContext, phase: str, key: str, expected: set[str]
) -> None:
    groups = make_groups(session, phase)
    groups.people["poser"] = make_account(session)
    make_challenge(session, groups.event, poser=groups.people["poser"])
    here = groups.event.slug

    sweep(jobs, 0)

    assert groups.names(reminded(session, f"{key}:{groups.event.id}")) == expected
    assert {path.split("/")[2] for path in session.scalars(select(Notice.path)) if here in path} == {here}


def test_sweep_reminds_once_in_each_of_two_steps(session: Session, jobs: JobContext, clock: StandingClock) -> None:
    event, captain = one_team(session)
    counts = []

    for hours in (-1, 0, 1, 21, 22, 23, 24, 48):
        clock.at = NOON + timedelta(hours=hours)
        sweep(jobs, 0)
        sweep(jobs, 0)
        counts.append(len(reminded(session, DEADLINE)))

    assert counts == [0, 1, 1, 1, 2, 2, 2, 2]
    notice = session.scalars(select(Notice).where(Notice.account_id == captain).limit(1)).one()
    assert (notice.subject, notice.text, notice.path) == (
        f"Hand in your project: “{event.name}”",
        "Your team has not handed in yet. It can until Wed 25 Nov 2026, 13:00 CET, and again as often as you like.",
        f"/events/{event.slug}",
    )


@pytest.mark.parametrize(
    ("hours", "expected"), [(3, 1), (23.5, 1), (24, 0), (30, 0)], ids=["late", "both missed", "at the end", "over"]
)
def test_sweep_after_everything_was_down_reminds_once_where_it_is_of_use(
    session: Session, jobs: JobContext, clock: StandingClock, hours: float, expected: int
) -> None:
    one_team(session)

    clock.advance(hours=hours)
    sweep(jobs, 0)
    sweep(jobs, 0)

    assert len(reminded(session, DEADLINE)) == expected


def test_sweep_follows_a_deadline_that_moves(session: Session, jobs: JobContext, clock: StandingClock) -> None:
    event, _captain = one_team(session)
    counts = []

    for hours, closes in ((0, 24), (1, 25), (1, 72), (48, 72), (49, 55), (53, 55)):
        event.running_closes_at = NOON + timedelta(hours=closes)
        session.commit()
        clock.at = NOON + timedelta(hours=hours)
        sweep(jobs, 0)
        counts.append(len(reminded(session, DEADLINE)))

    # An hour more: told already. Two days more: told again a day before the new end. A day less: only the last step.
    assert counts == [1, 1, 1, 2, 2, 3]


@pytest.mark.parametrize("state", ["DRAFT", "CANCELLED", "RELEASED", "ARCHIVED"])
def test_sweep_reminds_nobody_of_an_event_that_is_not_going_on(session: Session, jobs: JobContext, state: str) -> None:
    one_team(session, state=state)

    sweep(jobs, 0)

    assert reminded(session) == []


def test_remind_that_is_no_longer_due_when_it_is_its_turn_tells_nobody(
    session: Session, working: Working, jobs: JobContext
) -> None:
    event, _captain = one_team(session, state="CANCELLED")
    person = make_account(session, "", "admin")

    with pytest.raises(Denied), working(person) as work:
        remind(work, event.id, DEADLINE)
    sweep(jobs, 0)

    assert reminded(session) == []


def test_sweep_with_nothing_due_asks_two_queries_however_many_events(
    session: Session, jobs: JobContext, queries: QueryCounter, app: Flask
) -> None:
    for _number in range(5):
        event = make_event(session, "")
        make_registration(session, event, make_account(session))

    with queries() as asked:
        sweep(jobs, 0)

    assert len(asked) == 2
