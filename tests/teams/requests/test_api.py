"""Ways into a team as programs use them."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.states import TeamEntry
from tests.calling import Program
from tests.factories import make_account, make_event, make_registration, make_team
from tests.factories.integrations import make_token
from tests.factories.teams import make_invitation, make_request


@pytest.fixture
def team(session: Session) -> Team:
    event = make_event(session, "forming")
    return make_team(session, event, make_account(session, "Ines"), name="Owls", entry=TeamEntry.BY_REQUEST)


@pytest.fixture
def person(session: Session, team: Team) -> Account:
    made = make_account(session, "Ada", profile={"unit": "Grid"})
    make_registration(session, session.get_one(Event, team.event_id), made, "designer", skills=["figma"])
    return made


def program(app: Flask, session: Session, who: Account) -> Program:
    return Program(app, make_token(session, who))


def address(session: Session, team: Team) -> str:
    return f"/api/v1/events/{session.get_one(Event, team.event_id).slug}/teams/{team.id}"


def captain_of(session: Session, team: Team) -> Account:
    return session.get_one(Account, team.captain_id)


def members(session: Session, team: Team) -> set[int]:
    return set(session.scalars(select(TeamMember.account_id).where(TeamMember.team_id == team.id)))


def test_asking_and_answering_go_as_on_the_page(app: Flask, session: Session, team: Team, person: Account) -> None:
    asker, captain = program(app, session, person), program(app, session, captain_of(session, team))
    teams = address(session, team)

    asked = asker.send("POST", f"{teams}/requests", {"message": "I draw."})
    request_id = asked.json["id"] if asked.json else 0
    closed = asker.send("GET", f"{teams}/requests")
    read = captain.send("GET", f"{teams}/requests")
    accepted = captain.send("POST", f"{teams}/requests/{request_id}/accept", {"word": "Welcome!"})

    shown = {"id": request_id, "team_id": team.id, "account_id": person.id, "message": "I draw.", "state": "PENDING"}
    moment = {"asked_at": "2026-11-24T12:00:00+00:00"}
    about = {"name": "Ada", "craft": "designer", "skills": ["figma"], "unit": "Grid"}
    assert (asked.status_code, asked.json) == (201, shown | moment)
    assert (closed.status_code, read.json) == (403, {"items": [shown | moment | about]})
    assert (accepted.status_code, accepted.json) == (200, shown | moment | {"state": "ACCEPTED"})
    assert members(session, team) == {team.captain_id, person.id}


def test_inviting_and_accepting_go_as_on_the_page(app: Flask, session: Session, team: Team, person: Account) -> None:
    invited, captain = program(app, session, person), program(app, session, captain_of(session, team))
    teams = address(session, team)

    made = captain.send("POST", f"{teams}/invitations", {"account_id": person.id})
    waiting = invited.send("GET", teams.replace(f"/teams/{team.id}", "/waiting"))
    taken = captain.send("POST", f"{teams}/invitations/{made.json['id'] if made.json else 0}/accept")
    accepted = invited.send("POST", f"{teams}/invitations/{made.json['id'] if made.json else 0}/accept")

    one = {"id": made.json["id"] if made.json else 0, "team_id": team.id}
    until = {"expires_at": "2026-11-25T12:00:00+00:00"}
    assert (made.status_code, made.json) == (201, one | until | {"state": "PENDING"})
    assert waiting.json == {"requests": [], "invitations": [one | until | {"team": "Owls"}]}
    assert (taken.status_code, accepted.status_code) == (403, 200)
    assert members(session, team) == {team.captain_id, person.id}


def test_joining_an_open_team_and_leaving_it(app: Flask, session: Session, team: Team, person: Account) -> None:
    open_team = make_team(session, session.get_one(Event, team.event_id))
    joiner, path = program(app, session, person), f"{address(session, open_team)}/membership"

    refused = joiner.send("POST", f"{address(session, team)}/membership")
    joined = joiner.send("POST", path)
    left = joiner.send("DELETE", path)

    assert (refused.status_code, joined.status_code) == (403, 201)
    assert joined.json == {
        "team_id": open_team.id,
        "account_id": person.id,
        "joined_at": "2026-11-24T12:00:00+00:00",
    }
    assert left.json == {"team_id": open_team.id, "state": "FORMING"}


def test_things_of_another_team_are_missing(app: Flask, session: Session, team: Team, person: Account) -> None:
    other = make_team(session, session.get_one(Event, team.event_id))
    request, invitation = make_request(session, other), make_invitation(session, other, person)
    asked, teams = program(app, session, person), address(session, team)

    answers = [
        asked.send("POST", f"{teams}/requests/{request.id}/withdraw").status_code,
        asked.send("POST", f"{teams}/invitations/{invitation.id}/accept").status_code,
    ]

    assert answers == [404, 404]
