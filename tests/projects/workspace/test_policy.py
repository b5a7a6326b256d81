"""Who may start, see and edit projects."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER, Actor, system
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.policy import (
    can_edit_project,
    can_follow_teams,
    can_see_project,
    can_start_project,
    visible_to,
)
from hackathon.teams.formation.models import Team
from tests.clocks import NOON
from tests.factories import make_account, make_event, make_project, make_registration, make_team

Load = Callable[[Account], Actor]
STATES = ("DRAFT", "PUBLISHED", "RELEASED", "ARCHIVED", "CANCELLED")
PROJECT_STATES = ("DRAFT", "SUBMITTED", "WITHDRAWN", "DISQUALIFIED")


@pytest.fixture
def cast(session: Session, actor: Load) -> Sequence[Actor]:
    """Make a project in each state of an event and a project, and everybody who might look at it."""
    organizer, judge, captain, member, participant, outsider = (make_account(session) for _ in range(6))
    site = [make_account(session, "", role) for role in ("admin", "host", "steward", "product_owner")]
    for state in STATES:
        event = make_event(session, "running", organizer=organizer, judges=(judge,), state=state)
        make_project(session, make_team(session, event, captain, member))
        make_registration(session, event, participant)
        for project_state in PROJECT_STATES:
            make_project(session, make_team(session, event), state=project_state)
    make_project(session, make_team(session, make_event(session, "running")))
    people = (organizer, judge, captain, member, participant, outsider, *site)
    return STRANGER, system("dispatch"), *map(actor, people)


def test_visible_to_selects_exactly_the_projects_that_can_be_seen(session: Session, cast: Sequence[Actor]) -> None:
    rows = session.execute(select(Project, Event).join(Event, Event.id == Project.event_id)).all()

    for who in cast:
        selected = set(session.scalars(select(Project.id).where(visible_to(who))))
        assert selected == {project.id for project, event in rows if can_see_project(who, project, event)}


def test_can_see_project_before_release_is_for_team_organizers_and_judges(session: Session, actor: Load) -> None:
    organizer, judge, captain, member, rival, outsider = (make_account(session) for _ in range(6))
    event = make_event(session, "running", organizer=organizer, judges=(judge,))
    project = make_project(session, make_team(session, event, captain, member))
    make_team(session, event, rival)
    people = (organizer, judge, captain, member, rival, outsider, make_account(session, "", "steward", "admin"))

    answers = [bool(can_see_project(actor(who), project, event)) for who in people]

    assert answers == [True, True, True, True, False, False, False]


def test_can_see_project_after_release_is_for_everyone_signed_in(session: Session, actor: Load) -> None:
    event = make_event(session, "over", state="RELEASED")
    project = make_project(session, make_team(session, event))

    answers = [bool(can_see_project(who, project, event)) for who in (actor(make_account(session)), STRANGER)]

    assert answers == [True, False]


@pytest.mark.parametrize(
    ("phase", "allowed"),
    [("registration", False), ("forming", True), ("running", True), ("judging", False), ("over", False)],
)
def test_can_start_project_from_forming_until_the_deadline(
    session: Session, actor: Load, phase: str, *, allowed: bool
) -> None:
    event = make_event(session, phase)
    member = make_account(session)
    team = make_team(session, event, make_account(session), member)

    assert bool(can_start_project(actor(member), team, event, at=NOON)) is allowed


def test_can_start_project_of_other_people_or_of_a_dissolved_team_is_refused(session: Session, actor: Load) -> None:
    organizer, captain = make_account(session), make_account(session)
    event = make_event(session, "running", organizer=organizer)
    team, gone = make_team(session, event), make_team(session, event, captain, state="DISSOLVED")

    answers = [
        can_start_project(actor(who), what, event, at=NOON).reason
        for who, what in ((organizer, team), (captain, team), (captain, gone))
    ]

    assert answers == ["Only members of the team can do this."] * 2 + ["This team has dissolved."]


def test_can_edit_project_is_for_its_team_until_results_are_out(session: Session, actor: Load) -> None:
    organizer, member = make_account(session), make_account(session)
    answers = {}
    for state in ("PUBLISHED", "RELEASED"):
        event = make_event(session, "judging", organizer=organizer, state=state)
        team: Team = make_team(session, event, make_account(session), member)
        project = make_project(session, team)
        answers[state] = [bool(can_edit_project(actor(who), project, event)) for who in (organizer, member)]

    assert answers == {"PUBLISHED": [False, True], "RELEASED": [False, False]}


def test_can_edit_project_that_was_disqualified_is_refused(session: Session, actor: Load) -> None:
    member = make_account(session)
    event = make_event(session, "running")
    project = make_project(session, make_team(session, event, member), state="DISQUALIFIED")

    assert can_edit_project(actor(member), project, event).reason == "This project was disqualified."


def test_can_follow_teams_is_for_the_platform_only(session: Session, actor: Load) -> None:
    assert can_follow_teams(system("projects.workspace.follow_team"))
    assert not can_follow_teams(system("dispatch"))
    assert not can_follow_teams(actor(make_account(session, "", "admin")))
