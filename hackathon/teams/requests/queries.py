"""What is read about requests to join teams."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from hackathon.events.registration.models import Registration
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.models import Craft, Profile
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.rules import ROLE_LABELS
from hackathon.teams.requests.models import JoinRequest
from hackathon.teams.requests.states import RequestState

_IS_PENDING = JoinRequest.state == RequestState.PENDING


class Asker(NamedTuple):
    """A request with what its captain has to know of who asks."""

    request: JoinRequest
    name: str
    craft: str
    skills: Sequence[str]
    unit: str

    @property
    def craft_name(self) -> str:
        """What the person does, in the reader's language."""
        return str(ROLE_LABELS[self.craft])


def askers_of(session: Session, team_id: int) -> list[Asker]:
    """Read who asks to join a team and waits for an answer, first come first."""
    waiting = (
        select(JoinRequest, Account.display_name, Registration.craft, Registration.skills, Profile.unit)
        .join(Account, Account.id == JoinRequest.account_id)
        .outerjoin(
            Registration,
            and_(Registration.event_id == JoinRequest.event_id, Registration.account_id == JoinRequest.account_id),
        )
        .outerjoin(Profile, Profile.account_id == JoinRequest.account_id)
        .where(JoinRequest.team_id == team_id, _IS_PENDING)
        .order_by(JoinRequest.asked_at, JoinRequest.id)
    )
    return [
        Asker(request, name, craft or Craft.OTHER, skills or (), unit or "")
        for request, name, craft, skills, unit in session.execute(waiting)
    ]


def requests_waiting(session: Session, account_id: int | None, event_id: int) -> Sequence[Row[JoinRequest, Team]]:
    """Read the requests of somebody at an event that wait for an answer, each with its team."""
    return session.execute(
        select(JoinRequest, Team)
        .join(Team, Team.id == JoinRequest.team_id)
        .where(JoinRequest.account_id == account_id, JoinRequest.event_id == event_id, _IS_PENDING)
        .order_by(JoinRequest.asked_at, JoinRequest.id)
    ).all()


def request_waiting(session: Session, team_id: int, account_id: int | None) -> JoinRequest | None:
    """Find the request of somebody to a team that waits for an answer."""
    return session.scalars(
        select(JoinRequest).where(JoinRequest.team_id == team_id, JoinRequest.account_id == account_id, _IS_PENDING)
    ).one_or_none()


def open_requests(session: Session, account_id: int | None, event_id: int) -> int:
    """Count the requests of somebody at an event that wait for an answer."""
    mine = select(func.count()).where(
        JoinRequest.account_id == account_id, JoinRequest.event_id == event_id, _IS_PENDING
    )
    return session.scalar(mine) or 0


def is_request_to(session: Session, team_id: int, request_id: int) -> bool:
    """Tell whether a request is one to this team."""
    found = select(JoinRequest.id).where(JoinRequest.id == request_id, JoinRequest.team_id == team_id)
    return session.scalar(found) is not None


def requests_to(session: Session, team_id: int) -> Sequence[JoinRequest]:
    """Lock the requests to a team that wait for an answer."""
    return session.scalars(_locked().where(JoinRequest.team_id == team_id)).all()


def requests_by(session: Session, account_id: int, event_id: int) -> Sequence[JoinRequest]:
    """Lock the requests of somebody at an event that wait for an answer."""
    mine = _locked().where(JoinRequest.account_id == account_id, JoinRequest.event_id == event_id)
    return session.scalars(mine).all()


def requests_overdue(session: Session, now: datetime) -> Sequence[JoinRequest]:
    """Lock the requests at events where teams form no more."""
    over = select(Event.id).where(or_(Event.forming_closes_at <= now, Event.state != EventState.PUBLISHED))
    return session.scalars(_locked().where(JoinRequest.event_id.in_(over))).all()


def _locked() -> Select[JoinRequest]:
    return select(JoinRequest).where(_IS_PENDING).order_by(JoinRequest.id).with_for_update()
