"""What can happen to a profile."""

from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class ProfileEdited(Fact):
    kind = "people.profiles.edited"
    subject = "account"
    sentence = lazy("%(account)s changed their profile")
