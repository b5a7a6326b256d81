"""Teams for tests."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.rules import token_hash
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.invitations.models import Invitation, InvitationLink
from hackathon.teams.requests.models import JoinRequest
from tests.clocks import NOON
from tests.factories.events import make_registration
from tests.factories.people import LONG_AGO, make_account
from tests.factories.saving import numbers, saved


def make_team(
    session: Session, event: Event, *members: Account, challenge: Challenge | None = None, **values: Any
) -> Team:
    """Make a team whose first member is its captain; everybody is registered."""
    members = members or (make_account(session),)
    team = saved(
        session,
        Team(
            **{
                "event_id": event.id,
                "challenge_id": challenge.id if challenge else None,
                "name": f"Team {next(numbers)}",
                "captain_id": members[0].id,
                "created_at": LONG_AGO,
            }
            | values
        ),
    )
    for member in members:
        make_registration(session, event, member)
        saved(session, TeamMember(team_id=team.id, account_id=member.id, event_id=event.id, joined_at=LONG_AGO))
    return team


def make_request(session: Session, team: Team, asker: Account | None = None, **values: Any) -> JoinRequest:
    """Make a request to a team that waits for an answer: of somebody new who takes part, unless one is named."""
    if asker is None:
        asker = make_account(session)
        make_registration(session, session.get_one(Event, team.event_id), asker)
    whose = {"team_id": team.id, "event_id": team.event_id, "account_id": asker.id}
    return saved(session, JoinRequest(**(whose | {"message": "I know the data.", "asked_at": NOON} | values)))


def make_invitation(session: Session, team: Team, who: Account | None = None, **values: Any) -> Invitation:
    """Make an invitation to a team that waits for its answer: of somebody new who takes part, unless one is named."""
    if who is None and "email" not in values:
        who = make_account(session)
        make_registration(session, session.get_one(Event, team.event_id), who)
    whose = {"team_id": team.id, "event_id": team.event_id, "account_id": who.id if who else None}
    made = {"invited_by": team.captain_id, "invited_at": NOON, "expires_at": NOON + timedelta(hours=20)}
    return saved(session, Invitation(**(whose | made | values)))


def make_invitation_link(session: Session, team: Team, token: str = "", **values: Any) -> InvitationLink:
    """Make a link of this secret by which three people get into a team."""
    kept = {"team_id": team.id, "event_id": team.event_id, "token_hash": token_hash(token or f"team {team.id}")}
    made = {"made_by": team.captain_id, "made_at": NOON, "expires_at": NOON + timedelta(hours=20), "uses": 3}
    return saved(session, InvitationLink(**(kept | made | values)))
