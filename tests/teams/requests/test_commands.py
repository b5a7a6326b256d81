"""Asking a team to take one in, and its captain's answer."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor, system
from hackathon.core.decisions import Conflict, Denied, IllegalMove, Invalid
from hackathon.core.facts import FactRow, Statement
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.events.registration.models import Registration
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.states import TeamEntry, TeamState
from hackathon.teams.requests.commands import (
    accept_request,
    ask_team,
    decline_request,
    end_overdue_requests,
    withdraw_request,
)
from hackathon.teams.requests.jobs import sweep
from hackathon.teams.requests.models import JoinRequest
from hackathon.teams.requests.rules import MOST_OPEN
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_event, make_registration, make_team
from tests.factories.teams import make_request

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def asked_team(session: Session, **values: Any) -> tuple[Team, Account, Account]:
    """Make a team that chooses whom it takes, its captain, and somebody who could ask."""
    event = make_event(session, values.pop("phase", "forming"), **values.pop("event", {}))
    captain, asker = make_account(session, "Ines"), make_account(session, "Ada Asker")
    team = make_team(session, event, captain, **{"entry": TeamEntry.BY_REQUEST, **values})
    make_registration(session, event, asker)
    return team, captain, asker


def states(session: Session) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(JoinRequest.state).order_by(JoinRequest.id)))


def members(session: Session, team: Team) -> set[int]:
    return set(session.scalars(select(TeamMember.account_id).where(TeamMember.team_id == team.id)))


def kinds(session: Session) -> list[str]:
    return list(session.scalars(select(FactRow.kind).order_by(FactRow.id)))


def test_ask_keeps_the_message_and_records_who_asked_without_it(session: Session, working: Working) -> None:
    team, _captain, asker = asked_team(session)

    with working(asker) as work:
        ask_team(work, team.id, "I know the data.")

    request = session.scalars(select(JoinRequest)).one()
    fact = session.scalars(select(FactRow)).one()
    assert (request.account_id, request.message, request.state) == (asker.id, "I know the data.", "PENDING")
    assert (fact.kind, fact.audience, "know" in fact.payload) == ("teams.requests.made", "organizers", False)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"entry": TeamEntry.OPEN}, "This team is open: join it, without asking."),
        ({"entry": TeamEntry.BY_INVITATION}, "This team is by invitation: its captain asks people to join."),
        ({"state": TeamState.LOCKED}, "This team is complete: its captain has locked it."),
        ({"phase": "running"}, "The time to form teams is over."),
    ],
)
def test_ask_where_nobody_can_is_denied(
    session: Session, working: Working, values: dict[str, Any], sentence: str
) -> None:
    team, _captain, asker = asked_team(session, **values)

    with pytest.raises(Denied, match=sentence), working(asker) as work:
        ask_team(work, team.id)

    assert states(session) == []


def test_ask_by_somebody_outside_the_event_is_denied(session: Session, working: Working) -> None:
    team, _captain, _asker = asked_team(session)

    with pytest.raises(Denied, match="Only people who are registered"), working(make_account(session)) as work:
        ask_team(work, team.id)


def test_ask_the_same_team_twice_is_a_conflict(session: Session, working: Working) -> None:
    team, _captain, asker = asked_team(session)
    make_request(session, team, asker)

    with pytest.raises(Conflict, match="You have asked this team already"), working(asker) as work:
        ask_team(work, team.id)


def test_ask_again_after_a_decline_is_possible(session: Session, working: Working) -> None:
    team, _captain, asker = asked_team(session)
    make_request(session, team, asker, state="DECLINED")

    with working(asker) as work:
        ask_team(work, team.id)

    assert states(session) == ["DECLINED", "PENDING"]


def test_ask_a_full_team_or_one_too_many_is_a_conflict(session: Session, working: Working) -> None:
    team, _captain, asker = asked_team(session, event={"team_max": 1, "team_min": 1})
    event = make_event(session, "forming")
    make_registration(session, event, asker)
    teams = [make_team(session, event, entry=TeamEntry.BY_REQUEST) for _ in range(MOST_OPEN + 1)]
    for each in teams[:-1]:
        make_request(session, each, asker)

    with pytest.raises(Conflict, match="This team is full"), working(asker) as work:
        ask_team(work, team.id)
    with pytest.raises(Conflict, match="You have asked 5 teams already"), working(asker) as work:
        ask_team(work, teams[-1].id)


def test_ask_with_too_many_words_is_invalid(session: Session, working: Working) -> None:
    team, _captain, asker = asked_team(session)

    with pytest.raises(Invalid, match="Use up to 500 characters"), working(asker) as work:
        ask_team(work, team.id, "x" * 501)


def test_accept_takes_the_asker_in_and_keeps_the_word(session: Session, working: Working) -> None:
    team, captain, asker = asked_team(session)
    request = make_request(session, team, asker)

    with working(captain) as work:
        accept_request(work, request.id, "Welcome!")

    assert (states(session), members(session, team)) == (["ACCEPTED"], {captain.id, asker.id})
    assert kinds(session) == ["teams.formation.joined", "teams.requests.accepted"]
    assert session.scalars(select(Statement.text)).all() == ["Welcome!"]


@pytest.mark.parametrize("answer", [accept_request, decline_request])
def test_answer_by_anybody_but_the_captain_is_denied(
    session: Session, working: Working, answer: Callable[..., object]
) -> None:
    team, _captain, asker = asked_team(session, event={"organizer": (organizer := make_account(session))})
    request = make_request(session, team, asker)

    for who in (asker, organizer):
        with pytest.raises(Denied, match="Only the captain of this team answers requests"), working(who) as work:
            answer(work, request.id)

    assert states(session) == ["PENDING"]


def test_accept_of_somebody_who_found_a_team_or_left_the_event_is_a_conflict(
    session: Session, working: Working
) -> None:
    team, captain, asker = asked_team(session)
    request = make_request(session, team, asker)
    gone = make_request(session, team)
    other = make_team(session, session.get_one(Event, team.event_id))
    session.add(TeamMember(team_id=other.id, account_id=asker.id, event_id=team.event_id, joined_at=NOON))
    session.execute(update(Registration).where(Registration.account_id == gone.account_id).values(state="WITHDRAWN"))
    session.commit()

    with pytest.raises(Conflict, match="This person is in a team of this event already"), working(captain) as work:
        accept_request(work, request.id)
    with pytest.raises(Conflict, match="has to take part in the event first"), working(captain) as work:
        accept_request(work, gone.id)

    assert (states(session), members(session, team)) == (["PENDING", "PENDING"], {captain.id})


def test_accept_into_a_full_team_is_a_conflict(session: Session, working: Working) -> None:
    team, captain, asker = asked_team(session, event={"team_max": 1, "team_min": 1})
    request = make_request(session, team, asker)

    with pytest.raises(Conflict, match=r"This team is full \(1 of 1\)"), working(captain) as work:
        accept_request(work, request.id)

    assert states(session) == ["PENDING"]


def test_decline_leaves_the_asker_out(session: Session, working: Working) -> None:
    team, captain, asker = asked_team(session)
    request = make_request(session, team, asker)

    with working(captain) as work:
        decline_request(work, request.id)

    assert (states(session), members(session, team)) == (["DECLINED"], {captain.id})


def test_withdraw_ends_the_request_so_that_it_cannot_be_accepted(session: Session, working: Working) -> None:
    team, captain, asker = asked_team(session)
    request = make_request(session, team, asker)

    with working(asker) as work:
        withdraw_request(work, request.id)
    with pytest.raises(IllegalMove, match="it is “withdrawn” now"), working(captain) as work:
        accept_request(work, request.id)

    assert (states(session), members(session, team)) == (["WITHDRAWN"], {captain.id})


def test_withdraw_by_anybody_else_is_denied(session: Session, working: Working) -> None:
    team, captain, asker = asked_team(session)
    request = make_request(session, team, asker)

    with pytest.raises(Denied, match="Only the person who asked may do this"), working(captain) as work:
        withdraw_request(work, request.id)


def test_sweep_ends_what_waits_once_teams_form_no_more(
    session: Session, jobs: JobContext, clock: StandingClock
) -> None:
    over, _captain, asker = asked_team(session)
    going_on, *_ = asked_team(session, event={"forming_closes_at": NOON.replace(month=12)})
    make_request(session, over, asker)
    make_request(session, going_on)
    clock.advance(days=1)

    sweep(jobs, 0)
    sweep(jobs, 0)

    assert states(session) == ["EXPIRED", "PENDING"]
    assert kinds(session) == ["teams.requests.expired"]


def test_only_the_platform_ends_requests(session: Session, working: Working) -> None:
    for who in (make_account(session), system("something.else")):
        with pytest.raises(Denied, match="Only the platform does this"), working(who) as work:
            end_overdue_requests(work)
