"""Reads about links into an event and about who used them."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.events.joining.models import JoinLink, Newcomer
from hackathon.events.joining.states import NewcomerState
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.rules import token_hash

MOST_LINKS = 50


class LinkOpened(NamedTuple):
    """A join link with its event and who made it, as whoever opens it sees them."""

    link: JoinLink
    event: Event
    made_by: str


def join_link_opened(session: Session, token: str) -> LinkOpened:
    """Find the join link of a secret; raise `Missing` where there is none."""
    found = session.execute(
        select(JoinLink, Event, Account.display_name)
        .join(Event, Event.id == JoinLink.event_id)
        .join(Account, Account.id == JoinLink.made_by)
        .where(JoinLink.token_hash == token_hash(token))
    ).one_or_none()
    if found is None:
        raise Missing(_("There is no such link. Check that the address is complete, or ask for a new one."))
    return LinkOpened(*found)


def newcomer_proving(session: Session, token: str) -> tuple[Newcomer, JoinLink, Event]:
    """Find whose address a mailed secret proves; raise `Missing` where it is nobody's."""
    found = session.execute(
        select(Newcomer, JoinLink, Event)
        .join(JoinLink, JoinLink.id == Newcomer.link_id)
        .join(Event, Event.id == Newcomer.event_id)
        .where(Newcomer.proof_hash == token_hash(token))
    ).one_or_none()
    if found is None:
        raise Missing(_("There is no such link. Check that the address is complete, or ask for a new one."))
    return found[0], found[1], found[2]


def newcomer_in(session: Session, browser_key: str) -> tuple[Newcomer, Event] | None:
    """Find who asked from the browser that holds this secret, and where."""
    found = session.execute(
        select(Newcomer, Event)
        .join(Event, Event.id == Newcomer.event_id)
        .where(Newcomer.browser_hash == token_hash(browser_key))
    ).one_or_none()
    return (found[0], found[1]) if found else None


def links_of(event_id: int) -> Select[JoinLink, str, int]:
    """Select (link, who made it, how many came in by it) of an event, the newest first."""
    came = (
        select(func.count())
        .where(Newcomer.link_id == JoinLink.id, Newcomer.state == NewcomerState.ADMITTED)
        .scalar_subquery()
    )
    return (
        select(JoinLink, Account.display_name, came)
        .join(Account, Account.id == JoinLink.made_by)
        .where(JoinLink.event_id == event_id)
        .order_by(JoinLink.id.desc())
        .limit(MOST_LINKS)
    )


def newcomers_of(event_id: int) -> Select[Newcomer, bool]:
    """Select (newcomer, whether their address has an account) of those who wait to be admitted, first come first."""
    has_account = exists().where(Account.email == Newcomer.email)
    return (
        select(Newcomer, has_account)
        .where(Newcomer.event_id == event_id, Newcomer.state == NewcomerState.ASKED)
        .order_by(Newcomer.asked_at, Newcomer.id)
    )


def newcomer_ids(session: Session, event_id: int) -> list[int]:
    """List everybody who waits to be admitted to an event and has no account yet, first come first."""
    waiting = newcomers_of(event_id).where(~exists().where(Account.email == Newcomer.email))
    return list(session.scalars(waiting.with_only_columns(Newcomer.id, maintain_column_froms=True)))


def places_held(session: Session, link_id: int, at: datetime, *, but: str) -> int:
    """Count the places of a link that other addresses hold: of who came in, and of who may still prove theirs."""
    may_come = and_(
        Newcomer.state == NewcomerState.ASKED, or_(Newcomer.proof_until.is_(None), Newcomer.proof_until > at)
    )
    held = select(func.count(Newcomer.email.distinct())).where(
        Newcomer.link_id == link_id,
        Newcomer.email != but,
        or_(Newcomer.state == NewcomerState.ADMITTED, may_come),
    )
    return session.scalar(held) or 0


def row_at(session: Session, model: type[JoinLink | Newcomer], event_id: int, row_id: int) -> bool:
    """Tell whether a link or newcomer is one of this event."""
    return session.scalar(select(model.id).where(model.id == row_id, model.event_id == event_id)) is not None
