"""How hard the filter was, in words that never say more than the numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import sqrt
from statistics import median
from typing import NamedTuple

from hackathon.core.i18n import LazySentence, _, lazy, ngettext
from hackathon.promotion.cases.rules import PATH_NAMES
from hackathon.promotion.cases.states import CasePath, CaseState
from hackathon.promotion.history.rules import STEPS as WAY
from hackathon.promotion.history.rules import Attempt

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


_S = CaseState
STATE_NAMES: Mapping[str, LazySentence] = {
    _S.NOMINATED: lazy("Nominated"),
    _S.SCREENED: lazy("Passed"),
    _S.DECLINED: lazy("Declined"),
    _S.MERGED: lazy("Merged"),
    _S.SELECTED: lazy("Selected"),
    _S.WAITING: lazy("Waiting"),
    _S.PARKED: lazy("Parked"),
    _S.OFFERED: lazy("Offered"),
    _S.ADOPTED: lazy("Adopted"),
    _S.BUILDING: lazy("Building"),
    _S.PILOT: lazy("Pilot"),
    _S.LIVE: lazy("Live"),
}
PATH_LABELS: Mapping[str, LazySentence] = {**PATH_NAMES, "": lazy("all")}


@dataclass(frozen=True)
class OnPath:
    """What became of the nominations on one path, or under an empty one on all of them: how many came to each state.

    `days_to_yes` and `days_to_no` are the middle, None where there was no such answer.
    """

    path: str
    reached: Mapping[str, int]
    yes: int
    no: int
    days_to_yes: int | None
    days_to_no: int | None

    @property
    def share(self) -> str:
        """Say how many of those that were answered got a yes; empty where none was answered."""
        return passed_said(self.yes, self.yes + self.no) if self.yes + self.no else ""


@dataclass(frozen=True)
class Lead:
    """How many nominations came to a step, of how many, and the middle of the days since the step before it."""

    step: str
    count: int
    of: int
    days: int | None


@dataclass(frozen=True)
class Figures:
    """How hard and how fast the filter is: by path with all together last, step by step, and refusals by reason."""

    paths: Sequence[OnPath]
    leads: Sequence[Lead]
    refusals: Mapping[str, Mapping[str, int]]


def figures_of(attempts: Iterable[Attempt]) -> Figures:
    """Count what became of these nominations; the record alone and the database lead to the same figures."""
    each = list(attempts)
    return Figures(
        [*(_on_path(path, [one for one in each if one.path == path]) for path in CasePath), _on_path("", each)],
        [_lead(step, each) for step in WAY],
        _refusals(each),
    )


def _on_path(path: str, attempts: Sequence[Attempt]) -> OnPath:
    answers = [each.answer for each in attempts if each.answer]
    yes, no = ([each.days for each in answers if each.is_yes is wanted] for wanted in (True, False))
    reached = Counter(state for each in attempts for state in each.reached)
    return OnPath(
        str(path),
        {str(state): reached[state] for state in CaseState},
        yes=len(yes),
        no=len(no),
        days_to_yes=middle_of(yes),
        days_to_no=middle_of(no),
    )


def _lead(step: str, attempts: Sequence[Attempt]) -> Lead:
    came = [each for each in attempts if step in each.reached]
    days = [found for each in came if (found := each.days_since_step_before(step)) is not None]
    return Lead(str(step), len(came), len(attempts), middle_of(days))


def _refusals(attempts: Iterable[Attempt]) -> dict[str, dict[str, int]]:
    """Count refusals by their reason, the most frequent first, and by path."""
    why = Counter((each.code, each.path) for each in attempts if each.code)
    codes = Counter(each.code for each in attempts if each.code)
    return {code: {str(path): why[code, path] for path in CasePath} for code, _count in codes.most_common()}


def passed_said(yes: int, of: int) -> str:
    """Say how many of all that were answered got a yes; without a percentage where they are too few."""
    if of < FEWEST:
        return _("%(yes)s of %(all)s answered with yes, too few to judge the filter") % {"yes": yes, "all": of}
    low, high = wilson(yes, of)
    said = {"yes": yes, "all": of, "share": round(100 * yes / of), "low": round(100 * low), "high": round(100 * high)}
    return _("%(yes)s of %(all)s answered with yes: %(share)s %%, by chance between %(low)s and %(high)s %%") % said


class Bar(NamedTuple):
    """One bar of a picture: what stands before and behind it, how wide it is, and how far from the left it begins."""

    label: LazySentence | str
    width: float
    text: str
    start: float = 0


BAR_ROOM = 400
"""How wide the widest bar is, as the macro draws it."""


def bars_of(leads: Sequence[Lead]) -> list[Bar]:
    """Draw a bar for each step, as wide as the share of all nominations that came to it."""
    return [Bar(STATE_NAMES[each.step], width_of(each.count, each.of), str(each.count)) for each in leads]


def width_of(part: float, whole: float) -> float:
    """Return how wide a part of the whole is drawn."""
    return round(BAR_ROOM * max(0.0, min(1.0, part / whole)), 1) if whole else 0.0


@dataclass(frozen=True)
class Tally:
    """A must-pass question: about how many use cases it was answered, how many a no stopped, how many it waived."""

    key: str
    words: str
    answered: int
    stopped: int
    waived: int

    @property
    def remark(self) -> str:
        """Say that it never stopped anyone, where it had the chance; empty where it did."""
        if self.stopped or not self.answered:
            return ""
        said = ngettext("never stopped anyone in one case", "never stopped anyone in %(num)s cases", self.answered)
        return said % {"num": self.answered}


@dataclass(frozen=True)
class Period:
    """From which day on and until which, both included; None is without an end."""

    first: date | None = None
    last: date | None = None

    def holds(self, at: datetime) -> bool:
        """Tell whether a moment lies in it; days are those of UTC."""
        day = at.astimezone(UTC).date()
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def period_typed(first: str, last: str) -> Period:
    """Read a period from two days as addresses write them; what is none is left open."""
    return Period(_day(first), _day(last))


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


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
