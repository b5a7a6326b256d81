"""How far a use case came from its baseline to its target, until when something is due, and how money is drawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from hackathon.core.i18n import _
from hackathon.promotion.cases.states import CasePath, CaseState
from hackathon.promotion.funnel.rules import Bar, width_of
from hackathon.promotion.impact.rules import plain


@dataclass(frozen=True)
class Outcome:
    """What a use case is measured by, and its newest reading."""

    metric: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    value: Decimal | None
    measured_on: date | None

    @property
    def share(self) -> float | None:
        """How much of the way from baseline to target was made; below 0 is away from it, None where it is unknown."""
        if self.value is None or self.baseline is None or self.target is None or self.baseline == self.target:
            return None
        return float((self.baseline - self.value) / (self.baseline - self.target))

    @property
    def said(self) -> str:
        """Say where it began and where it is."""
        ends = [_with_unit(each, self.unit) for each in (self.baseline, self.value) if each is not None]
        return " → ".join(ends)


class Worth(NamedTuple):
    """What a round held a use case to be worth in a year: low, likely and high."""

    low: float
    likely: float
    high: float
    currency: str


@dataclass(frozen=True)
class Carried:
    """A use case that somebody answers for."""

    number: int
    title: str
    path: str
    state: str
    state_since: datetime
    owner: str | None
    budget: str
    outcome: Outcome
    worth: Worth | None = None

    def pilot_ends(self, days: int) -> datetime | None:
        """Say when its pilot ends unless a reading is in; None where it does not, or one is in."""
        is_light_pilot = self.path == CasePath.LIGHT and self.state == CaseState.PILOT
        since = self.state_since.date()
        is_measured = self.outcome.measured_on is not None and self.outcome.measured_on >= since
        return self.state_since + timedelta(days=days) if is_light_pilot and not is_measured else None


def outcome_bars(carried: Iterable[Carried]) -> list[Bar]:
    """Draw for each measured use case how much of the way from baseline to target was made."""
    shares = [(each, each.outcome.share) for each in carried]
    return [
        Bar(f"#{each.number}", width_of(share, 1), f"{round(100 * share)} %")
        for each, share in shares
        if share is not None
    ]


def worth_bars(carried: Iterable[Carried]) -> list[Bar]:
    """Draw for each use case that a round scored from where to where its worth in a year may lie."""
    scored = [(each.number, each.worth) for each in carried if each.worth]
    most = max((worth.high for _number, worth in scored), default=0)
    return [
        Bar(
            f"#{number}",
            width_of(worth.high - worth.low, most),
            money(worth.likely, worth.currency),
            width_of(worth.low, most),
        )
        for number, worth in scored
    ]


def likely_in_all(carried: Iterable[Carried]) -> dict[str, float]:
    """Add up what live use cases are likely worth in a year, by currency."""
    total: dict[str, float] = {}
    for each in carried:
        if each.worth and each.state == CaseState.LIVE:
            total[each.worth.currency] = total.get(each.worth.currency, 0) + each.worth.likely
    return total


def money(amount: float, currency: str) -> str:
    """Write an amount in whole units."""
    return f"{amount:,.0f} {currency}"


def state_bars(counts: Mapping[str, int], labels: Mapping[str, object], states: Sequence[str]) -> list[Bar]:
    """Draw how many use cases stand in each state."""
    most = max(counts.values(), default=0)
    return [
        Bar(str(labels[state]), width_of(counts.get(state, 0), most), str(counts.get(state, 0))) for state in states
    ]


def _with_unit(value: Decimal, unit: str) -> str:
    return _("%(value)s %(unit)s") % {"value": plain(value), "unit": unit}
