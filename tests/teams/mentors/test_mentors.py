"""Mentors of teams: who lets whom help, who is told, and what stays known."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.work import Work
from hackathon.events.setup.commands import take_event_role
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.teams.formation.models import Team
from hackathon.teams.mentors.commands import attach_mentor, detach_mentor
from hackathon.teams.mentors.queries import mentors_of, mentorships
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account, make_event, make_team
from tests.factories.events import give_event_role

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
Open = Callable[[Account | None], Browser]


def mentored_event(session: Session) -> tuple[Event, Account, Account]:
    """Make an event with its organizer and a mentor."""
    organizer, mentor = make_account(session, "Ole"), make_account(session, "Mia")
    event = make_event(session, organizer=organizer)
    give_event_role(session, event, mentor, "mentor")
    return event, organizer, mentor


def mentors(session: Session, team: Team) -> list[str]:
    return [name for _account_id, name in mentors_of(session, team.id)]


def notices(session: Session) -> list[tuple[int, str]]:
    return sorted((notice.account_id, notice.subject) for notice in session.scalars(select(Notice)))


def test_mentor_attaches_themselves_and_the_team_is_told(
    session: Session, working: Working, clock: StandingClock
) -> None:
    event, _organizer, mentor = mentored_event(session)
    captain, member = make_account(session), make_account(session)
    team = make_team(session, event, captain, member, name="Owls")

    with working(mentor) as work:
        attach_mentor(work, team.id, mentor.id)
    deliver_pending(session, clock)

    assert mentors(session, team) == ["Mia"]
    assert notices(session) == [(captain.id, "Mia mentors Owls"), (member.id, "Mia mentors Owls")]


def test_organizer_gives_a_team_a_mentor_who_is_told(session: Session, working: Working, clock: StandingClock) -> None:
    event, organizer, mentor = mentored_event(session)
    captain = make_account(session)
    team = make_team(session, event, captain, name="Owls")

    with working(organizer) as work:
        attach_mentor(work, team.id, mentor.id)
    deliver_pending(session, clock)

    assert notices(session) == [(mentor.id, "You mentor Owls"), (captain.id, "Mia mentors Owls")]


def test_attach_of_others_by_others_of_no_mentor_or_twice_is_refused(session: Session, working: Working) -> None:
    event, organizer, mentor = mentored_event(session)
    second, captain = make_account(session), make_account(session)
    give_event_role(session, event, second, "mentor")
    team, own = make_team(session, event, captain), make_team(session, event, mentor)
    with working(mentor) as work:
        attach_mentor(work, team.id, mentor.id)

    for who, whom in ((captain, mentor), (mentor, second), (captain, captain)):
        with pytest.raises(Denied, match="Only mentors of this event"), working(who) as work:
            attach_mentor(work, team.id, whom.id)
    with pytest.raises(Invalid, match="Choose one of this event's mentors"), working(organizer) as work:
        attach_mentor(work, team.id, captain.id)
    with pytest.raises(Conflict, match="mentors the team already"), working(organizer) as work:
        attach_mentor(work, team.id, mentor.id)
    with pytest.raises(Conflict, match="Nobody mentors the team they are in"), working(mentor) as work:
        attach_mentor(work, own.id, mentor.id)

    assert (mentors(session, team), mentors(session, own)) == (["Mia"], [])


def test_detach_ends_it_and_stays_known_to_judging(session: Session, working: Working) -> None:
    event, _organizer, mentor = mentored_event(session)
    team, elsewhere = make_team(session, event), make_team(session, make_event(session))
    with working(mentor) as work:
        attach_mentor(work, team.id, mentor.id)
    with working(mentor) as work:
        detach_mentor(work, team.id, mentor.id)

    with pytest.raises(Conflict, match="does not mentor the team"), working(mentor) as work:
        detach_mentor(work, team.id, mentor.id)

    assert mentors(session, team) == []
    assert session.execute(mentorships(event.id)).all() == [(mentor.id, team.id)]
    assert session.execute(mentorships(elsewhere.event_id)).all() == []


def test_mentor_who_loses_the_role_helps_no_team_any_more(
    session: Session, working: Working, clock: StandingClock
) -> None:
    event, organizer, mentor = mentored_event(session)
    team = make_team(session, event)
    with working(mentor) as work:
        attach_mentor(work, team.id, mentor.id)
    with working(organizer) as work:
        take_event_role(work, event.id, mentor.id, "mentor")

    deliver_pending(session, clock)

    assert mentors(session, team) == []


def test_pages_let_mentors_attach_and_organizers_choose(session: Session, browser: Open) -> None:
    event, organizer, mentor = mentored_event(session)
    team = make_team(session, event)
    page = f"/events/{event.slug}/teams/{team.id}"

    offered = browser(mentor).get(page).text
    attached = browser(mentor).post(f"{page}/mentors/me")
    detached = browser(organizer).post(f"{page}/mentors/{mentor.id}/detach")
    chosen = browser(organizer).post(f"{page}/mentors", account_id=mentor.id)

    assert "Mentor this team" in offered
    assert [answer.status_code for answer in (attached, detached, chosen)] == [302, 302, 302]
    assert mentors(session, team) == ["Mia"]
    assert "Mia (1 team)" in browser(organizer).get(f"{page}/mentors").text
