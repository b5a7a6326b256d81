"""Reads about who takes part."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import Session

from hackathon.events.registration.models import Registration
from hackathon.events.registration.states import TAKING_PART, RegistrationState
from hackathon.events.setup.models import EventRole, EventRoleGrant
from hackathon.events.setup.policy import PARTICIPANT, SCOPE
from hackathon.people.accounts.models import Account

IN_LIST_ORDER = (Registration.state, func.lower(Account.display_name), Registration.id)


class Places(NamedTuple):
    """How many have a place at an event, and how many wait for one."""

    taken: int
    waiting: int


def participations_of(account_id: int) -> Select[str, int, str]:
    """Select the events an account takes part in, as grants."""
    return select(literal(SCOPE), Registration.event_id, literal(PARTICIPANT)).where(
        Registration.account_id == account_id, Registration.state.in_(TAKING_PART)
    )


def registration_of(session: Session, event_id: int, account_id: int | None) -> Registration | None:
    """Load somebody's registration at an event, whatever became of it."""
    found = select(Registration).where(Registration.event_id == event_id, Registration.account_id == account_id)
    return session.scalars(found).one_or_none()


def places_of(session: Session, event_id: int) -> Places:
    """Count an event's places; exact while the event is locked."""
    by_state = counts_by_state(session, event_id)
    return Places(sum(by_state.get(state, 0) for state in TAKING_PART), by_state.get(RegistrationState.WAITLISTED, 0))


def counts_by_state(session: Session, event_id: int) -> Mapping[str, int]:
    """Count an event's registrations by state."""
    counted = select(Registration.state, func.count()).where(Registration.event_id == event_id)
    return dict(session.execute(counted.group_by(Registration.state)).all())


def longest_waiting(session: Session, event_id: int, *, limit: int | None) -> Sequence[Registration]:
    """Load who has waited longest for a place, leaving out who became a judge meanwhile."""
    judges = select(EventRoleGrant.account_id).where(
        EventRoleGrant.event_id == event_id, EventRoleGrant.role == EventRole.JUDGE
    )
    waiting = select(Registration).where(
        Registration.event_id == event_id,
        Registration.state == RegistrationState.WAITLISTED,
        Registration.account_id.not_in(judges),
    )
    return session.scalars(waiting.order_by(Registration.created_at, Registration.id).limit(limit)).all()
