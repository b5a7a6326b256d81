"""API tokens for tests."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.people.accounts.rules import token_hash
from hackathon.people.integrations.models import ApiToken
from tests.clocks import NOON
from tests.factories.people import LONG_AGO
from tests.factories.saving import numbers, saved


def make_token(session: Session, account: Account, *scopes: str, **values: Any) -> str:
    """Make a token that works at the tests' noon, for reading and writing unless told otherwise; return its secret."""
    secret = f"hk_{next(numbers):043}"
    saved(
        session,
        ApiToken(
            **{
                "account_id": account.id,
                "name": "a script",
                "scopes": sorted(scopes or ("read", "write")),
                "secret_hash": token_hash(secret),
                "made_at": LONG_AGO,
                "expires_at": NOON + timedelta(days=1),
            }
            | values
        ),
    )
    return secret
