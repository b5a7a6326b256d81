"""Reads about API tokens and whom they speak for."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.people.accounts.rules import token_hash
from hackathon.people.integrations.models import ApiToken
from hackathon.people.profiles.models import Profile


class TokenOwner(NamedTuple):
    """A token with whom it speaks for, as every request that carries one needs it."""

    token: ApiToken
    account_id: int
    display_name: str
    state: str
    is_demo: bool
    time_zone: str


# Asked with every request that carries a token: built once.
_OWNER = (
    select(
        ApiToken,
        Account.id,
        Account.display_name,
        Account.state,
        Account.is_demo,
        func.coalesce(Profile.time_zone, "UTC"),
    )
    .join(Account, Account.id == ApiToken.account_id)
    .outerjoin(Profile, Profile.account_id == Account.id)
    .where(ApiToken.secret_hash == bindparam("secret_hash"))
)
_IN_ORDER = (ApiToken.revoked_at.is_not(None), ApiToken.id.desc())


def token_owner(session: Session, secret: str) -> TokenOwner | None:
    """Find the token that a secret belongs to, ended or not."""
    found = session.execute(_OWNER, {"secret_hash": token_hash(secret)}).one_or_none()
    return TokenOwner(*found) if found else None


def tokens_of(account_id: int | None) -> Select[ApiToken]:
    """Select somebody's tokens: those not revoked first, then the newest."""
    return select(ApiToken).where(ApiToken.account_id == account_id).order_by(*_IN_ORDER)


def all_tokens() -> Select[ApiToken, Account]:
    """Select everybody's tokens with their owners."""
    return select(ApiToken, Account).join(Account, Account.id == ApiToken.account_id).order_by(*_IN_ORDER)


def count_living(session: Session, account_id: int, at: datetime) -> int:
    """Count somebody's tokens that still open something."""
    living = select(func.count()).where(
        ApiToken.account_id == account_id, ApiToken.revoked_at.is_(None), ApiToken.expires_at > at
    )
    return session.scalar(living) or 0


def unrevoked_ids(session: Session, account_id: int) -> list[int]:
    """List somebody's tokens that nobody revoked yet."""
    found = select(ApiToken.id).where(ApiToken.account_id == account_id, ApiToken.revoked_at.is_(None))
    return list(session.scalars(found.order_by(ApiToken.id)))


def token_names() -> Select[int, str, int]:
    """Select how tokens are named in sentences: id, name, id."""
    return select(ApiToken.id, ApiToken.name, ApiToken.id)
