"""Inviting people to a team, and what they do with it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, IllegalMove, Invalid
from hackathon.core.facts import FactRow
from hackathon.core.jobs import JobContext
from hackathon.core.mail import Mail
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.rules import token_hash
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.states import TeamEntry
from hackathon.teams.invitations.commands import (
    accept_invitation,
    decline_invitation,
    follow_link,
    follow_mail,
    invite_address,
    invite_person,
    make_link,
    revoke_link,
    withdraw_invitation,
)
from hackathon.teams.invitations.jobs import sweep
from hackathon.teams.invitations.models import Invitation, InvitationLink
from tests.clocks import StandingClock
from tests.factories import make_account, make_event, make_registration, make_team
from tests.factories.teams import make_invitation, make_invitation_link

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def inviting_team(session: Session, **values: Any) -> tuple[Team, Account, Account]:
    """Make a team by invitation, its captain, and somebody who takes part and has no team."""
    event = make_event(session, values.pop("phase", "forming"), **values.pop("event", {}))
    captain, person = make_account(session, "Ines"), make_account(session, "Ada")
    team = make_team(session, event, captain, **{"entry": TeamEntry.BY_INVITATION, **values})
    make_registration(session, event, person)
    return team, captain, person


def event_of(session: Session, team: Team) -> Event:
    return session.get_one(Event, team.event_id)


def states(session: Session) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(Invitation.state).order_by(Invitation.id)))


def members(session: Session, team: Team) -> set[int]:
    return set(session.scalars(select(TeamMember.account_id).where(TeamMember.team_id == team.id)))


def kinds(session: Session) -> list[str]:
    return [kind.removeprefix("teams.") for kind in session.scalars(select(FactRow.kind).order_by(FactRow.id))]


def test_invite_by_name_waits_for_the_answer_until_teams_form_no_more(session: Session, working: Working) -> None:
    team, captain, person = inviting_team(session)

    with working(captain) as work:
        invite_person(work, team.id, person.id)

    made = session.scalars(select(Invitation)).one()
    assert (made.account_id, made.email, made.token_hash, made.state) == (person.id, None, None, "PENDING")
    assert f"{made.expires_at:%d %H:%M}" == "25 12:00"
    assert kinds(session) == ["invitations.invited"]


def test_invite_twice_somebody_in_a_team_or_outside_the_event_is_refused(session: Session, working: Working) -> None:
    team, captain, person = inviting_team(session)
    make_invitation(session, team, person)
    outsider = make_account(session)

    with pytest.raises(Conflict, match="is invited already"), working(captain) as work:
        invite_person(work, team.id, person.id)
    with pytest.raises(Conflict, match="is in a team of this event already"), working(captain) as work:
        invite_person(work, team.id, captain.id)
    with pytest.raises(Invalid, match="Choose somebody who takes part"), working(captain) as work:
        invite_person(work, team.id, outsider.id)

    assert states(session) == ["PENDING"]


def test_only_the_captain_invites_makes_links_and_withdraws(session: Session, working: Working) -> None:
    organizer, member = make_account(session), make_account(session)
    team, _captain, person = inviting_team(session, event={"organizer": organizer})
    session.add(TeamMember(team_id=team.id, account_id=member.id, event_id=team.event_id, joined_at=team.created_at))
    invitation, link = make_invitation(session, team), make_invitation_link(session, team)
    tries: list[Callable[[Work], object]] = [
        lambda work: invite_person(work, team.id, person.id),
        lambda work: invite_address(work, team.id, "ada@example.org"),
        lambda work: make_link(work, team.id, 3),
        lambda work: withdraw_invitation(work, invitation.id),
        lambda work: revoke_link(work, link.id),
    ]

    for who in (organizer, member, person):
        for attempt in tries:
            with pytest.raises(Denied, match="Only the captain of this team invites people"), working(who) as work:
                attempt(work)

    assert (states(session), kinds(session)) == (["PENDING"], [])


def test_invite_by_mail_sends_the_secret_and_keeps_its_hash(session: Session, working: Working) -> None:
    team, captain, _person = inviting_team(session)
    session.info["sends_mail"] = True

    with working(captain) as work:
        shown = invite_address(work, team.id, " New@Example.org ")

    made, mail = session.scalars(select(Invitation)).one(), session.scalars(select(Mail)).one()
    assert (shown, made.email, made.account_id) == (None, "new@example.org", None)
    assert (mail.to, made.token_hash) == ("new@example.org", token_hash(mail.secret or ""))
    assert "/team-invitations/{secret}" in mail.body
    facts = session.scalars(select(FactRow.payload)).all()
    assert not any("example.org" in payload for payload in facts)


@pytest.mark.parametrize("sends_mail", [True, False])
def test_invite_by_mail_answers_alike_whether_or_not_the_address_has_an_account(
    session: Session, working: Working, *, sends_mail: bool
) -> None:
    team, captain, person = inviting_team(session)
    session.info["sends_mail"] = sends_mail

    with working(captain) as work:
        answers = [invite_address(work, team.id, email) is None for email in (person.email, "new@example.org")]

    assert answers == [sends_mail, sends_mail]
    assert session.scalars(select(Invitation.account_id).order_by(Invitation.id)).all() == [person.id, None]


def test_accept_by_name_joins_a_team_that_nobody_else_can_join(session: Session, working: Working) -> None:
    team, captain, person = inviting_team(session)
    invitation = make_invitation(session, team, person)

    with working(person) as work:
        accept_invitation(work, invitation.id)

    assert (states(session), members(session, team)) == (["ACCEPTED"], {captain.id, person.id})
    assert kinds(session) == ["formation.joined", "invitations.accepted"]


def test_accept_of_somebody_elses_invitation_is_denied(session: Session, working: Working) -> None:
    team, captain, person = inviting_team(session)
    invitation, mailed = make_invitation(session, team), make_invitation(session, team, email="new@example.org")

    for answer in (accept_invitation, decline_invitation):
        for each in (invitation, mailed):
            with pytest.raises(Denied, match="Only the person who was invited"), working(person) as work:
                answer(work, each.id)

    assert (states(session), members(session, team)) == (["PENDING", "PENDING"], {captain.id})


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"state": "WITHDRAWN"}, "This invitation was answered, withdrawn, or its time is over."),
        ({"expires_at": StandingClock()()}, "This invitation was answered, withdrawn, or its time is over."),
    ],
)
def test_accept_of_what_is_over_is_a_conflict(
    session: Session, working: Working, values: dict[str, Any], sentence: str
) -> None:
    team, captain, person = inviting_team(session)
    invitation = make_invitation(session, team, person, **values)

    with pytest.raises(Conflict, match=sentence), working(person) as work:
        accept_invitation(work, invitation.id)

    assert members(session, team) == {captain.id}


def test_accept_into_a_full_or_locked_team_is_refused(session: Session, working: Working) -> None:
    team, _captain, person = inviting_team(session, event={"team_min": 1, "team_max": 1})
    locked, _other, somebody = inviting_team(session, state="LOCKED")
    invitation, late = make_invitation(session, team, person), make_invitation(session, locked, somebody)

    with pytest.raises(Conflict, match=r"This team is full \(1 of 1\)"), working(person) as work:
        accept_invitation(work, invitation.id)
    with pytest.raises(Denied, match="its captain has locked it"), working(somebody) as work:
        accept_invitation(work, late.id)


def test_decline_and_withdraw_end_an_invitation_for_good(session: Session, working: Working) -> None:
    team, captain, person = inviting_team(session)
    declined, withdrawn = make_invitation(session, team, person), make_invitation(session, team)

    with working(person) as work:
        decline_invitation(work, declined.id)
    with working(captain) as work:
        withdraw_invitation(work, withdrawn.id)
    with pytest.raises(IllegalMove, match="it is “declined” now"), working(captain) as work:
        withdraw_invitation(work, declined.id)

    assert states(session) == ["DECLINED", "WITHDRAWN"]


def test_mailed_invitation_is_for_the_account_of_its_address_alone(session: Session, working: Working) -> None:
    team, captain, person = inviting_team(session)
    make_registration(session, make_event(session), other := make_account(session))
    invitation = make_invitation(session, team, email=person.email)

    with pytest.raises(Conflict, match="This invitation is for somebody else"), working(other) as work:
        follow_mail(work, invitation.id)
    with working(person) as work:
        follow_mail(work, invitation.id)

    assert (states(session), members(session, team)) == (["ACCEPTED"], {captain.id, person.id})


def test_mailed_invitation_waits_for_who_has_to_register_first(session: Session, working: Working) -> None:
    team, captain, _person = inviting_team(session)
    newcomer = make_account(session)
    invitation = make_invitation(session, team, email=newcomer.email)

    for _again in range(2):
        with working(newcomer) as work:
            follow_mail(work, invitation.id)

    assert (states(session), members(session, team)) == (["PENDING"], {captain.id})
    assert kinds(session) == ["invitations.kept"]
    make_registration(session, event_of(session, team), newcomer)
    with working(newcomer) as work:
        accept_invitation(work, invitation.id)
    assert members(session, team) == {captain.id, newcomer.id}


def test_mail_to_somebody_who_is_invited_already_tells_nothing_and_leads_to_the_same_invitation(
    session: Session, working: Working
) -> None:
    team, captain, person = inviting_team(session)
    make_invitation(session, team, person)

    with working(captain) as work:
        invite_address(work, team.id, person.email)
    mailed = session.scalars(select(Invitation).where(Invitation.email == person.email)).one()
    with working(person) as work:
        follow_mail(work, mailed.id)

    assert (states(session), members(session, team)) == (["ACCEPTED", "PENDING"], {captain.id, person.id})


def test_link_lets_in_as_many_as_it_says_and_keeps_a_use_for_who_registers_first(
    session: Session, working: Working
) -> None:
    team, captain, person = inviting_team(session)
    link = make_invitation_link(session, team, uses=2)
    newcomer, late = make_account(session), make_account(session)
    make_registration(session, event_of(session, team), late)

    for who in (person, newcomer, newcomer):
        with working(who) as work:
            follow_link(work, link.id)
    with pytest.raises(Conflict, match="This invitation link is used up"), working(late) as work:
        follow_link(work, link.id)

    assert (states(session), members(session, team)) == (["ACCEPTED", "PENDING"], {captain.id, person.id})


def test_link_that_was_withdrawn_or_is_over_lets_nobody_in(
    session: Session, working: Working, clock: StandingClock
) -> None:
    team, captain, person = inviting_team(session)
    withdrawn, over = make_invitation_link(session, team), make_invitation_link(session, team, "over")
    with working(captain) as work:
        revoke_link(work, withdrawn.id)
    clock.advance(hours=21)

    for link in (withdrawn, over):
        with pytest.raises(Conflict, match="does not work any more"), working(person) as work:
            follow_link(work, link.id)

    assert (states(session), members(session, team)) == ([], {captain.id})


def test_make_link_keeps_the_hash_only_and_few_links(session: Session, working: Working) -> None:
    team, captain, _person = inviting_team(session)

    with working(captain) as work:
        secrets = [make_link(work, team.id, 2) for _ in range(3)]

    kept = session.scalars(select(InvitationLink.token_hash).order_by(InvitationLink.id)).all()
    assert kept == [token_hash(secret) for secret in secrets]
    with pytest.raises(Conflict, match="There are 3 links already"), working(captain) as work:
        make_link(work, team.id, 2)
    with pytest.raises(Invalid, match="Choose a number between 1 and 20"), working(captain) as work:
        make_link(work, team.id, 21)


def test_a_team_invites_so_many_at_once_only(session: Session, working: Working) -> None:
    team, captain, person = inviting_team(session)
    for number in range(20):
        make_invitation(session, team, email=f"{number}@example.org")

    with pytest.raises(Conflict, match="20 invitations wait for an answer"), working(captain) as work:
        invite_person(work, team.id, person.id)

    assert session.scalar(select(func.count()).select_from(Invitation)) == 20


def test_sweep_ends_what_nobody_answered_in_time(session: Session, jobs: JobContext, clock: StandingClock) -> None:
    team, _captain, person = inviting_team(session)
    make_invitation(session, team, person)
    make_invitation(session, team, email="new@example.org", expires_at=team.created_at)

    sweep(jobs, 0)
    clock.advance(days=2)
    sweep(jobs, 0)
    sweep(jobs, 0)

    endings = session.scalars(select(FactRow.payload).order_by(FactRow.id)).all()
    assert states(session) == ["EXPIRED", "EXPIRED"]
    assert [payload.partition('"why":')[2] for payload in endings] == ['"late"}', '"closed"}']
