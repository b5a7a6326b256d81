"""What can have happened about personal links; secrets and addresses stay out of it."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class PersonalLinkMade(Fact):
    kind = "events.personal_links.made"
    subject = "event"
    sentence = lazy("%(actor)s made a personal link for a %(role)s of %(event)s")
    audience = Audience.ORGANIZERS

    link: int
    role: str


@dataclass(frozen=True, kw_only=True)
class PersonalLinkRevoked(Fact):
    kind = "events.personal_links.revoked"
    subject = "event"
    sentence = lazy("%(actor)s withdrew the personal link of a %(role)s of %(event)s")
    audience = Audience.ORGANIZERS

    link: int
    role: str


@dataclass(frozen=True, kw_only=True)
class PersonalLinkUsed(Fact):
    """Somebody used the link made for them; `made` tells whether their account is new."""

    kind = "events.personal_links.used"
    subject = "event"
    sentence = lazy("%(account)s used their personal link as %(role)s of %(event)s")
    shows_on = ("account",)
    audience = Audience.ORGANIZERS

    account_id: int
    link: int
    role: str
    made: bool


@dataclass(frozen=True, kw_only=True)
class PersonalLinkRefused(Fact):
    """A try with a personal link that is expired, used, withdrawn, or somebody else's."""

    kind = "events.personal_links.refused"
    subject = "event"
    sentence = lazy("A try with a personal link to %(event)s was refused")
    audience = Audience.ORGANIZERS

    link: int
