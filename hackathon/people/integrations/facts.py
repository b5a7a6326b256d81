"""What can happen to an API token; administrators read it on its owner's page."""

from collections.abc import Mapping
from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy
from hackathon.people.integrations.rules import ENDED_LABELS


@dataclass(frozen=True, kw_only=True)
class TokenMade(Fact):
    kind = "people.integrations.token_made"
    subject = "account"
    sentence = lazy("%(actor)s made the API token “%(token)s” (%(scopes)s)")
    audience = Audience.ADMINS

    token_id: int
    scopes: str


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Fact):
    """By its owner, an administrator, or with the deactivation of its owner."""

    kind = "people.integrations.token_revoked"
    subject = "account"
    sentence = lazy("%(actor)s revoked the API token “%(token)s” of %(account)s")
    audience = Audience.ADMINS

    token_id: int


@dataclass(frozen=True, kw_only=True)
class TokenRefused(Fact):
    """Somebody used a token that had ended; `why` is revoked, expired or inactive."""

    kind = "people.integrations.token_refused"
    subject = "account"
    sentence = lazy("A try to use the API token “%(token)s” of %(account)s was refused: %(why)s")
    audience = Audience.ADMINS

    token_id: int
    why: str

    def words(self) -> Mapping[str, str]:
        """Say why as people do."""
        return {"why": str(ENDED_LABELS[self.why])}
