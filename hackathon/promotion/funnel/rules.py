"""How hard the filter was, in words that never say more than the numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import NamedTuple

from hackathon.core.i18n import LazySentence, _, lazy, ngettext

FEWEST = 8
"""Below so many, a share says nothing."""
_Z = 1.959964
"""Two-sided 95 % of the normal distribution."""


class Passage(NamedTuple):
    """That a use case came to a step of the funnel, on the light path or not, so many days after it was nominated."""

    step: str
    is_light: bool
    days: float


class Step(NamedTuple):
    """How many came to a step: on the paths with a round, and on the light one."""

    label: LazySentence
    others: int
    light: int


STEPS: Mapping[str, LazySentence] = {
    "nominated": lazy("Nominated"),
    "screened": lazy("Passed the screening"),
    "declined": lazy("Declined"),
    "selected": lazy("Selected"),
    "held": lazy("Waiting"),
    "parked": lazy("Parked"),
}
_YES, _NO = {"selected"}, {"declined", "parked"}


@dataclass(frozen=True)
class Funnel:
    """How many came how far, and how long a yes and a no took in the middle; empty where there was none."""

    steps: Sequence[Step]
    time_to_yes: str
    time_to_no: str


def funnel_of(passages: Iterable[Passage]) -> Funnel:
    """Count what happened."""
    each = list(passages)
    tally = Counter((one.step, one.is_light) for one in each)
    return Funnel(
        [Step(label, tally[key, False], tally[key, True]) for key, label in STEPS.items()],
        days_said([one.days for one in each if one.step in _YES]),
        days_said([one.days for one in each if one.step in _NO]),
    )


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share after Wilson (1927), which stays within 0 and 1."""
    share, weight = hits / of, _Z**2 / of
    centre = share + weight / 2
    spread = _Z * sqrt(share * (1 - share) / of + weight / (4 * of))
    return max(0.0, (centre - spread) / (1 + weight)), min(1.0, (centre + spread) / (1 + weight))


def share_said(selected: int, of: int) -> str:
    """Say how many of all were selected; without a percentage where they are too few to judge the filter."""
    said = {"selected": selected, "all": of}
    if of < FEWEST:
        return _("%(selected)s of %(all)s selected, too few to judge the filter") % said
    low, high = wilson(selected, of)
    said |= {"share": round(100 * selected / of), "low": round(100 * low), "high": round(100 * high)}
    return _("%(selected)s of %(all)s selected: %(share)s %%, by chance between %(low)s and %(high)s %%") % said


def middle_of(days: Sequence[float]) -> int | None:
    """Return the middle of how many days something took, in whole days; None when it never happened."""
    return round(median(days)) if days else None


def days_said(days: Sequence[float]) -> str:
    """Say the middle of how many days something took, empty when it never happened."""
    middle = middle_of(days)
    if middle is None:
        return ""
    return ngettext("%(num)s day", "%(num)s days", middle) % {"num": middle}
