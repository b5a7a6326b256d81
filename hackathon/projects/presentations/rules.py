"""Rules of a presentation: who comes when, and how much of a turn is left."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _

MINUTES = 5
LONGEST = 120
SEEDS = 1_000_000


def check_minutes(minutes: int) -> None:
    """Raise `Invalid` where nobody could present in this time."""
    if not 1 <= minutes <= LONGEST:
        raise Invalid("minutes", _("Give each team between 1 and %(most)s minutes.") % {"most": LONGEST})


def shuffled(project_ids: Sequence[int], seed: int) -> list[int]:
    """Return the order that a seed stands for: whoever knows it can draw the same order again."""
    ordered = sorted(project_ids)
    Random(seed).shuffle(ordered)  # noqa: S311 - a fair order that anybody can repeat, not a secret
    return ordered


def moved(project_ids: Sequence[int], project_id: int, step: int) -> list[int]:
    """Move one project a place up (-1) or down (1); at either end nothing happens."""
    ordered = list(project_ids)
    here = ordered.index(project_id)
    there = min(max(here + step, 0), len(ordered) - 1)
    ordered[here], ordered[there] = ordered[there], ordered[here]
    return ordered


def seconds_left(started_at: datetime | None, minutes: int, at: datetime) -> int:
    """Return how many seconds a turn still has, less than none when it is over; all while it has not begun."""
    if started_at is None:
        return minutes * 60
    return int((started_at + timedelta(minutes=minutes) - at).total_seconds())
