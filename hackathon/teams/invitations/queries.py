"""What is read about invitations to teams, and about what waits for somebody at an event."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from hackathon.events.setup.models import Event
from hackathon.teams.formation.models import Team
from hackathon.teams.invitations.models import Invitation, InvitationLink
from hackathon.teams.invitations.states import InvitationState
from hackathon.teams.requests.models import JoinRequest
from hackathon.teams.requests.queries import requests_waiting

_IS_PENDING = Invitation.state == InvitationState.PENDING
_HOLDS_A_USE = Invitation.state.in_((InvitationState.PENDING, InvitationState.ACCEPTED))


class Waiting(NamedTuple):
    """What waits for an answer at an event: somebody's requests to teams, and the teams that invited them."""

    requests: Sequence[Row[JoinRequest, Team]]
    invitations: Sequence[Row[Invitation, Team]]


class Opened(NamedTuple):
    """What a link's secret leads to, as whoever opens it sees it; one of invitation and link is there."""

    invitation: Invitation | None
    link: InvitationLink | None
    team: Team
    event: Event
    invited_by: str


def waiting_of(session: Session, account_id: int | None, event_id: int) -> Waiting:
    """Read what waits for an answer by or for somebody at an event; two queries."""
    return Waiting(requests_waiting(session, account_id, event_id), invitations_waiting(session, account_id, event_id))


def invitations_waiting(session: Session, account_id: int | None, event_id: int) -> Sequence[Row[Invitation, Team]]:
    """Read the invitations of somebody at an event that wait for their answer, each with its team."""
    return session.execute(
        select(Invitation, Team)
        .join(Team, Team.id == Invitation.team_id)
        .where(Invitation.account_id == account_id, Invitation.event_id == event_id, _IS_PENDING)
        .order_by(Invitation.invited_at, Invitation.id)
    ).all()
