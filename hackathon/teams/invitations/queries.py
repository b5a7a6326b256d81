"""What is read about invitations to teams, and about what waits for somebody at an event."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.core.prepared import ESCAPE, containing
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.rules import token_hash
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.queries import seekers
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
    """What a secret leads to, one person's invitation or a link for a few, as whoever opens it sees it."""

    what: Invitation | InvitationLink
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


def invitation_waiting(session: Session, team_id: int, account_id: int | None) -> Invitation | None:
    """Find the invitation of somebody to a team that waits for their answer."""
    return session.scalars(
        select(Invitation).where(Invitation.team_id == team_id, Invitation.account_id == account_id, _IS_PENDING)
    ).one_or_none()


def invited_by(session: Session, team_id: int, account_id: int | None) -> Row[Invitation, str] | None:
    """Find the invitation of somebody to a team that waits for their answer, and who made it."""
    return session.execute(
        select(Invitation, Account.display_name)
        .join(Account, Account.id == Invitation.invited_by)
        .where(Invitation.team_id == team_id, Invitation.account_id == account_id, _IS_PENDING)
    ).one_or_none()


def invitable(event_id: int, words: str = "") -> Select[int, str, str, list[str]]:
    """Select who takes part and has no team, whose name contains these words: id, name, craft and skills."""
    found = seekers(event_id)
    return found.where(Account.display_name.ilike(containing(words), escape=ESCAPE)) if words else found


def invitations_of(session: Session, team_id: int) -> Sequence[Row[Invitation, str | None]]:
    """Read whom a team invited and who has not answered, with their names where they were invited by name."""
    return session.execute(
        select(Invitation, Account.display_name)
        .outerjoin(Account, and_(Account.id == Invitation.account_id, Invitation.email.is_(None)))
        .where(Invitation.team_id == team_id, _IS_PENDING)
        .order_by(Invitation.invited_at, Invitation.id)
    ).all()


def links_of(session: Session, team_id: int, at: datetime) -> Sequence[Row[InvitationLink, int]]:
    """Read the links of a team that work, each with how often it was used."""
    used = select(func.count()).where(Invitation.link_id == InvitationLink.id, _HOLDS_A_USE).scalar_subquery()
    return session.execute(
        select(InvitationLink, used)
        .where(InvitationLink.team_id == team_id, InvitationLink.revoked_at.is_(None), InvitationLink.expires_at > at)
        .order_by(InvitationLink.id)
    ).all()


def open_invitations(session: Session, team_id: int) -> int:
    """Count the invitations of a team that wait for an answer."""
    return session.scalar(select(func.count()).where(Invitation.team_id == team_id, _IS_PENDING)) or 0


def uses_of(session: Session, link_id: int) -> int:
    """Count how often a link was used by somebody who did not decline."""
    return session.scalar(select(func.count()).where(Invitation.link_id == link_id, _HOLDS_A_USE)) or 0


def opened(session: Session, token: str) -> Opened:
    """Find what a secret leads to; raise `Missing` where it is nothing."""
    for model, giver in ((Invitation, Invitation.invited_by), (InvitationLink, InvitationLink.made_by)):
        found = session.execute(_opened(model, giver, token_hash(token))).one_or_none()
        if found is not None:
            return Opened(*found)
    raise Missing(_("There is no such link. Check that the address is complete, or ask for a new one."))


def is_of_team(session: Session, model: type[Invitation | InvitationLink], team_id: int, row_id: int) -> bool:
    """Tell whether an invitation or a link is one of this team."""
    return session.scalar(select(model.id).where(model.id == row_id, model.team_id == team_id)) is not None


def invitations_to(session: Session, team_id: int) -> Sequence[Invitation]:
    """Lock the invitations to a team that wait for an answer."""
    return session.scalars(_locked().where(Invitation.team_id == team_id)).all()


def invitations_for(session: Session, account_id: int, event_id: int) -> Sequence[Invitation]:
    """Lock the invitations of somebody at an event that wait for their answer."""
    mine = _locked().where(Invitation.account_id == account_id, Invitation.event_id == event_id)
    return session.scalars(mine).all()


def invitations_mailed_to(session: Session, email: str, event_id: int) -> Sequence[Invitation]:
    """Lock the invitations at an event that were mailed to an address, to whoever reads its mails."""
    mailed = _locked().where(
        Invitation.email == email, Invitation.account_id.is_(None), Invitation.event_id == event_id
    )
    return session.scalars(mailed).all()


def invitations_overdue(session: Session, now: datetime) -> Sequence[Row[Invitation, bool]]:
    """Lock the invitations whose time is over, each with whether teams form no more at its event."""
    is_over = or_(Event.forming_closes_at <= now, Event.state != EventState.PUBLISHED)
    return session.execute(
        select(Invitation, is_over)
        .join(Event, Event.id == Invitation.event_id)
        .where(_IS_PENDING, or_(Invitation.expires_at <= now, is_over))
        .order_by(Invitation.id)
        .with_for_update(of=Invitation)
    ).all()


def _opened(model: Any, giver: Any, kept: str) -> Select[Any, Team, Event, str]:
    return (
        select(model, Team, Event, Account.display_name)
        .join(Team, Team.id == model.team_id)
        .join(Event, Event.id == model.event_id)
        .join(Account, Account.id == giver)
        .where(model.token_hash == kept)
    )


def _locked() -> Select[Invitation]:
    return select(Invitation).where(_IS_PENDING).order_by(Invitation.id).with_for_update()
