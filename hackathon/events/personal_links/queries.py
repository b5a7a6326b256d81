"""Reads about personal links."""

from typing import NamedTuple

from sqlalchemy import Select, case, or_, select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.events.personal_links.models import PersonalLink
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.rules import token_hash


class PersonalOpened(NamedTuple):
    """A personal link with its event and who made it."""

    link: PersonalLink
    event: Event
    made_by: str


def personal_link_opened(session: Session, token: str) -> PersonalOpened:
    """Find the personal link of a secret; raise `Missing` where there is none."""
    found = session.execute(
        select(PersonalLink, Event, Account.display_name)
        .join(Event, Event.id == PersonalLink.event_id)
        .join(Account, Account.id == PersonalLink.made_by)
        .where(PersonalLink.token_hash == token_hash(token))
    ).one_or_none()
    if found is None:
        raise Missing(_("There is no such link. Check that the address is complete, or ask for a new one."))
    return PersonalOpened(*found)


def personal_links_of(event_id: int) -> Select[PersonalLink, str]:
    """Select (link, who made it) of an event: those still open first, then the newest."""
    is_closed = case((or_(PersonalLink.used_at.is_not(None), PersonalLink.revoked_at.is_not(None)), 1), else_=0)
    return (
        select(PersonalLink, Account.display_name)
        .join(Account, Account.id == PersonalLink.made_by)
        .where(PersonalLink.event_id == event_id)
        .order_by(is_closed, PersonalLink.id.desc())
    )


def is_link_of(session: Session, event_id: int, link_id: int) -> bool:
    """Tell whether a link is one of this event."""
    found = select(PersonalLink.id).where(PersonalLink.id == link_id, PersonalLink.event_id == event_id)
    return session.scalar(found) is not None
