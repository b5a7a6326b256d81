"""What an attempt to come in carries, what a provider says about a person, and why somebody is not let in."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from hackathon.core.config import IdentityProvider
from hackathon.core.decisions import Conflict, Invalid, Refusal
from hackathon.core.i18n import LazySentence, lazy
from hackathon.people.accounts.rules import new_token, plain_email

ATTEMPT_LIFE = timedelta(minutes=10)
LONGEST_NAME = 120
LONGEST_SUBJECT = 255


class Why(StrEnum):
    """Why somebody is not let in, as it is recorded."""

    STATE = "state"
    REPLAY = "replay"
    PROVIDER = "provider"
    CODE = "code"
    ALGORITHM = "algorithm"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    EXPIRED = "expired"
    MOMENT = "moment"
    NONCE = "nonce"
    UNSOUND = "unsound"
    SUBJECT = "subject"
    DEACTIVATED = "deactivated"
    MAIL = "mail"
    DOMAIN = "domain"
    TAKEN = "taken"
    LINKED = "linked"


_BEGIN_AGAIN = lazy("This sign-in was not begun in this browser, or too long ago. Begin again.")
_NOT_TRUSTED = lazy("What your identity provider answered cannot be trusted. Begin again, and tell an administrator.")
SENTENCES: dict[Why, LazySentence] = {
    Why.STATE: _BEGIN_AGAIN,
    Why.REPLAY: lazy("This answer of your identity provider was used before. Begin again."),
    Why.PROVIDER: lazy("Your identity provider did not let you in, or you turned back there. Begin again."),
    Why.CODE: lazy("Your identity provider does not know this sign-in any more. Begin again."),
    Why.DEACTIVATED: lazy("This account is deactivated. Ask an administrator if you need it."),
    Why.MAIL: lazy("Your identity provider names no mail address of yours that it has proven. Ask an administrator."),
    Why.DOMAIN: lazy("Your mail address is not of this organization. Ask an administrator for an account."),
    Why.TAKEN: lazy(
        "There is an account with your address already. Sign in to it as before, then link it under “Linked accounts”."
    ),
    Why.LINKED: lazy("This is linked to another account already, or your account to another one there."),
}


class NotLetIn(Conflict):
    """Somebody did not come in; `account_id` says whose account was asked for, where that is certain."""

    def __init__(self, why: Why, account_id: int = 0) -> None:
        super().__init__(str(SENTENCES.get(why, _NOT_TRUSTED)))
        self.why = why
        self.account_id = account_id


class ProviderDown(Refusal):
    """The provider cannot be asked just now."""


@dataclass(frozen=True)
class Attempt:
    """What a browser keeps while its owner is at the provider; `account_id` where an account is to be linked."""

    provider: str
    state: str
    nonce: str
    verifier: str
    begun_at: int
    target: str = "/"
    account_id: int | None = None

    @classmethod
    def begin(cls, provider: str, at: datetime, **where: Any) -> Self:
        """Begin with fresh secrets: the state proves the browser, the nonce the token, the verifier the code."""
        return cls(provider, new_token(), new_token(), secrets.token_urlsafe(48), int(at.timestamp()), **where)

    @classmethod
    def read(cls, kept: Mapping[str, Any] | None) -> Self | None:
        """Read what the browser kept, None where that is nothing."""
        return cls(**kept) if kept else None

    def kept(self) -> dict[str, Any]:
        """Return what the browser is to keep."""
        return asdict(self)

    def answers(self, provider: str, state: str, at: datetime) -> bool:
        """Tell whether an answer belongs to this attempt, and came in time."""
        age = at.timestamp() - self.begun_at
        is_ours = secrets.compare_digest(self.state.encode(), state.encode())
        return is_ours and self.provider == provider and age <= ATTEMPT_LIFE.total_seconds()


@dataclass(frozen=True)
class Person:
    """Somebody as a provider describes them; without an address where it names none that is proven."""

    issuer: str
    subject: str
    email: str
    name: str
    groups: frozenset[str]


def person_in(claims: Mapping[str, Any], provider: IdentityProvider) -> Person:
    """Read the claims that were verified before."""
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise NotLetIn(Why.SUBJECT)
    email = _proven_email(claims, provider)
    return Person(provider.issuer, subject, email, _name(claims, email), _groups(claims.get(provider.groups)))


def roles_wanted(provider: IdentityProvider, groups: frozenset[str]) -> frozenset[str]:
    """List the site roles that come with these groups."""
    return frozenset(role for group, role in provider.group_roles if group in groups)


def roles_owned(provider: IdentityProvider) -> frozenset[str]:
    """List the site roles that the provider's groups alone decide about."""
    return frozenset(role for _group, role in provider.group_roles)


def _proven_email(claims: Mapping[str, Any], provider: IdentityProvider) -> str:
    # Some send the word instead of the value.
    is_proven = provider.trusts_mail or claims.get("email_verified") in {True, "true"}
    try:
        return plain_email(str(claims.get("email", ""))) if is_proven else ""
    except Invalid:
        return ""


def _name(claims: Mapping[str, Any], email: str) -> str:
    named = (claims.get(each) for each in ("name", "preferred_username"))
    found = next((name for name in named if isinstance(name, str) and name.strip()), email.partition("@")[0])
    return " ".join(found.split())[:LONGEST_NAME]


def _groups(claimed: object) -> frozenset[str]:
    listed = claimed if isinstance(claimed, list) else [claimed]
    return frozenset(group for group in listed if isinstance(group, str))
