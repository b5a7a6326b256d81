"""Deciding on other people's places in teams: who may, what is recorded, and who is told what."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow, Statement
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.membership.commands import hand_over, move_person, remove_member
from tests.clocks import StandingClock
from tests.factories import make_account, make_event, make_registration, make_team

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
WHY = "We agreed that the other question suits better."


def members(session: Session, team: Team) -> list[int]:
    session.expire_all()
    in_team = select(TeamMember.account_id).where(TeamMember.team_id == team.id)
    return list(session.scalars(in_team.order_by(TeamMember.account_id)))


def facts(session: Session) -> list[tuple[str, str]]:
    rows = session.scalars(select(FactRow).order_by(FactRow.id))
    return [(row.kind.removeprefix("teams."), row.audience) for row in rows]


def notices(session: Session) -> list[tuple[int, str, str]]:
    rows = session.scalars(select(Notice))
    return sorted((notice.account_id, notice.subject, notice.text) for notice in rows)


def test_hand_over_lets_a_member_lead_and_tells_both(session: Session, working: Working, clock: StandingClock) -> None:
    organizer, captain, heir = (make_account(session, name) for name in ("Ole", "Ines", "Hal"))
    team = make_team(session, make_event(session, organizer=organizer), captain, heir, name="Owls")

    with working(organizer) as work:
        hand_over(work, team.id, heir.id)
    deliver_pending(session, clock)

    assert (session.get_one(Team, team.id).captain_id, members(session, team)) == (heir.id, [captain.id, heir.id])
    assert facts(session) == [("membership.handed_over", "viewers")]
    assert notices(session) == [
        (captain.id, "Hal leads Owls now", "Ole handed it over."),
        (heir.id, "You lead Owls now", "Ole handed it over: you hand in for the team."),
    ]


def test_hand_over_needs_a_member_and_the_captain_of_now(session: Session, working: Working) -> None:
    captain, heir, other = make_account(session), make_account(session), make_account(session)
    team = make_team(session, make_event(session), captain, heir)

    for somebody, sentence in ((other, "Only a member of the team"), (captain, "leads the team already")):
        with pytest.raises(Conflict, match=sentence), working(captain) as work:
            hand_over(work, team.id, somebody.id)
    with working(captain) as work:
        hand_over(work, team.id, heir.id)
    with pytest.raises(Denied, match="Only the captain of this team, or an organizer"), working(captain) as work:
        hand_over(work, team.id, captain.id)


def test_remove_tells_the_person_why_and_others_only_that_they_left(
    session: Session, working: Working, clock: StandingClock
) -> None:
    organizer, captain, member = (make_account(session, name) for name in ("Ole", "Ines", "Mel"))
    team = make_team(session, make_event(session, organizer=organizer), captain, member, name="Owls")

    with working(organizer) as work:
        remove_member(work, team.id, member.id, WHY)
    deliver_pending(session, clock)

    assert members(session, team) == [captain.id]
    assert facts(session) == [("formation.left", "viewers"), ("membership.removed", "organizers")]
    assert notices(session) == [
        (captain.id, "Mel is no longer in Owls", "An organizer of the event decided so."),
        (member.id, "Ole removed you from Owls", WHY),
    ]


def test_remove_of_the_captain_hands_over_and_of_the_last_dissolves(session: Session, working: Working) -> None:
    organizer, captain, heir = (make_account(session) for _ in range(3))
    team = make_team(session, make_event(session, organizer=organizer), captain, heir)

    with working(organizer) as work:
        remove_member(work, team.id, captain.id, WHY)
    with working(organizer) as work:
        remove_member(work, team.id, heir.id, WHY)

    assert (session.get_one(Team, team.id).state, members(session, team)) == ("DISSOLVED", [])


def test_remove_without_a_reason_by_members_or_of_oneself_is_refused(session: Session, working: Working) -> None:
    captain, member, other = make_account(session), make_account(session), make_account(session)
    team = make_team(session, make_event(session), captain, member, other)

    with pytest.raises(Invalid, match="Say why"), working(captain) as work:
        remove_member(work, team.id, member.id, "  ")
    with pytest.raises(Denied, match="Only the captain of this team"), working(member) as work:
        remove_member(work, team.id, other.id, WHY)
    with pytest.raises(Denied, match="You can leave the team yourself"), working(captain) as work:
        remove_member(work, team.id, captain.id, WHY)

    assert members(session, team) == [captain.id, member.id, other.id]
    assert session.scalars(select(Statement)).all() == []


def test_move_from_team_to_team_is_recorded_and_told_to_all_three(
    session: Session, working: Working, clock: StandingClock
) -> None:
    organizer, first, second, person = (make_account(session, name) for name in ("Ole", "Fay", "Sue", "Pia"))
    event = make_event(session, organizer=organizer)
    origin = make_team(session, event, first, person, name="Owls")
    target = make_team(session, event, second, name="Bees", state="LOCKED")

    with working(organizer) as work:
        move_person(work, person.id, target.id, WHY)
    deliver_pending(session, clock)

    assert (members(session, origin), members(session, target)) == ([first.id], [second.id, person.id])
    assert facts(session) == [
        ("formation.left", "viewers"),
        ("formation.joined", "viewers"),
        ("membership.moved", "organizers"),
    ]
    told = "Ole, an organizer of the event, decided so."
    assert notices(session) == [
        (first.id, "Pia is in Bees now", told),
        (second.id, "Pia is in Bees now", told),
        (person.id, "You are in Bees now", WHY),
    ]


def test_move_of_somebody_alone_puts_them_into_a_team(session: Session, working: Working) -> None:
    organizer, person = make_account(session), make_account(session)
    event = make_event(session, organizer=organizer)
    make_registration(session, event, person)
    team = make_team(session, event)

    with working(organizer) as work:
        move_person(work, person.id, team.id, WHY)

    assert person.id in members(session, team)


def test_move_into_a_full_team_leaves_everybody_where_they_were(session: Session, working: Working) -> None:
    organizer, captain, person = (make_account(session) for _ in range(3))
    event = make_event(session, organizer=organizer, team_max=1, team_min=1)
    origin, full = make_team(session, event, person), make_team(session, event, captain)

    with pytest.raises(Conflict, match=r"This team is full \(1 of 1\)"), working(organizer) as work:
        move_person(work, person.id, full.id, WHY)

    assert (members(session, origin), members(session, full), facts(session)) == ([person.id], [captain.id], [])


def test_move_by_anybody_but_an_organizer_or_after_the_deadline_is_denied(session: Session, working: Working) -> None:
    organizer, captain, person = (make_account(session) for _ in range(3))
    late = make_event(session, "judging", organizer=organizer)
    event = make_event(session)
    for at, who in ((event, captain), (late, organizer)):
        make_registration(session, at, person)
        team = make_team(session, at, captain)

        with pytest.raises(Denied), working(who) as work:
            move_person(work, person.id, team.id, WHY)

    assert facts(session) == []


def test_move_to_the_same_team_a_dissolved_one_or_of_a_stranger_is_a_conflict(
    session: Session, working: Working
) -> None:
    organizer, person = make_account(session), make_account(session)
    event = make_event(session, organizer=organizer)
    team, gone = make_team(session, event, person), make_team(session, event, state="DISSOLVED")
    tries = [
        (person, team, "is in this team already"),
        (person, gone, "This team has dissolved"),
        (make_account(session), team, "has to take part in the event first"),
    ]

    for who, target, sentence in tries:
        with pytest.raises(Conflict, match=sentence), working(organizer) as work:
            move_person(work, who.id, target.id, WHY)

    assert members(session, team) == [person.id]
