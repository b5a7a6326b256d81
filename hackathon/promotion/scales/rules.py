"""The scales that candidates are scored on, and what several scorers say together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import median
from typing import Any, NamedTuple

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy

SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)
"""How likely something is at each level of confidence and adoption."""
READINESS = (0.0, 1 / 3, 2 / 3, 1.0)
"""How ready data are at each level of a part."""
EVERYBODY = ""
"""The one capacity of a round that does not tell roles apart."""
MOST_WEEKS = 1_000
MOST_VALUE = 10**12


@dataclass(frozen=True)
class Scale:
    """A question with a few levels, each with the sentence that anchors it."""

    key: str
    label: LazySentence
    question: LazySentence
    anchors: tuple[LazySentence, ...]


CONFIDENCE = Scale(
    "confidence",
    lazy("Confidence in the value"),
    lazy("Where does the number come from?"),
    (
        lazy("a guess"),
        lazy("somebody's estimate"),
        lazy("reckoned from known numbers"),
        lazy("measured at the event"),
        lazy("measured in the work it is for"),
    ),
)
ADOPTION = Scale(
    "adoption",
    lazy("Will it be used?"),
    lazy("How much do those whose work changes want it?"),
    (
        lazy("nobody asked for it"),
        lazy("some are curious"),
        lazy("some would try it"),
        lazy("the unit asked for it"),
        lazy("the owner and the users wait for it"),
    ),
)
PARTS = (
    Scale(
        "access",
        lazy("Data: access"),
        lazy("Can the data be reached where it will run?"),
        (lazy("not at all"), lazy("once, by hand"), lazy("regularly, by hand"), lazy("by an interface")),
    ),
    Scale(
        "permission",
        lazy("Data: permission"),
        lazy("May the data be used for this?"),
        (lazy("no, or not asked"), lazy("asked"), lazy("yes, with conditions"), lazy("yes, in writing")),
    ),
    Scale(
        "quality",
        lazy("Data: quality"),
        lazy("Are the data right and complete enough?"),
        (lazy("no"), lazy("after much cleaning"), lazy("after some cleaning"), lazy("as they are")),
    ),
    Scale(
        "freshness",
        lazy("Data: freshness"),
        lazy("Do new data come as soon as they are needed?"),
        (lazy("no"), lazy("much later"), lazy("a little later"), lazy("in time")),
    ),
)
"""The parts of data readiness, of which the least ready one counts."""
EFFORT_LABELS: Mapping[str, LazySentence] = {
    "days": lazy("days"),
    "weeks": lazy("weeks"),
    "months": lazy("months"),
}


class Estimate(NamedTuple):
    """A number in three points; what is expected weighs the likely one four times (PERT)."""

    low: float
    likely: float
    high: float

    @property
    def expected(self) -> float:
        """The mean of the estimate."""
        return (self.low + 4 * self.likely + self.high) / 6


EFFORTS: Mapping[str, Estimate] = {
    "days": Estimate(0.2, 0.6, 1.0),
    "weeks": Estimate(1.0, 3.0, 6.0),
    "months": Estimate(6.0, 12.0, 26.0),
}
"""The three choices of a round that does not ask for roles, in person-weeks."""


@dataclass(frozen=True)
class Sheet:
    """One scorer's answers about one candidate; levels count from 0, weeks are person-weeks by role."""

    value: Estimate
    confidence: int
    adoption: int
    readiness: Mapping[str, int]
    weeks: Mapping[str, Estimate]
    effort: str = ""

    def written(self) -> dict[str, Any]:
        """Write it as JSON."""
        return {
            "value": list(self.value),
            "confidence": self.confidence,
            "adoption": self.adoption,
            "readiness": dict(self.readiness),
            "weeks": {role: list(each) for role, each in self.weeks.items()},
            "effort": self.effort,
        }

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> "Sheet":
        """Read what `written` wrote."""
        weeks = {role: Estimate(*each) for role, each in written["weeks"].items()}
        return cls(**{**written, "value": Estimate(*written["value"]), "weeks": weeks})


@dataclass(frozen=True)
class Figures:
    """What all scorers together say of a candidate: the middle one of their answers to each question."""

    value: Estimate
    confidence: float
    adoption: float
    readiness: float
    weakest: str
    """The part of the data that is least ready, which decides."""
    weeks: Mapping[str, float]
    scorers: int
    spread: tuple[float, float]
    """The lowest and the highest likely value that somebody gave."""

    @property
    def benefit(self) -> float:
        """What is to be expected of it in a year."""
        return self.value.expected * self.confidence * self.readiness * self.adoption

    @property
    def total_weeks(self) -> float:
        """Person-weeks of all roles together."""
        return sum(self.weeks.values())


def need_estimate(name: str, low: float | None, likely: float | None, high: float | None, *, most: float) -> Estimate:
    """Return a three-point estimate; raise `Invalid` where a point is missing, negative or out of order."""
    if low is None or likely is None or high is None:
        raise Invalid(name, _("Give all three: the lowest, the likely and the highest number."))
    if not all(isfinite(each) and 0 <= each <= most for each in (low, likely, high)):
        raise Invalid(name, _("Give numbers from 0 to %(most)s.") % {"most": f"{most:,.0f}"})
    if not low <= likely <= high:
        raise Invalid(name, _("The likely number lies between the lowest and the highest one."))
    return Estimate(float(low), float(likely), float(high))


def combine(sheets: Sequence[Sheet]) -> Figures:
    """Take the middle answer to each question; readiness is the least of its parts."""
    parts = {part: median(READINESS[each.readiness[part]] for each in sheets) for part in sheets[0].readiness}
    weakest = min(parts, key=lambda part: parts[part])
    likely = [each.value.likely for each in sheets]
    return Figures(
        value=Estimate(*(median(points) for points in zip(*(each.value for each in sheets), strict=True))),
        confidence=median(SHARES[each.confidence] for each in sheets),
        adoption=median(SHARES[each.adoption] for each in sheets),
        readiness=parts[weakest],
        weakest=weakest,
        weeks={role: median(each.weeks[role].expected for each in sheets) for role in sheets[0].weeks},
        scorers=len(sheets),
        spread=(min(likely), max(likely)),
    )


def need_level(scale: Scale, level: int | None) -> int:
    """Return a level of a scale; raise `Invalid` when it has no such level."""
    if level is None or not 0 <= level < len(scale.anchors):
        raise Invalid(scale.key, _("Choose one of the levels."))
    return level
