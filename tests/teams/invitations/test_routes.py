"""Invitations as captains make them and as people open them."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.events.registration.facts import ParticipantAdmitted
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.teams.formation.commands import lock_team
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.states import TeamEntry
from hackathon.teams.invitations.commands import decline_invitation, invite_person, withdraw_invitation
from hackathon.teams.invitations.models import Invitation, InvitationLink
from hackathon.teams.invitations.queries import waiting_of
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account, make_event, make_registration, make_team
from tests.factories.teams import make_invitation, make_invitation_link, make_request
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def inviting_team(session: Session) -> tuple[Team, Account, Account, str]:
    event = make_event(session, "forming")
    captain, person = make_account(session, "Ines"), make_account(session, "Ada")
    make_registration(session, event, person)
    team = make_team(session, event, captain, name="Owls", entry=TeamEntry.BY_INVITATION)
    return team, captain, person, f"/events/{event.slug}/teams/{team.id}"


def states(session: Session) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(Invitation.state).order_by(Invitation.id)))


def members(session: Session, team: Team) -> set[int]:
    return set(session.scalars(select(TeamMember.account_id).where(TeamMember.team_id == team.id)))


def notices(session: Session) -> list[tuple[int, str, str]]:
    return [(each.account_id, each.subject, each.text) for each in session.scalars(select(Notice).order_by(Notice.id))]


def test_captain_finds_by_name_invites_and_the_invited_accepts(session: Session, browser: Open) -> None:
    team, captain, person, page = inviting_team(session)
    make_registration(session, session.get_one(Event, team.event_id), make_account(session, "Zoe"))

    found = browser(captain).get(f"{page}/invitations?q=ad").text
    invited = browser(captain).post(f"{page}/invitations/people/{person.id}")
    read = browser(person).get(page).text
    accepted = browser(person).post(f"{page}/invitations/{session.scalars(select(Invitation.id)).one()}/accept")

    assert ("Ada" in found, "Zoe" in found, invited.status_code) == (True, False, 302)
    assert ("Ines invites you to this team" in read, accepted.location) == (True, page)
    assert members(session, team) == {captain.id, person.id}


def test_invitations_are_seen_by_the_captain_alone(session: Session, browser: Open) -> None:
    team, captain, person, page = inviting_team(session)
    make_invitation(session, team, email="secret.colleague@example.org")
    organizer = session.get_one(Account, session.get_one(Event, team.event_id).created_by)

    answers = [browser(who).get(f"{page}/invitations") for who in (captain, person, organizer)]
    on_page = ["secret.colleague" in browser(who).get(page).text for who in (captain, person, organizer)]

    assert [answer.status_code for answer in answers] == [200, 403, 403]
    assert ["secret.colleague" in answer.text for answer in answers] == [True, False, False]
    assert on_page == [False, False, False]


def test_link_is_shown_once_and_lets_somebody_in(session: Session, browser: Open) -> None:
    team, captain, person, page = inviting_team(session)

    made = browser(captain).post(f"{page}/invitations/links", uses=2).text
    secret = made.partition("/team-invitations/")[2].partition("<")[0].strip()
    again = browser(captain).get(f"{page}/invitations").text
    opened = browser(None).get(f"/team-invitations/{secret}")
    joined = browser(person).post(f"/team-invitations/{secret}")

    assert ("/team-invitations/" in again, "0 of 2 used" in again) == (False, True)
    assert (opened.status_code, "Sign in to join" in opened.text, joined.location) == (200, True, page)
    assert members(session, team) == {captain.id, person.id}


def test_link_leads_a_newcomer_to_registration_and_keeps_the_invitation(session: Session, browser: Open) -> None:
    team, captain, _person, page = inviting_team(session)
    make_invitation_link(session, team, "secret")
    newcomer = make_account(session)
    slug = session.get_one(Event, team.event_id).slug

    kept = browser(newcomer).post("/team-invitations/secret")
    page_then = browser(newcomer).get(page).text

    assert (kept.location, states(session)) == (f"/events/{slug}/registration", ["PENDING"])
    assert "Register for the event" in page_then
    assert members(session, team) == {captain.id}


@pytest.mark.parametrize("who", ["stranger", "somebody"])
def test_post_to_a_withdrawn_link_changes_nothing_and_is_written_down(
    session: Session, browser: Open, who: str
) -> None:
    team, captain, person, _page = inviting_team(session)
    make_invitation_link(session, team, "secret", revoked_at=team.created_at)

    answer = browser(person if who == "somebody" else None).post("/team-invitations/secret")

    assert "does not work any more" in answer.text
    assert members(session, team) == {captain.id}
    assert session.scalars(select(FactRow.kind)).all() == (["teams.invitations.refused"] if who == "somebody" else [])


def test_unknown_secret_and_things_of_another_team_are_missing(session: Session, browser: Open) -> None:
    team, captain, _person, page = inviting_team(session)
    other = make_team(session, session.get_one(Event, team.event_id))
    foreign, link = make_invitation(session, other), make_invitation_link(session, other)

    answers = [
        browser(captain).get("/team-invitations/nothing"),
        browser(captain).post(f"{page}/invitations/{foreign.id}/withdraw"),
        browser(captain).post(f"{page}/invitations/links/{link.id}/revoke"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert (states(session), session.scalars(select(InvitationLink.revoked_at)).all()) == (["PENDING"], [None])


def test_mail_without_a_server_shows_the_link_for_the_captain_to_pass_on(session: Session, browser: Open) -> None:
    _team, captain, person, page = inviting_team(session)

    shown = [
        "/team-invitations/" in browser(captain).post(f"{page}/invitations/mail", email=email).text
        for email in ("new@example.org", person.email)
    ]
    refused = browser(captain).post(f"{page}/invitations/mail", email="nobody")

    assert (shown, refused.status_code, "This is not an e-mail address" in refused.text) == ([True, True], 422, True)


def test_guesses_of_secrets_and_mails_to_one_address_are_limited(
    session: Session, install: Callable[..., Flask]
) -> None:
    _team, captain, person, page = inviting_team(session)
    app = install(rate_limits=True)
    guessing, mailing = Browser(app, person), Browser(app, captain)

    guesses = [guessing.post("/team-invitations/no-such-secret").status_code for _try in range(31)]
    mails = [mailing.post(f"{page}/invitations/mail", email="new@example.org").status_code for _try in range(6)]

    assert (set(guesses[:-1]), guesses[-1]) == ({404}, 429)
    assert (mails[0], mails[-1]) == (200, 429)


@pytest.mark.parametrize("entry", TeamEntry)
def test_pages_ask_as_much_for_many_invitations_as_for_one(
    session: Session, browser: Open, queries: QueryCounter, entry: TeamEntry
) -> None:
    team, captain, person, page = inviting_team(session)
    team.entry = entry
    make_invitation(session, team, person)
    counts = []

    for more in (0, 5):
        for _each in range(more):
            make_invitation(session, team)
        with queries() as invitations:
            assert browser(captain).get(f"{page}/invitations").status_code == 200
        with queries() as shown:
            assert browser(person).get(page).status_code == 200
        counts.append((len(invitations), len(shown)))

    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12, "a page asks twelve times at most"


def test_invited_and_captain_are_told(session: Session, working: Working, clock: StandingClock) -> None:
    team, captain, person, _page = inviting_team(session)
    declined, withdrawn, locked = (make_invitation(session, team) for _ in range(3))
    with working(captain) as work:
        invite_person(work, team.id, person.id)
    with working(session.get_one(Account, declined.account_id)) as work:
        decline_invitation(work, declined.id)
    with working(captain) as work:
        withdraw_invitation(work, withdrawn.id)
    deliver_pending(session, clock)
    with working(captain) as work:
        lock_team(work, team.id)

    deliver_pending(session, clock)

    name = session.get_one(Account, declined.account_id).display_name
    assert states(session) == ["DECLINED", "WITHDRAWN", "EXPIRED", "EXPIRED"]
    assert sorted(notices(session)) == sorted(
        [
            (person.id, "Ines invites you to Owls", "See who is in it, then accept or decline."),
            (captain.id, f"{name} does not join Owls", "They declined your invitation."),
            (withdrawn.account_id, "Owls no longer invites you", "Ines withdrew the invitation."),
            (person.id, "Your invitation to Owls ended", "It ended without an answer: the team is complete."),
            (locked.account_id, "Your invitation to Owls ended", "It ended without an answer: the team is complete."),
        ]
    )


def test_who_takes_part_at_last_finds_what_was_mailed_to_their_address(
    session: Session, working: Working, clock: StandingClock
) -> None:
    team, _captain, _person, _page = inviting_team(session)
    newcomer, other = make_account(session), make_account(session)
    make_invitation(session, team, email=newcomer.email)
    make_invitation(session, team, email=other.email)
    with working(newcomer) as work:
        fact = ParticipantAdmitted(
            subject_id=make_registration(session, session.get_one(Event, team.event_id), newcomer).id,
            event_id=team.event_id,
            account_id=newcomer.id,
            craft="designer",
        )
        work.record(fact)

    deliver_pending(session, clock)

    told = [subject for account_id, subject, _text in notices(session) if account_id == newcomer.id]
    assert [row.Team.name for row in waiting_of(session, newcomer.id, team.event_id).invitations] == ["Owls"]
    assert (told, waiting_of(session, other.id, team.event_id).invitations) == (["Owls waits for you"], [])


def test_waiting_of_reads_ones_own_requests_and_invitations_at_an_event(session: Session) -> None:
    team, _captain, person, _page = inviting_team(session)
    make_request(session, team, person)
    make_invitation(session, team, person)
    make_invitation(session, team)
    make_request(session, team, person, state="DECLINED")

    waiting = waiting_of(session, person.id, team.event_id)

    assert ([row.Team.id for row in waiting.requests], [row.Team.id for row in waiting.invitations]) == (
        [team.id],
        [team.id],
    )
    assert waiting_of(session, person.id, team.event_id + 1) == ([], [])
