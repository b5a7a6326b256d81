"""More time for one team: bounded by judging, recorded, and believed under the lock by which it is handed in."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Invalid, Missing
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow, Statement
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.projects.extensions.commands import extend_deadline
from hackathon.projects.extensions.facts import DeadlineExtended
from hackathon.projects.extensions.models import Extension
from hackathon.projects.extensions.rules import ExtensionDraft, deadline_of
from hackathon.projects.submissions.commands import submit_project
from hackathon.projects.submissions.models import Submission
from hackathon.projects.workspace.commands import start_project
from hackathon.projects.workspace.models import Project
from hackathon.teams.formation.models import Team
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_event, make_project, make_team

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
HOUR = timedelta(hours=1)


@dataclass
class World:
    """An event whose deadline is in a day, with a team that has a project."""

    event: Event
    organizer: Account
    captain: Account
    team: Team
    project: Project


@pytest.fixture
def world(session: Session) -> World:
    organizer, captain = make_account(session, "Olga"), make_account(session, "Ines")
    event = make_event(session, organizer=organizer)
    team = make_team(session, event, captain, make_account(session), name="Night Owls")
    return World(event, organizer, captain, team, make_project(session, team))


def draft(event: Event, hours: float = 3, reason: str = "Their laptops were stolen") -> ExtensionDraft:
    return ExtensionDraft(event.deadline + hours * HOUR, reason)


def extend(world: World, working: Working, hours: float = 3) -> None:
    with working(world.organizer) as work:
        extend_deadline(work, world.event.id, world.team.id, draft(world.event, hours))


def test_extend_records_who_and_until_when_and_keeps_the_reason_apart(
    session: Session, working: Working, clock: StandingClock, world: World
) -> None:
    extend(world, working)

    kept = session.get_one(Extension, world.team.id)
    reason = session.get_one(Statement, kept.statement_id)
    assert (kept.until, kept.given_by, kept.given_at, reason.text) == (
        NOON + timedelta(hours=27),
        world.organizer.id,
        NOON,
        "Their laptops were stolen",
    )
    row = session.scalars(select(FactRow)).one()
    assert (row.actor_id, row.statement_id, row.fact()) == (
        world.organizer.id,
        None,
        DeadlineExtended(
            subject_id=world.team.id,
            event_id=world.event.id,
            until="2026-11-25T15:00:00+00:00",
            time_zone="Europe/Berlin",
            statement_digest=reason.digest,
        ),
    )
    deliver_pending(session, clock)
    assert {(notice.subject, notice.text) for notice in session.scalars(select(Notice))} == {
        ("More time for Night Owls", "You can hand in until Wed 25 Nov 2026, 16:00 CET.")
    }
    assert len(session.scalars(select(Notice.account_id)).all()) == 2


def test_extend_again_replaces_the_time(session: Session, working: Working, world: World) -> None:
    extend(world, working, hours=3)
    extend(world, working, hours=1)

    assert session.scalars(select(Extension.until)).all() == [world.event.deadline + HOUR]


@pytest.mark.parametrize("hours", [1, 2.999])
def test_submit_before_the_teams_own_deadline_is_taken(
    session: Session, working: Working, clock: StandingClock, world: World, hours: float
) -> None:
    extend(world, working)
    clock.at = world.event.deadline + hours * HOUR

    with working(world.captain) as work:
        submit_project(work, world.project.id)

    assert session.scalars(select(Submission.received_at)).all() == [clock.at]


@pytest.mark.parametrize(("hours", "late"), [(3, "less than a second"), (4, "1 h")])
def test_submit_after_the_teams_own_deadline_is_refused_with_its_time(
    session: Session, working: Working, clock: StandingClock, world: World, hours: float, late: str
) -> None:
    extend(world, working)
    clock.at = world.event.deadline + hours * HOUR

    with pytest.raises(Conflict) as refused, working(world.captain) as work:
        submit_project(work, world.project.id)

    assert refused.value.sentence == f"Hand-in closed on Wed 25 Nov, 16:00 CET; your request arrived {late} after."
    assert session.scalars(select(Submission)).all() == []


def test_submit_of_another_team_is_refused_with_the_events_time(
    session: Session, working: Working, clock: StandingClock, world: World
) -> None:
    captain = make_account(session)
    other = make_project(session, make_team(session, world.event, captain))
    extend(world, working)
    clock.at = world.event.deadline + HOUR

    with (
        pytest.raises(Conflict, match=r"^Hand-in closed on Wed 25 Nov, 13:00 CET; your request arrived 1 h after\.$"),
        working(captain) as work,
    ):
        submit_project(work, other.id)

    assert session.scalars(select(Submission)).all() == []


def test_submit_after_release_is_refused_in_spite_of_more_time(
    session: Session, working: Working, clock: StandingClock, world: World
) -> None:
    extend(world, working)
    world.event.state = "RELEASED"
    session.commit()
    clock.at = world.event.deadline + HOUR

    with pytest.raises(Conflict, match="The results are out"), working(world.captain) as work:
        submit_project(work, world.project.id)


def test_start_of_a_project_follows_the_teams_own_deadline(
    session: Session, working: Working, clock: StandingClock, world: World
) -> None:
    captain = make_account(session)
    team = make_team(session, world.event, captain)
    with working(world.organizer) as work:
        extend_deadline(work, world.event.id, team.id, draft(world.event))
    clock.at = world.event.deadline + HOUR

    with working(captain) as work:
        project_id = start_project(work, team.id, title="Late but here").id

    assert session.get_one(Project, project_id).team_id == team.id


@pytest.mark.parametrize(
    ("hours", "reason", "field"), [(0, "Why not", "until"), (-1, "x", "until"), (48, "x", "until"), (3, "", "reason")]
)
def test_extend_beyond_its_bounds_is_refused_beside_the_field(
    session: Session, working: Working, world: World, hours: float, reason: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused, working(world.organizer) as work:
        extend_deadline(work, world.event.id, world.team.id, draft(world.event, hours, reason))

    assert refused.value.field == field
    assert session.scalars(select(Extension)).all() == []


def test_extend_by_others_for_oneself_or_elsewhere_is_refused(session: Session, working: Working, world: World) -> None:
    elsewhere = make_team(session, make_event(session))
    own = make_team(session, world.event, world.organizer)

    for who, team, refusal in (
        (world.captain, world.team, Denied),
        (world.organizer, elsewhere, Missing),
        (world.organizer, own, Denied),
    ):
        with pytest.raises(refusal), working(who) as work:
            extend_deadline(work, world.event.id, team.id, draft(world.event))

    assert session.scalars(select(Extension)).all() == []


def test_deadline_of_never_reaches_beyond_judging(world: World) -> None:
    event = world.event

    assert [deadline_of(event, until) for until in (None, event.starts_at, event.judging_closes_at + HOUR)] == [
        event.deadline,
        event.deadline,
        event.judging_closes_at,
    ]
