"""A captain who accepts while the asker withdraws or invites others: one winner each."""

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from hackathon.teams.formation.models import TeamMember
from hackathon.teams.formation.states import TeamEntry
from hackathon.teams.requests.commands import accept_request, ask_team, withdraw_request
from hackathon.teams.requests.models import JoinRequest
from tests.clocks import NOON
from tests.factories import make_account, make_event, make_registration, make_team
from tests.factories.teams import make_request
from tests.teams.racing import DONE, Attempt, race_of_processes, race_of_threads

pytestmark = pytest.mark.slow
OVER = "IllegalMove: This is not possible any more: it is “{}” now. Look at the page again."


def test_accept_against_withdraw_has_one_winner(live_engine: Engine, live_url: str) -> None:
    pairs = {}
    attempts = []
    with Session(live_engine) as session:
        event = make_event(session, "forming")
        for _pair in range(8):
            captain, asker = make_account(session), make_account(session)
            make_registration(session, event, asker)
            request = make_request(session, make_team(session, event, captain), asker)
            pairs[request.id] = (request.team_id, asker.id)
            attempts += [
                Attempt(captain.id, accept_request, request.id),
                Attempt(asker.id, withdraw_request, request.id),
            ]

    answers = race_of_processes(live_url, attempts, NOON)

    accepted, withdrawn = answers[: len(pairs)], answers[len(pairs) :]
    expected = {(DONE, OVER.format("accepted")), (OVER.format("withdrawn"), DONE)}
    assert set(zip(accepted, withdrawn, strict=True)) <= expected
    with Session(live_engine) as session:
        members = {(row.team_id, row.account_id) for row in session.scalars(select(TeamMember))}
        for request in session.scalars(select(JoinRequest)):
            assert (request.state == "ACCEPTED") == (pairs[request.id] in members)


def test_captains_who_accept_the_last_place_and_the_same_person_have_one_winner(
    live_engine: Engine, live_url: str
) -> None:
    with Session(live_engine) as session:
        event = make_event(session, "forming", team_max=2)
        captains = [make_account(session) for _ in range(2)]
        asker, rival = make_account(session), make_account(session)
        teams = [make_team(session, event, captain, entry=TeamEntry.BY_REQUEST) for captain in captains]
        for person in (asker, rival):
            make_registration(session, event, person)
        both = [make_request(session, team, asker) for team in teams]
        rest = make_request(session, teams[0], rival)
        attempts = [
            Attempt(captains[0].id, accept_request, both[0].id),
            Attempt(captains[1].id, accept_request, both[1].id),
            Attempt(captains[0].id, accept_request, rest.id),
        ]
        places = {team.id for team in teams}

    answers = race_of_processes(live_url, attempts, NOON)

    full, taken = "Conflict: This team is full (2 of 2).", "Conflict: This person is in a team of this event already."
    assert set(answers) <= {DONE, full, taken}
    with Session(live_engine) as session:
        rows = session.scalars(select(TeamMember).where(TeamMember.team_id.in_(places))).all()
    sizes = sorted(sum(row.team_id == team_id for row in rows) for team_id in places)
    assert len({row.account_id for row in rows}) == len(rows)
    assert (answers.count(DONE), sizes) in [(1, [1, 2]), (2, [2, 2])]


def test_one_person_who_asks_one_team_eight_times_at_once_asks_once(live_engine: Engine) -> None:
    with Session(live_engine) as session:
        event = make_event(session, "forming")
        team, asker = make_team(session, event, entry=TeamEntry.BY_REQUEST), make_account(session)
        make_registration(session, event, asker)
        attempts = [Attempt(asker.id, ask_team, team.id)] * 8

    answers = race_of_threads(live_engine, attempts, NOON)

    twice = "Conflict: You have asked this team already. Its captain has not answered yet."
    assert sorted(answers) == [*[twice] * 7, DONE]
