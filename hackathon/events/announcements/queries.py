"""Reads about announcements: whom they are for, whom they reached, and which are due."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.contributions import EventAudience
from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.events.announcements.models import Announcement, AnnouncementRecipient, ChatChannel
from hackathon.events.announcements.policy import visible_to
from hackathon.events.announcements.states import AnnouncementState
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account, AccountState


class ChatOrder(NamedTuple):
    """An announcement that is to be posted to its event's chat channel."""

    kind: str
    sealed_url: str
    subject: str
    text: str
    slug: str


def announcements_at(actor: Actor, event_id: int) -> Select[Announcement, str]:
    """Select (announcement, author) of those at an event that the actor may read, what is newest first."""
    return (
        select(Announcement, Account.display_name)
        .join(Account, Account.id == Announcement.author_id)
        .where(Announcement.event_id == event_id, visible_to(actor))
        .order_by(Announcement.id.desc())
    )


def announcement_seen(session: Session, actor: Actor, event_id: int, announcement_id: int) -> tuple[Announcement, str]:
    """Load an announcement the actor may read and its author's name; to everybody else it does not exist."""
    found = announcements_at(actor, event_id).where(Announcement.id == announcement_id)
    row = session.execute(found).one_or_none()
    if row is None:
        raise Missing(_("There is no such announcement, or it was not written to you."))
    return row[0], row[1]


def people_in(audience: EventAudience, event_id: int) -> Select[int, str]:
    """Select (id, name) of the people an announcement would reach if it were sent now."""
    return (
        select(Account.id, Account.display_name)
        .where(Account.id.in_(audience.who(event_id)), Account.state == AccountState.ACTIVE)
        .order_by(func.lower(Account.display_name), Account.id)
    )


def people_reached(announcement_id: int) -> Select[int, str]:
    """Select (id, name) of the people an announcement reached."""
    return (
        select(Account.id, Account.display_name)
        .join(AnnouncementRecipient, AnnouncementRecipient.account_id == Account.id)
        .where(AnnouncementRecipient.announcement_id == announcement_id)
        .order_by(func.lower(Account.display_name), Account.id)
    )


def recipient_ids(session: Session, audience: EventAudience, event_id: int) -> Sequence[int]:
    """List the people an announcement reaches if it is sent now."""
    active = select(Account.id).where(Account.state == AccountState.ACTIVE, Account.id.in_(audience.who(event_id)))
    return session.scalars(active.order_by(Account.id)).all()


def due_announcements(session: Session, at: datetime) -> Sequence[int]:
    """List the confirmed announcements whose time has come, the longest due first."""
    due = select(Announcement.id).where(Announcement.state == AnnouncementState.SCHEDULED, Announcement.send_at <= at)
    return session.scalars(due.order_by(Announcement.send_at, Announcement.id)).all()


def channel_of(session: Session, event_id: int) -> ChatChannel | None:
    """Load an event's chat channel."""
    return session.get(ChatChannel, event_id)


def chat_order(session: Session, announcement_id: int) -> ChatOrder | None:
    """Tell what to post and where; None when it was posted already, or there is no channel any more."""
    wanted = (
        select(ChatChannel.kind, ChatChannel.sealed_url, Announcement.subject, Announcement.text, Event.slug)
        .join(Announcement, Announcement.event_id == ChatChannel.event_id)
        .join(Event, Event.id == Announcement.event_id)
        .where(Announcement.id == announcement_id, Announcement.posted_at.is_(None))
    )
    row = session.execute(wanted).one_or_none()
    return ChatOrder(*row) if row else None


def announcement_names() -> Select[int, str, int]:
    """Select how announcements are named in sentences: id, name, key of the address."""
    return select(Announcement.id, Announcement.subject, Announcement.id)
