"""What a token looks like, how long it lives, what it may do, and when its use is written down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hackathon.core.i18n import LazySentence, lazy
from hackathon.people.accounts.rules import new_token

PREFIX = "hk_"
"""Begins every secret, so that people and programs that look for leaked secrets recognize one."""
LONGEST_SECRET = 100
DEFAULT_DAYS = 90
MOST_DAYS = 365
MOST_TOKENS = 20
USE_NOTED_EVERY = timedelta(minutes=1)
REFUSAL_NOTED_EVERY = timedelta(hours=1)


class Scope(StrEnum):
    """What a token may be used for; what its owner may not do, it may not do either."""

    READ = "read"
    WRITE = "write"


SCOPE_LABELS: dict[str, LazySentence] = {
    Scope.READ: lazy("Read what I may see"),
    Scope.WRITE: lazy("Change what I may change"),
}
SCOPE_WORDS: dict[str, LazySentence] = {
    Scope.READ: lazy("may read"),
    Scope.WRITE: lazy("may change things"),
}
LIVES: dict[int, LazySentence] = {
    7: lazy("a week"),
    30: lazy("30 days"),
    DEFAULT_DAYS: lazy("90 days"),
    180: lazy("half a year"),
    MOST_DAYS: lazy("a year"),
}


class Ended(StrEnum):
    """Why a token opens nothing any more."""

    REVOKED = "revoked"
    EXPIRED = "expired"
    INACTIVE = "inactive"


ENDED_LABELS: dict[str, LazySentence] = {
    Ended.REVOKED: lazy("revoked"),
    Ended.EXPIRED: lazy("expired"),
    Ended.INACTIVE: lazy("its owner is deactivated"),
}


@dataclass(frozen=True)
class TokenDraft:
    """A token as somebody asks for it."""

    name: str
    scopes: list[str]
    days: int = DEFAULT_DAYS


def new_secret() -> str:
    """Make a secret that nobody can guess: 256 bits behind the prefix."""
    return PREFIX + new_token()


def is_secret(text: str) -> bool:
    """Tell whether a text looks like one of our secrets at all."""
    return text.startswith(PREFIX) and len(text) <= LONGEST_SECRET


def ended(*, at: datetime, expires_at: datetime, is_revoked: bool, is_active: bool) -> Ended | None:
    """Say why a token opens nothing at this moment; None while it does."""
    if is_revoked:
        return Ended.REVOKED
    if not is_active:
        return Ended.INACTIVE
    return Ended.EXPIRED if at >= expires_at else None


def is_due(noted_at: datetime | None, *, at: datetime, every: timedelta) -> bool:
    """Tell whether it is time to write something down again."""
    return noted_at is None or at - noted_at >= every
