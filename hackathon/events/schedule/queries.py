"""Reads of the schedule: which reminders are due, what calendars hold, and whose a calendar address is."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import product
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.contributions import Reminder
from hackathon.core.facts import FactRow
from hackathon.events.schedule.models import CalendarFeed, Reminded
from hackathon.events.schedule.rules import is_reminder_due
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import SCOPE, visible_to
from hackathon.events.setup.states import EventState
from hackathon.people.accounts.models import Account, AccountState

MOST_EVENTS = 200


class Scheduled(NamedTuple):
    """An event and when something about it changed last."""

    event: Event
    changed_at: datetime


def due_reminders(session: Session, reminders: Iterable[Reminder], at: datetime) -> list[tuple[int, str]]:
    """List (event id, key) of the reminders to send now. Two queries."""
    events = session.scalars(select(Event).where(Event.state == EventState.PUBLISHED).order_by(Event.id)).all()
    last = {(event_id, key): sent_at for event_id, key, sent_at in session.execute(_all_reminded())}
    return [
        (event.id, each.key)
        for event, each in product(events, reminders)
        if is_reminder_due(*each.window(event), before=each.before, reminded_at=last.get((event.id, each.key)), at=at)
    ]


def schedule_of(session: Session, actor: Actor, slug: str) -> Scheduled | None:
    """Load one event for a calendar, None where the actor may not see it."""
    row = session.execute(_scheduled().where(Event.slug == slug, visible_to(actor))).one_or_none()
    return Scheduled(*row) if row else None


def own_schedule(session: Session, actor: Actor) -> Sequence[Scheduled]:
    """Load the events that somebody has a part in, newest first."""
    own = _scheduled().where(Event.id.in_(actor.places(SCOPE)), visible_to(actor))
    newest = own.order_by(Event.starts_at.desc(), Event.id.desc()).limit(MOST_EVENTS)
    return [Scheduled(*row) for row in session.execute(newest)]


def own_events(actor: Actor) -> Select[Event]:
    """Select the events that somebody has a part in, newest first."""
    own = select(Event).where(Event.id.in_(actor.places(SCOPE)), visible_to(actor))
    return own.order_by(Event.starts_at.desc(), Event.id.desc())


def feed_of(session: Session, account_id: int | None) -> CalendarFeed | None:
    """Load somebody's calendar address, also one that is void."""
    return session.get(CalendarFeed, account_id) if account_id is not None else None


def reader_of(session: Session, account_id: int, serial: int) -> Account | None:
    """Load whose calendar an address opens; None when it is void or the account cannot be used."""
    found = (
        select(Account)
        .join(CalendarFeed, CalendarFeed.account_id == Account.id)
        .where(
            Account.id == account_id,
            Account.state == AccountState.ACTIVE,
            CalendarFeed.serial == serial,
            CalendarFeed.is_open,
        )
    )
    return session.scalars(found).one_or_none()


def _all_reminded() -> Select[int, str, datetime]:
    return (
        select(Reminded.event_id, Reminded.reminder, Reminded.at)
        .join(Event, Event.id == Reminded.event_id)
        .where(Event.state == EventState.PUBLISHED)
    )


def _scheduled() -> Select[Event, datetime]:
    last = select(func.max(FactRow.at, type_=FactRow.at.type)).where(
        FactRow.stream_kind == SCOPE, FactRow.stream_id == Event.id
    )
    return select(Event, func.coalesce(last.scalar_subquery(), Event.created_at, type_=FactRow.at.type))
