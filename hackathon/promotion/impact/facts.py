"""Facts of measured outcomes."""

from dataclasses import dataclass

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
