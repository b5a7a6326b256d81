"""Who may see, found, join and change teams."""

from collections.abc import Callable
from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER, Actor, system
from hackathon.events.setup.policy import can_see
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.policy import (
    can_edit_team,
    can_follow_registrations,
    can_found_team,
    can_join_team,
    can_see_seekers,
    visible_to,
)
from tests.clocks import NOON
from tests.factories import make_account, make_event, make_registration, make_team

Load = Callable[[Account], Actor]
STATES = ("DRAFT", "PUBLISHED", "RELEASED", "ARCHIVED", "CANCELLED")


def test_visible_to_selects_exactly_the_teams_of_events_that_can_be_seen(session: Session, actor: Load) -> None:
    organizer, judge, outsider, member = (make_account(session) for _ in range(4))
    host = make_account(session, "", "host")
    events = [make_event(session, "forming", organizer=organizer, judges=(judge,), state=state) for state in STATES]
    teams = [make_team(session, event, member) for event in events]

    for who in (STRANGER, *map(actor, (organizer, judge, outsider, host, member))):
        seen = set(session.scalars(select(Team.id).where(visible_to(who))))
        assert seen == {team.id for team, event in zip(teams, events, strict=True) if can_see(who, event)}, (
            f"differs for {who}"
        )


def test_can_found_and_join_only_while_teams_form(session: Session, actor: Load) -> None:
    found = {}
    for phase, state in product(
        ("registration", "forming", "running"), ("DRAFT", "PUBLISHED", "RELEASED", "CANCELLED")
    ):
        event = make_event(session, phase, state=state)
        person = make_account(session)
        make_registration(session, event, person)
        team = make_team(session, event)
        who = actor(person)
        found[phase, state] = (
            bool(can_found_team(who, event, at=NOON)),
            bool(can_join_team(who, team, event, at=NOON)),
        )

    assert {key for key, answer in found.items() if answer == (True, True)} == {("forming", "PUBLISHED")}
    assert {answer for key, answer in found.items() if key != ("forming", "PUBLISHED")} == {(False, False)}


@pytest.mark.parametrize(
    ("phase", "sentence"),
    [("registration", "Teams have not started to form yet."), ("running", "The time to form teams is over.")],
)
def test_can_found_team_outside_the_window_says_why(session: Session, actor: Load, phase: str, sentence: str) -> None:
    event = make_event(session, phase)
    person = make_account(session)
    make_registration(session, event, person)

    assert can_found_team(actor(person), event, at=NOON).reason == sentence


def test_can_edit_team_is_for_its_captain_until_the_deadline_and_for_organizers_always(
    session: Session, actor: Load
) -> None:
    answers = {}
    for phase in ("forming", "running", "judging"):
        organizer, captain, member = (make_account(session) for _ in range(3))
        event = make_event(session, phase, organizer=organizer)
        team = make_team(session, event, captain, member)
        answers[phase] = [bool(can_edit_team(actor(who), team, event, at=NOON)) for who in (organizer, captain, member)]

    assert answers == {
        "forming": [True, True, False],
        "running": [True, True, False],
        "judging": [True, False, False],
    }


def test_can_edit_team_of_another_event_as_its_organizer_is_refused(session: Session, actor: Load) -> None:
    organizer = make_account(session)
    make_event(session, "forming", organizer=organizer)
    event = make_event(session, "forming")
    team = make_team(session, event)

    assert not can_edit_team(actor(organizer), team, event, at=NOON)


def test_can_edit_team_that_dissolved_is_refused_to_everybody(session: Session, actor: Load) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer)
    team = make_team(session, event, state="DISSOLVED")

    assert can_edit_team(actor(organizer), team, event, at=NOON).reason == "This team has dissolved."


def test_can_see_seekers_is_for_the_people_of_the_event(session: Session, actor: Load) -> None:
    organizer, judge, participant, applicant = (make_account(session) for _ in range(4))
    event = make_event(session, "forming", organizer=organizer, judges=(judge,))
    make_registration(session, event, participant)
    make_registration(session, event, applicant, state="APPLIED")

    answers = [bool(can_see_seekers(actor(who), event)) for who in (organizer, judge, participant, applicant)]

    assert answers == [True, True, True, False]


def test_can_follow_registrations_is_for_the_platform_only(session: Session, actor: Load) -> None:
    assert can_follow_registrations(system("teams.formation.follow_registrations"))
    assert not can_follow_registrations(system("dispatch"))
    assert not can_follow_registrations(actor(make_account(session, "", "admin")))
