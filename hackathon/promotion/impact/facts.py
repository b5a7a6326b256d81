"""Facts of measured outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from hackathon.core.facts import Audience
from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact


@dataclass(frozen=True, kw_only=True)
class ReadingGiven(CaseFact):
    """The value is kept as text: facts hold no fractions."""

    kind = "promotion.impact.given"
    sentence = lazy("%(actor)s gave a reading of use case %(case)s: %(value)s, measured on %(measured_on)s")

    reading_id: int
    value: str
    measured_on: str

    def words(self) -> Mapping[str, str]:
        """Write the day as people do."""
        return {"measured_on": format_date(date.fromisoformat(self.measured_on), "d MMM y", locale="en_GB")}


@dataclass(frozen=True, kw_only=True)
class MeasuringReminded(CaseFact):
    """Owner and captain were reminded to measure, so many days after it went live."""

    kind = "promotion.impact.reminded"
    sentence = lazy("People were reminded to measure use case %(case)s, %(days)s days after it went live")
    shows_on = ()
    audience = Audience.ORGANIZERS

    days: int
