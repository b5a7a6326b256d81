"""Reads about events and the roles people hold at them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from hackathon.core.actors import Actor
from hackathon.core.contributions import Bound
from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.core.prepared import prepared
from hackathon.events.setup.models import Event, EventRole, EventRoleGrant
from hackathon.events.setup.policy import SCOPE, visible_to
from hackathon.events.setup.states import EventState
from hackathon.people.accounts.models import Account

RUNNING, UPCOMING, PAST = "running", "upcoming", "past"


def event_by_slug(session: Session, actor: Actor, slug: str) -> Event:
    """Load an event the actor may see; to everybody else it does not exist."""
    event: Event | None = session.scalars(*_by_slug(actor, slug)).one_or_none()
    if event is None:
        raise Missing(_("There is no such event, or it is not published yet."))
    return event


def event_seen(session: Session, actor: Actor, event_id: int) -> Event:
    """Load an event by its number as `event_by_slug` does by its address."""
    event = session.scalars(select(Event).where(Event.id == event_id, visible_to(actor))).one_or_none()
    if event is None:
        raise Missing(_("There is no such event, or it is not published yet."))
    return event


@prepared
def _by_slug(actor: Actor, slug: str) -> Select[Event]:
    return select(Event).where(Event.slug == slug, visible_to(actor))


def events_seen(actor: Actor, at: datetime) -> Select[Any]:
    """Select (event, when) of what the actor may see: running, then upcoming by start, then past, newest first."""
    when = _when(at)
    order = case({RUNNING: 0, UPCOMING: 1}, value=when, else_=2)
    newest_first = case((when == PAST, Event.starts_at))
    return (
        select(Event, when.label("when"))
        .where(visible_to(actor))
        .order_by(order, newest_first.desc(), Event.starts_at, Event.id)
    )


def slugs_like(session: Session, slug: str) -> set[str]:
    """List the addresses in use that begin like this one."""
    return set(session.scalars(select(Event.slug).where(Event.slug.startswith(slug, autoescape=True))))


def roles_of(session: Session, event_id: int, account_id: int | None) -> set[str]:
    """List the roles somebody was given at an event."""
    held = select(EventRoleGrant.role).where(
        EventRoleGrant.event_id == event_id, EventRoleGrant.account_id == account_id
    )
    return set(session.scalars(held))


def roles_given(session: Session, event_id: int) -> set[str]:
    """List the roles that somebody has at an event."""
    return set(session.scalars(select(EventRoleGrant.role).where(EventRoleGrant.event_id == event_id).distinct()))


def accounts_with_event_role(session: Session, event_id: int, *roles: str) -> list[int]:
    """List the accounts that hold one of these roles at an event."""
    held = (
        select(EventRoleGrant.account_id)
        .where(EventRoleGrant.event_id == event_id, EventRoleGrant.role.in_(roles))
        .distinct()
    )
    return sorted(session.scalars(held))


def with_event_role(event_id: int, role: str) -> Select[int]:
    """Select the accounts that hold a role at an event."""
    return select(EventRoleGrant.account_id).where(EventRoleGrant.event_id == event_id, EventRoleGrant.role == role)


def people_running(event_id: int) -> Select[int, str, str]:
    """Select (account id, name, role) of everybody who organizes, judges or mentors an event."""
    order = case({role: position for position, role in enumerate(EventRole)}, value=EventRoleGrant.role)
    return (
        select(Account.id, Account.display_name, EventRoleGrant.role)
        .join(EventRoleGrant, EventRoleGrant.account_id == Account.id)
        .where(EventRoleGrant.event_id == event_id)
        .order_by(order, func.lower(Account.display_name), Account.id)
    )


def event_roles_of(account_id: Bound) -> Select[str, int, str]:
    """Select the roles of an account at events, as grants."""
    return select(literal(SCOPE), EventRoleGrant.event_id, EventRoleGrant.role).where(
        EventRoleGrant.account_id == account_id
    )


def event_names() -> Select[int, str, str]:
    """Select how events are named in sentences: id, name, key of the address."""
    return select(Event.id, Event.name, Event.slug)


def _when(at: datetime) -> Any:
    is_over = or_(
        Event.state.in_([EventState.RELEASED, EventState.ARCHIVED, EventState.CANCELLED]),
        and_(Event.ends_at <= at, Event.judging_closes_at <= at),
    )
    has_begun = or_(Event.starts_at <= at, Event.running_opens_at <= at)
    return case((is_over, PAST), (and_(has_begun, Event.state == EventState.PUBLISHED), RUNNING), else_=UPCOMING)


def events_without_another_organizer(session: Session, account_id: int) -> list[str]:
    """Say which events that are not over would have no organizer without this person."""
    mine, other = aliased(EventRoleGrant), aliased(EventRoleGrant)
    another = exists().where(
        other.event_id == Event.id, other.role == EventRole.ORGANIZER, other.account_id != account_id
    )
    alone = (
        select(Event.name)
        .join(mine, mine.event_id == Event.id)
        .where(
            mine.account_id == account_id,
            mine.role == EventRole.ORGANIZER,
            Event.state.in_((EventState.DRAFT, EventState.PUBLISHED)),
            ~another,
        )
    )
    sentence = _("Only this person organizes “%(event)s”. Name another organizer first.")
    return [sentence % {"event": name} for name in session.scalars(alone.order_by(Event.id))]
