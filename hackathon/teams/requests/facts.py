"""What can have happened to a request; what people wrote stays out of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy
from hackathon.teams.requests.rules import ENDINGS


@dataclass(frozen=True, kw_only=True)
class RequestFact(Fact):
    """What requests have in common: who asks, and which request it is."""

    subject = "team"
    audience = Audience.ORGANIZERS

    event_id: int
    account_id: int
    request: int


@dataclass(frozen=True, kw_only=True)
class RequestMade(RequestFact):
    """Somebody asks to be taken in."""

    kind = "teams.requests.made"
    sentence = lazy("%(account)s asked to join %(team)s")


@dataclass(frozen=True, kw_only=True)
class RequestAccepted(RequestFact):
    """The captain took somebody in who asked."""

    kind = "teams.requests.accepted"
    sentence = lazy("%(actor)s accepted the request of %(account)s to join %(team)s")


@dataclass(frozen=True, kw_only=True)
class RequestDeclined(RequestFact):
    """The captain did not take somebody in who asked."""

    kind = "teams.requests.declined"
    sentence = lazy("%(actor)s declined the request of %(account)s to join %(team)s")


@dataclass(frozen=True, kw_only=True)
class RequestWithdrawn(RequestFact):
    """Somebody no longer asks."""

    kind = "teams.requests.withdrawn"
    sentence = lazy("%(account)s no longer asks to join %(team)s")


@dataclass(frozen=True, kw_only=True)
class RequestExpired(RequestFact):
    """A request ended without an answer; `why` says what came before one."""

    kind = "teams.requests.expired"
    sentence = lazy("The request of %(account)s to join %(team)s ended: %(why)s")

    why: str

    def words(self) -> Mapping[str, str]:
        """Say why in words."""
        return {"why": str(ENDINGS[self.why])} if self.why in ENDINGS else {}
