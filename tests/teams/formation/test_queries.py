"""What is read about teams."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from hackathon.events.registration.models import Registration
from hackathon.teams.formation.queries import (
    Standing,
    longest_member_of,
    members_of,
    open_questions,
    seekers,
    standing_of,
    team_of,
)
from tests.factories import make_account, make_challenge, make_event, make_registration, make_team


def test_a_member_who_withdrew_counts_for_no_role_but_stays_in_the_team(session: Session) -> None:
    event = make_event(session, "forming")
    person = make_account(session)
    team = make_team(session, event, person)
    session.execute(update(Registration).values(state="WITHDRAWN"))

    members = members_of(session, [team.id])[team.id]

    assert [(member.account_id, member.craft) for member in members] == [(person.id, "other")]
    assert standing_of(session, event.id) == Standing(teams=1, seekers=0, without_domain=1, without_data=1)
    assert team_of(session, event.id, person.id) is team


def test_seekers_take_part_and_have_no_team_of_this_event(session: Session) -> None:
    event, elsewhere = make_event(session, "forming"), make_event(session, "forming")
    seeking = make_account(session, "Sam")
    make_registration(session, event, seeking, "designer", skills=["figma"])
    make_team(session, elsewhere, seeking)
    make_team(session, event)
    for state in ("APPLIED", "WITHDRAWN", "DECLINED", "WAITLISTED"):
        make_registration(session, event, make_account(session), state=state)

    assert [tuple(row) for row in session.execute(seekers(event.id))] == [(seeking.id, "Sam", "designer", ["figma"])]


def test_standing_counts_teams_seekers_and_what_teams_lack(session: Session) -> None:
    event = make_event(session, "forming")
    make_team(session, event)
    make_team(session, event, state="DISSOLVED")
    make_team(session, event)
    make_registration(session, event, make_account(session), "domain_expert")

    assert standing_of(session, event.id) == Standing(teams=2, seekers=1, without_domain=2, without_data=0)


def test_longest_member_of_a_team_without_members_is_nobody(session: Session) -> None:
    team = make_team(session, make_event(session, "forming"))

    assert longest_member_of(session, team.id + 1) is None


def test_open_questions_are_the_accepted_ones_of_the_event_with_their_teams(session: Session) -> None:
    event = make_event(session, "forming")
    later, first = make_challenge(session, event, title="b"), make_challenge(session, event, title="A")
    make_challenge(session, event, state="PROPOSED")
    make_challenge(session, make_event(session, "forming"))
    for state in ("FORMING", "DISSOLVED"):
        make_team(session, event, challenge=first, state=state)

    assert [(challenge.id, taken) for challenge, taken in open_questions(session, event.id)] == [
        (first.id, 1),
        (later.id, 0),
    ]
