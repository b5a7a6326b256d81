"""Telling captains, and keeping teams to people who take part."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.dispatch import deliver_pending
from hackathon.core.work import Work
from hackathon.events.registration.facts import ParticipantWithdrew
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.teams.formation.commands import join_team, leave_team
from hackathon.teams.formation.models import TeamMember
from tests.clocks import StandingClock
from tests.factories import make_account, make_event, make_registration, make_team

Working = Callable[[Account], AbstractContextManager[Work]]


def notices(session: Session) -> list[tuple[int, str, str]]:
    rows = session.scalars(select(Notice).order_by(Notice.id))
    return [(notice.account_id, notice.subject, notice.path) for notice in rows]


def withdraw(working: Working, event: Event, person: Account) -> None:
    with working(person) as work:
        work.record(ParticipantWithdrew(subject_id=1, event_id=event.id, account_id=person.id))


def members(session: Session, team_id: int) -> list[int]:
    return list(session.scalars(select(TeamMember.account_id).where(TeamMember.team_id == team_id)))


def test_captain_is_told_once_who_joined_and_who_left(session: Session, working: Working, clock: StandingClock) -> None:
    event = make_event(session, "forming")
    captain, person = make_account(session), make_account(session, "Joy Joiner")
    team = make_team(session, event, captain, name="Owls")
    make_registration(session, event, person)
    with working(person) as work:
        join_team(work, team.id)
    with working(person) as work:
        leave_team(work, team.id)

    deliver_pending(session, clock)
    deliver_pending(session, clock)

    assert notices(session) == [
        (captain.id, "Joy Joiner joined Owls", f"/teams/{team.id}"),
        (captain.id, "Joy Joiner left Owls", f"/teams/{team.id}"),
    ]


def test_new_captain_is_told_to_lead_and_nobody_of_their_own_acts(
    session: Session, working: Working, clock: StandingClock
) -> None:
    event = make_event(session, "forming")
    captain, heir = make_account(session, "Ines"), make_account(session)
    team = make_team(session, event, captain, heir, name="Owls")
    with working(captain) as work:
        leave_team(work, team.id)

    deliver_pending(session, clock)

    assert sorted(notices(session)) == [
        (heir.id, "Ines left Owls", f"/teams/{team.id}"),
        (heir.id, "You lead Owls now", f"/teams/{team.id}"),
    ]


def test_last_member_who_leaves_is_told_nothing(session: Session, working: Working, clock: StandingClock) -> None:
    captain = make_account(session)
    team = make_team(session, make_event(session, "forming"), captain)
    with working(captain) as work:
        leave_team(work, team.id)

    deliver_pending(session, clock)

    assert notices(session) == []


def test_whoever_withdraws_from_the_event_leaves_even_a_locked_team(
    session: Session, working: Working, clock: StandingClock
) -> None:
    event = make_event(session, "running")
    captain, heir = make_account(session), make_account(session)
    team = make_team(session, event, captain, heir, state="LOCKED")
    withdraw(working, event, captain)

    deliver_pending(session, clock)

    session.refresh(team)
    assert (team.captain_id, team.state, members(session, team.id)) == (heir.id, "LOCKED", [heir.id])


def test_last_member_who_withdraws_dissolves_a_locked_team(
    session: Session, working: Working, clock: StandingClock
) -> None:
    event = make_event(session, "running")
    captain = make_account(session)
    team = make_team(session, event, captain, state="LOCKED")
    withdraw(working, event, captain)

    deliver_pending(session, clock)

    session.refresh(team)
    assert (team.state, members(session, team.id)) == ("DISSOLVED", [])


def test_whoever_withdraws_after_the_deadline_stays_in_the_team(
    session: Session, working: Working, clock: StandingClock
) -> None:
    event = make_event(session, "judging")
    captain = make_account(session)
    team = make_team(session, event, captain)
    withdraw(working, event, captain)

    deliver_pending(session, clock)

    assert members(session, team.id) == [captain.id]


def test_whoever_withdraws_without_a_team_changes_none(
    session: Session, working: Working, clock: StandingClock
) -> None:
    event = make_event(session, "forming")
    person = make_account(session)
    elsewhere = make_team(session, make_event(session, "forming"), person)
    withdraw(working, event, person)

    deliver_pending(session, clock)

    assert members(session, elsewhere.id) == [person.id]
