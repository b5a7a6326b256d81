"""What can have happened to tables."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class TablesGiven(Fact):
    """Projects got tables, or other ones."""

    kind = "judging.tables.given"
    subject = "event"
    sentence = lazy("%(actor)s gave projects their tables: %(tables)s")
    audience = Audience.ORGANIZERS

    tables: int
