"""Accounts for tests."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account, AccountRole
from hackathon.people.profiles.models import Profile
from tests.factories.saving import numbers, saved

LONG_AGO = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def make_account(
    session: Session, name: str = "", *roles: str, profile: dict[str, Any] | None = None, **values: Any
) -> Account:
    """Make an active account with these site roles and a profile."""
    number = next(numbers)
    account = Account(
        **{
            "display_name": name or f"Person {number}",
            "email": f"person{number}@example.org",
            "created_at": LONG_AGO,
        }
        | values
    )
    account.site_roles = [AccountRole(role=role, given_at=LONG_AGO) for role in roles]
    session.add(account)
    session.flush()
    saved(session, Profile(account_id=account.id, **(profile or {})))
    return account
