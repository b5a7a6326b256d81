"""Reads about linked accounts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow
from hackathon.people.accounts.facts import SignedIn
from hackathon.people.accounts.models import Account, AccountRole, AccountState, SiteRole
from hackathon.people.single_sign_on.models import Identity, UsedState
from hackathon.people.single_sign_on.rules import ATTEMPT_LIFE, Person


def owner_id_of(session: Session, person: Person) -> int | None:
    """Find the account that somebody at a provider opens."""
    return session.scalar(
        select(Identity.account_id).where(Identity.issuer == person.issuer, Identity.subject == person.subject)
    )


def identities_of(session: Session, account_id: int | None) -> Sequence[Identity]:
    """List what opens an account."""
    return session.scalars(select(Identity).where(Identity.account_id == account_id).order_by(Identity.id)).all()


def has_identity_at(session: Session, account_id: int, issuer: str) -> bool:
    """Tell whether somebody at this issuer opens the account."""
    found = exists().where(Identity.account_id == account_id, Identity.issuer == issuer)
    return bool(session.scalar(select(found)))


def was_entered(session: Session, account: Account) -> bool:
    """Tell whether somebody has an account for theirs: by a password, or by having come in."""
    came = (FactRow.kind == SignedIn.kind, FactRow.stream_kind == SignedIn.subject, FactRow.stream_id == account.id)
    return account.password_hash is not None or bool(session.scalar(select(exists().where(*came))))


def is_last_admin(session: Session, account_id: int) -> bool:
    """Tell whether nobody else could look after the installation."""
    others = (
        select(func.count())
        .select_from(Account)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(
            AccountRole.role == SiteRole.ADMIN,
            Account.state == AccountState.ACTIVE,
            AccountRole.account_id != account_id,
        )
    )
    return session.scalar(others) == 0


def states_before(session: Session, at: datetime) -> Sequence[UsedState]:
    """List answers whose attempts are over anyhow."""
    return session.scalars(select(UsedState).where(UsedState.used_at < at - 2 * ATTEMPT_LIFE).limit(100)).all()
