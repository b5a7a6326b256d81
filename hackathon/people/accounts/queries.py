"""Reads about accounts."""

from collections.abc import Sequence

from sqlalchemy import Row, Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor, Grant, person
from hackathon.core.contributions import Contributions
from hackathon.people.accounts.models import Account, AccountRole, AccountState

SITE = "site"


def site_roles_of(account_id: int) -> Select[str, int, str]:
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
    selects = [select_grants(account_id) for select_grants in register.grants]
    rows: Sequence[Row[str, int, str]] = session.execute(union_all(*selects)).all()
    site_roles = [role for scope, _at, role in rows if scope == SITE]
    return person(account_id, name, site_roles=site_roles, grants=[Grant(*row) for row in rows if row[0] != SITE])


def account_names() -> Select[int, str, int]:
    """Select how accounts are named in sentences: id, name, key of the address."""
    return select(Account.id, Account.display_name, Account.id)


def accounts_with_role(role: str) -> Select[Account]:
    """Select active accounts that hold a site role, by name."""
    return (
        select(Account)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(AccountRole.role == role, Account.state == AccountState.ACTIVE)
        .order_by(func.lower(Account.display_name), Account.id)
    )
