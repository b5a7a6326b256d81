"""A team that got more time is reminded before its own time is over, once, and not before the event's."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.dispatch import deliver_pending
from hackathon.core.jobs import JobContext, due_jobs, run_job
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.projects.extensions.commands import extend_deadline
from hackathon.projects.extensions.rules import ExtensionDraft
from hackathon.projects.submissions.commands import submit_project
from hackathon.projects.submissions.queries import members_to_hand_in
from tests.clocks import StandingClock
from tests.factories import make_account, make_event, make_project, make_team

Working = Callable[[Account], AbstractContextManager[Work]]
HOUR = timedelta(hours=1)
SUBJECT = "Hand in your project: “Datathon”"


class World:
    """An event whose deadline is in a day, with a team of two that has a project."""

    def __init__(self, session: Session, working: Working, clock: StandingClock, jobs: JobContext) -> None:
        self.session, self.working, self.clock, self.jobs = session, working, clock, jobs
        self.organizer, self.captain = make_account(session), make_account(session)
        self.event = make_event(session, organizer=self.organizer, name="Datathon")
        self.team = make_team(session, self.event, self.captain, make_account(session))
        self.project = make_project(session, self.team)

    def extend(self, hours: int) -> None:
        with self.working(self.organizer) as work:
            until = self.event.deadline + hours * HOUR
            extend_deadline(work, self.event.id, self.team.id, ExtensionDraft(until, "Their laptops were stolen"))
        deliver_pending(self.session, self.clock)

    def reminded(self, hours: float) -> list[str]:
        """Let time go on to so many hours after the event's deadline, work, and list what the captain was told."""
        self.clock.at = self.event.deadline + hours * HOUR
        for job_id in due_jobs(self.session, self.clock()):
            run_job(self.jobs, job_id)
        told = select(Notice.text).where(Notice.account_id == self.captain.id, Notice.subject == SUBJECT)
        return list(self.session.scalars(told.order_by(Notice.id)))


@pytest.fixture
def world(session: Session, working: Working, clock: StandingClock, jobs: JobContext) -> World:
    return World(session, working, clock, jobs)


def test_extended_team_is_reminded_once_two_hours_before_its_own_time_is_over(world: World) -> None:
    world.extend(hours=6)

    told = [world.reminded(hours) for hours in (3.9, 4, 5)]

    sentence = (
        "Your team has not handed in yet. It can until Wed 25 Nov 2026, 19:00 CET, and again as often as you like."
    )
    assert told == [[], [sentence], [sentence]]
    assert world.session.scalars(members_to_hand_in(world.event.id)).all() == []


def test_extended_again_is_reminded_before_the_newer_time_only(world: World) -> None:
    world.extend(hours=6)
    world.extend(hours=9)

    told = [len(world.reminded(hours)) for hours in (5, 7)]

    assert told == [0, 1]


def test_extended_team_that_handed_in_is_not_reminded(world: World) -> None:
    world.extend(hours=6)
    with world.working(world.captain) as work:
        submit_project(work, world.project.id)

    assert world.reminded(5) == []


def test_reminder_that_comes_too_late_is_of_no_use(world: World) -> None:
    world.extend(hours=6)

    assert world.reminded(6) == []
