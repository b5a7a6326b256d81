"""What can happen to an import; administrators read it."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class ImportAsked(Fact):
    kind = "people.imports.asked"
    subject = "import"
    sentence = lazy("%(actor)s sent a file of people")
    audience = Audience.ADMINS


@dataclass(frozen=True, kw_only=True)
class ImportApplied(Fact):
    kind = "people.imports.applied"
    subject = "import"
    sentence = lazy("%(actor)s took a file of people over: accounts made %(created)s, changed %(changed)s")
    audience = Audience.ADMINS

    created: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class ImportDropped(Fact):
    kind = "people.imports.dropped"
    subject = "import"
    sentence = lazy("%(actor)s dropped a file of people")
    audience = Audience.ADMINS
