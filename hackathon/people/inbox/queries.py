"""Reads about what people were told, and who is still to be."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, String, and_, bindparam, cast, func, literal, select, true
from sqlalchemy.orm import Session

from hackathon.core.actors import Grant
from hackathon.core.contributions import Contributions
from hackathon.core.prepared import with_constants
from hackathon.people.accounts.models import Account, AccountState
from hackathon.people.inbox.models import Notice
from hackathon.people.profiles.models import Profile


class Addressee(NamedTuple):
    """Somebody to be told, and under which key."""

    account_id: int
    email: str
    wants_mail: bool
    key: str


def addressees(session: Session, account_ids: Collection[int], key: str) -> list[Addressee]:
    """List those of the accounts that are active and were not told under this key."""
    own_key = literal(f"{key}:") + cast(Account.id, String)
    rows = session.execute(
        select(Account.id, Account.email, func.coalesce(Profile.wants_mail, True), own_key)
        .outerjoin(Profile, Profile.account_id == Account.id)
        .outerjoin(Notice, Notice.key == own_key)
        .where(Account.id.in_(account_ids), Account.state == AccountState.ACTIVE, Notice.id.is_(None))
        .order_by(Account.id)
    )
    return [Addressee(*row) for row in rows]


class SessionOwner(NamedTuple):
    """Whom a session belongs to, as the frame of every page needs it."""

    account_id: int
    display_name: str
    time_zone: str
    unread_count: int
    is_new: bool
    is_demo: bool


_WIDTH = len(SessionOwner._fields)
_UNREAD = select(func.count()).where(Notice.account_id == Account.id, Notice.read_at.is_(None)).scalar_subquery()
_IS_NEW = and_(func.coalesce(Profile.unit, "") == "", func.coalesce(Profile.about, "") == "")
_SESSION_OWNER = (
    select(Account.id, Account.display_name, func.coalesce(Profile.time_zone, "UTC"), _UNREAD, _IS_NEW, Account.is_demo)
    .outerjoin(Profile, Profile.account_id == Account.id)
    .where(
        Account.id == bindparam("account_id"),
        Account.epoch == bindparam("epoch"),
        Account.state == AccountState.ACTIVE,
    )
)


def session_owner(
    session: Session, account_id: int, epoch: int, register: Contributions
) -> tuple[SessionOwner, Sequence[Grant]] | None:
    """Find whom a session belongs to and what they hold, in one query.

    None when the account may not be used or its sessions were ended since.
    """
    rows = session.execute(_owner_with_grants(register), {"account_id": account_id, "epoch": epoch}).all()
    if not rows:
        return None
    return SessionOwner(*rows[0][:_WIDTH]), [Grant(*row[_WIDTH:]) for row in rows if row[_WIDTH] is not None]


@cache
def _owner_with_grants(register: Contributions) -> Select[*tuple[Any, ...]]:
    """Select the owner once per grant, or once without: asked with every request, built once."""
    owner, held = _SESSION_OWNER.subquery(), register.all_grants.subquery()
    return with_constants(select(owner, held).select_from(owner.outerjoin(held, true())))


def notices_of(account_id: int | None) -> Select[Notice]:
    """Select what somebody was told: unread first, then the newest."""
    return select(Notice).where(Notice.account_id == account_id).order_by(Notice.read_at.is_not(None), Notice.id.desc())
