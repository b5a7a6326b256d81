"""What a reading may be, and where its chart draws it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from babel.dates import format_date

from hackathon.core.i18n import _

LARGEST = Decimal(10) ** 13
STEPS = (30, 90)
"""So many days after going live somebody is reminded to measure."""
TOO_LATE = 180
"""So many days after going live nobody is reminded any more: whoever has not measured by then was told twice."""
DECIMALS = 4
WIDTH, HEIGHT = 640, 220
_TOP, _BOTTOM, _LEFT, _RIGHT = 28, 52, 48, 56
_LABELS = 6


@dataclass(frozen=True)
class Measured:
    """One value on a day."""

    on: date
    value: Decimal


@dataclass(frozen=True)
class Running:
    """A use case that is live: since when without a stop, when it was last measured, and what was reminded of."""

    case_id: int
    live_since: datetime
    measured_at: datetime | None
    reminded: Collection[int]


@dataclass(frozen=True)
class Chart:
    """Numbers placed in a picture, as the chart macro draws them."""

    title: str
    width: int
    height: int
    points: list[tuple[float, float, str]]
    labels: list[tuple[float, str]]
    baseline_y: float | None
    baseline_label: str
    target_y: float | None
    target_label: str


def objection_to_value(value: Decimal) -> str:
    """Say what is wrong with a value; empty when nothing is."""
    if not value.is_finite():
        return _("Type a number.")
    if abs(value) >= LARGEST:
        return _("This number is too large to be kept.")
    if -int(value.as_tuple().exponent) > DECIMALS:
        return _("Give at most four decimals.")
    return ""


def latest_date(now: datetime) -> date:
    """Return the date it is now where the day begins first: anything later is in the future everywhere."""
    return (now + timedelta(hours=14)).date()


def plain(value: Decimal) -> str:
    """Write a value without trailing zeros, and never as a power of ten."""
    return f"{value.normalize():f}"


def step_due(running: Running, at: datetime) -> int | None:
    """Return which reminder is due, None when none is: each once, the latest alone, and only while it is useful.

    It is useful when nothing was measured since the step before it, or since going live.
    """
    passed = [days for days in STEPS if running.live_since + timedelta(days=days) <= at]
    if not passed or at >= running.live_since + timedelta(days=TOO_LATE):
        return None
    before, step = max([0, *passed[:-1]]), passed[-1]
    is_measured = running.measured_at is not None and running.measured_at > running.live_since + timedelta(days=before)
    return None if is_measured or step in running.reminded else step


def chart_of(
    readings: Sequence[Measured], *, metric: str, unit: str, baseline: Decimal | None, target: Decimal | None
) -> Chart:
    """Place readings, oldest first, between their lowest and highest value, baseline and target included."""
    levels = [each.value for each in readings] + [each for each in (baseline, target) if each is not None]
    place = _Scale(levels)
    points = [(_x(each.on, readings), place(each.value), plain(each.value)) for each in readings]
    return Chart(
        title=_("%(metric)s over time") % {"metric": metric},
        width=WIDTH,
        height=HEIGHT,
        points=points,
        labels=_labels(readings),
        baseline_y=None if baseline is None else place(baseline),
        baseline_label="" if baseline is None else _("baseline %(value)s %(unit)s") % _said(baseline, unit),
        target_y=None if target is None else place(target),
        target_label="" if target is None else _("target %(value)s %(unit)s") % _said(target, unit),
    )


class _Scale:
    """Turn values into heights, the highest value at the top."""

    def __init__(self, levels: Sequence[Decimal]) -> None:
        self._low = min(levels, default=Decimal(0))
        self._span = max(levels, default=Decimal(0)) - self._low

    def __call__(self, value: Decimal) -> float:
        share = (value - self._low) / self._span if self._span else Decimal("0.5")
        return round(_TOP + float(1 - share) * (HEIGHT - _TOP - _BOTTOM), 1)


def _x(on: date, readings: Sequence[Measured]) -> float:
    first, last = readings[0].on, readings[-1].on
    days = (last - first).days
    share = (on - first).days / days if days else 0.5
    return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)


def _labels(readings: Sequence[Measured]) -> list[tuple[float, str]]:
    """Name so many days below the axis that they do not run into each other."""
    every = max(1, -(-len(readings) // _LABELS))
    days = dict.fromkeys(each.on for each in readings)
    return [(_x(on, readings), format_date(on, "d MMM", locale="en_GB")) for on in list(days)[::every]]


def _said(value: Decimal, unit: str) -> dict[str, str]:
    return {"value": plain(value), "unit": unit}
