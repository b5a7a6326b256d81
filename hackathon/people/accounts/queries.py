"""Reads about accounts."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, Select, exists, func, literal, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor, Grant, person
from hackathon.core.contributions import Bound, Contributions
from hackathon.people.accounts.models import Account, AccountRole, AccountState, SignInLink
from hackathon.people.accounts.rules import PasswordHash, hash_again, is_outdated, is_password, token_hash

SITE = "site"


def site_roles_of(account_id: Bound) -> Select[str, int, str]:
    """Select the site roles of an account, as grants of scope "site"."""
    return select(literal(SITE), literal(0), AccountRole.role).where(AccountRole.account_id == account_id)


def actor_of(session: Session, account_id: int, register: Contributions) -> Actor | None:
    """Load an account as an actor with everything it holds; None unless it is active."""
    account = session.get(Account, account_id)
    if account is None or account.state != AccountState.ACTIVE:
        return None
    return with_grants(session, account.id, account.display_name, register)


def with_grants(session: Session, account_id: int, name: str, register: Contributions) -> Actor:
    """Load what an account holds, all packages' grants in one query."""
    rows: Sequence[Row[str, int, str]] = session.execute(register.all_grants, {"account_id": account_id}).all()
    return actor_holding(account_id, name, [Grant(*row) for row in rows])


def actor_holding(account_id: int, name: str, held: Sequence[Grant]) -> Actor:
    """Tell site roles from what is held at events and in teams."""
    site_roles = [grant.role for grant in held if grant.scope == SITE]
    return person(account_id, name, site_roles=site_roles, grants=[grant for grant in held if grant.scope != SITE])


def account_names() -> Select[int, str, int]:
    """Select how accounts are named in sentences: id, name, key of the address; who was erased has no name."""
    return select(Account.id, Account.display_name, Account.id).where(Account.state != AccountState.ERASED)


def accounts_with_role(role: str) -> Select[Account]:
    """Select active accounts that hold a site role, by name."""
    return (
        select(Account)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(AccountRole.role == role, Account.state == AccountState.ACTIVE)
        .order_by(func.lower(Account.display_name), Account.id)
    )


@dataclass(frozen=True)
class Attempt:
    """A password that was compared with the one kept, before any lock is held: comparing takes long by intent."""

    account_id: int | None
    kept: str | None
    is_right: bool
    better: PasswordHash | None = None

    def opens(self, account: Account) -> bool:
        """Tell whether the password was right and still is."""
        return self.is_right and account.password_hash == self.kept


def attempt_by_email(session: Session, email: str, password: str) -> Attempt:
    """Compare a typed password with that of a typed address."""
    return _attempt(account_by_email(session, email), password)


def attempt_by_id(session: Session, account_id: int | None, password: str) -> Attempt:
    """Compare a typed password with that of a person who is signed in."""
    return _attempt(session.get(Account, account_id), password)


def account_by_email(session: Session, email: str) -> Account | None:
    """Find the account of an address, however it was typed."""
    return session.scalars(select(Account).where(Account.email == email.strip().lower())).one_or_none()


def has_people(session: Session) -> bool:
    """Tell whether anybody beside the demo's people has an account."""
    return bool(session.scalar(select(exists().where(~Account.is_demo))))


def link_id_by_token(session: Session, token: str) -> int | None:
    """Find the sign-in link that a secret belongs to."""
    return session.scalar(select(SignInLink.id).where(SignInLink.token_hash == token_hash(token)))


def _attempt(account: Account | None, password: str) -> Attempt:
    kept = account.password_hash if account else None
    is_right = is_password(password, kept)
    better = hash_again(password) if kept and is_right and is_outdated(kept) else None
    return Attempt(account.id if account else None, kept, is_right, better)


def has_password(session: Session, account_id: int | None) -> bool:
    """Tell whether somebody has a password, or enters by links alone."""
    return session.scalar(select(Account.password_hash).where(Account.id == account_id)) is not None
