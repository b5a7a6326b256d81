"""What can have happened to a day-one plan."""

from dataclasses import dataclass

from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact


@dataclass(frozen=True, kw_only=True)
class DayOnePlanned(CaseFact):
    """Somebody saved the plan; `missing` parts of it are still empty."""

    kind = "promotion.day_one.saved"
    sentence = lazy("%(actor)s worked on the day-one plan of use case %(case)s; empty parts: %(missing)s")

    missing: int
