"""When the pilot of a light use case ends, and when its owner is warned."""

from dataclasses import dataclass
from datetime import datetime, timedelta

WARNED_BEFORE = 14
"""Days before the end."""


@dataclass(frozen=True)
class Running:
    """A pilot of a light use case of which nothing was measured since it began, and when its owner was warned."""

    case_id: int
    began_at: datetime
    warned_at: datetime | None


def ends_at(running: Running, days: int) -> datetime:
    """Say when a pilot ends: after so many days, and in no case before its owner had time to act on the warning."""
    end = running.began_at + timedelta(days=days)
    return max(end, running.warned_at + timedelta(days=_notice(days))) if running.warned_at else end


def is_over(running: Running, days: int, at: datetime) -> bool:
    """Tell whether a pilot ends now: whose owner was warned, and whose time is over."""
    return running.warned_at is not None and ends_at(running, days) <= at


def is_to_be_warned(running: Running, days: int, at: datetime) -> bool:
    """Tell whether the owner is warned now."""
    return running.warned_at is None and running.began_at + timedelta(days=days - _notice(days)) <= at


def days_left(running: Running, days: int, at: datetime) -> int:
    """Count the days that an owner who is warned at a moment has: at least the whole notice."""
    end = max(running.began_at + timedelta(days=days), at + timedelta(days=_notice(days)))
    return (end - at).days


def _notice(days: int) -> int:
    return min(WARNED_BEFORE, days)
