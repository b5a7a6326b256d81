"""What can have happened to the installation as a whole; administrators read it."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class StartedForReal(Fact):
    """The first administrator came; everything before it is gone, this record too."""

    kind = "people.organization.started"
    subject = "organization"
    sentence = lazy("%(account)s started for real, as administrator and host")
    shows_on = ("account",)
    audience = Audience.ADMINS

    account_id: int


@dataclass(frozen=True, kw_only=True)
class OrganizationEdited(Fact):
    """Its name, or the mail domains whose people may come in."""

    kind = "people.organization.edited"
    subject = "organization"
    sentence = lazy("%(actor)s changed the organization's name or mail domains")
    audience = Audience.ADMINS
