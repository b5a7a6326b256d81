"""What can have happened to somebody's personal data."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class ExportAsked(Fact):
    kind = "people.privacy.export_asked"
    subject = "account"
    sentence = lazy("%(actor)s asked for a copy of their own data")
    audience = Audience.ADMINS


@dataclass(frozen=True, kw_only=True)
class AccountErased(Fact):
    """The person is gone from everywhere but the numbers in the record."""

    kind = "people.privacy.account_erased"
    subject = "account"
    sentence = lazy("The account and personal data of %(account)s were erased")
    audience = Audience.ADMINS
