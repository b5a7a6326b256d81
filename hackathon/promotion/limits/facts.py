"""What can have happened to the numbers that promotion goes by."""

from collections.abc import Mapping
from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy
from hackathon.promotion.limits.rules import LIMITS, Limit


@dataclass(frozen=True, kw_only=True)
class LimitChanged(Fact):
    """One of the numbers of the whole installation was changed; the subject is the organization."""

    kind = "promotion.limits.changed"
    subject = "organization"
    sentence = lazy("%(actor)s changed “%(limit)s” from %(before)s to %(after)s")

    limit: str
    before: int
    after: int

    def words(self) -> Mapping[str, str]:
        """Say the limit as people do."""
        return {"limit": str(LIMITS[Limit(self.limit)].label)}
