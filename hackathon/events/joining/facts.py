"""What can have happened about join links; secrets and addresses stay out of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy

HOW = {
    "proof": lazy("their address proven by mail"),
    "organizer": lazy("admitted by an organizer"),
    "account": lazy("signed in already"),
}
_LINKS = {"join": lazy("join link"), "proof": lazy("mailed link")}


@dataclass(frozen=True, kw_only=True)
class JoinLinkMade(Fact):
    kind = "events.joining.link_made"
    subject = "event"
    sentence = lazy("%(actor)s made join link %(link)s for %(event)s")
    audience = Audience.ORGANIZERS

    link: int
    places: int


@dataclass(frozen=True, kw_only=True)
class JoinLinkRevoked(Fact):
    kind = "events.joining.link_revoked"
    subject = "event"
    sentence = lazy("%(actor)s withdrew join link %(link)s of %(event)s")
    audience = Audience.ORGANIZERS

    link: int


@dataclass(frozen=True, kw_only=True)
class NewcomerAsked(Fact):
    """Somebody without an account used a join link; who they are is not proven yet."""

    kind = "events.joining.asked"
    subject = "event"
    sentence = lazy("Somebody asked to join %(event)s by link %(link)s")
    audience = Audience.ORGANIZERS

    link: int
    newcomer: int
    mailed: bool


@dataclass(frozen=True, kw_only=True)
class NewcomerAdmitted(Fact):
    """Somebody came in by a join link; `how` is proof, organizer or account; `made` whether the account is new."""

    kind = "events.joining.admitted"
    subject = "event"
    sentence = lazy("%(account)s joined %(event)s by a link (%(how)s)")
    shows_on = ("account",)
    audience = Audience.ORGANIZERS

    account_id: int
    link: int
    how: str
    made: bool

    def words(self) -> Mapping[str, str]:
        """Say how in words."""
        return {"how": str(HOW[self.how])} if self.how in HOW else {}


@dataclass(frozen=True, kw_only=True)
class NewcomerDeclined(Fact):
    kind = "events.joining.declined"
    subject = "event"
    sentence = lazy("%(actor)s turned away somebody who asked to join %(event)s")
    audience = Audience.ORGANIZERS

    newcomer: int


@dataclass(frozen=True, kw_only=True)
class LinkRefused(Fact):
    """A try with a link that is expired, used or withdrawn; `what` is join or proof."""

    kind = "events.joining.refused"
    subject = "event"
    sentence = lazy("A try with a %(what)s to %(event)s was refused")
    audience = Audience.ORGANIZERS

    link: int
    what: str

    def words(self) -> Mapping[str, str]:
        """Say what kind of link in words."""
        return {"what": str(_LINKS[self.what])} if self.what in _LINKS else {}
