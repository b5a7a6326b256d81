"""Many people want the last places of a team at the same moment."""

from collections import Counter

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.events.challenges.models import Challenge
from hackathon.teams.formation.commands import found_team, join_team
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.rules import TeamDraft
from tests.clocks import NOON
from tests.factories import make_account, make_challenge, make_event, make_registration, make_team
from tests.teams.racing import DONE, Attempt, race_of_processes, race_of_threads


@pytest.mark.slow
def test_fifty_concurrent_joins_to_a_team_with_two_places_left_give_two_members_and_48_refusals(
    live_engine: Engine, live_url: str
) -> None:
    with Session(live_engine) as session:
        event = make_event(session, "forming", team_max=5)
        team = make_team(session, event, *(make_account(session) for _ in range(3)))
        people = [make_account(session) for _ in range(50)]
        for person in people:
            make_registration(session, event, person)
        attempts = [Attempt(person.id, join_team, team.id) for person in people]

    answers = race_of_processes(live_url, attempts, NOON)

    assert Counter(answers) == {DONE: 2, "Conflict: This team is full (5 of 5).": 48}
    with Session(live_engine) as session:
        assert session.scalar(select(func.count()).select_from(TeamMember)) == 5
        assert session.scalar(select(func.count()).select_from(FactRow)) == 2


def test_one_person_who_joins_eight_teams_at_once_is_in_one(live_engine: Engine) -> None:
    with Session(live_engine) as session:
        event = make_event(session, "forming")
        teams = [make_team(session, event) for _ in range(8)]
        person = make_account(session)
        make_registration(session, event, person)
        attempts = [Attempt(person.id, join_team, team.id) for team in teams]

    answers = race_of_threads(live_engine, attempts, NOON)

    assert Counter(answers) == {DONE: 1, "Conflict: You are already in a team of this event.": 7}


def take_meters(work: Work, event_id: int) -> Team:
    """Found a team on the one question of the event, as eight people who play in this race do."""
    question = work.session.scalars(select(Challenge.id).where(Challenge.event_id == event_id)).one()
    return found_team(work, event_id, TeamDraft(f"Team {work.actor.id}", challenge_id=question))


def test_of_eight_teams_founded_at_once_on_a_question_for_one_team_one_stands(live_engine: Engine) -> None:
    with Session(live_engine) as session:
        event = make_event(session, "forming")
        make_challenge(session, event, title="Meters", max_teams=1)
        people = [make_account(session) for _ in range(8)]
        for person in people:
            make_registration(session, event, person)
        attempts = [Attempt(person.id, take_meters, event.id) for person in people]

    answers = race_of_threads(live_engine, attempts, NOON)

    full = "Invalid: “Meters” is taken by as many teams as it can have (1 of 1). Choose another question."
    assert Counter(answers) == {DONE: 1, full: 7}
    with Session(live_engine) as session:
        assert session.scalar(select(func.count()).select_from(Team)) == 1
