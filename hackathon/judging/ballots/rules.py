"""When ballots are open, and what a ballot must hold."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from statistics import median

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _

GRACE = timedelta(seconds=60)
"""Submissions taken in the last second may still be waiting for a lock when the deadline has passed."""
MINUTES_PER_BALLOT = 5
ENOUGH_TO_TELL = 3
"""From how many ballots on a judge's own pace says more than what is usual."""
PAUSE = timedelta(minutes=30)
"""A judge who casts nothing for so long does something else."""


class Act(StrEnum):
    """What a judge does with what they typed."""

    SAVE = "save"
    CAST = "cast"
    LATER = "later"


@dataclass(frozen=True)
class Marks:
    """What a judge typed: scores by criterion, words for the team, words for nobody else, and a guess."""

    scores: Mapping[int, int] = field(default_factory=dict)
    feedback: str = ""
    note: str = ""
    alive_in_a_year: bool | None = None

    def __bool__(self) -> bool:
        return bool(self.scores or self.feedback or self.note or self.alive_in_a_year is not None)


@dataclass(frozen=True)
class Sent:
    """What a device says of a sending: the name it gave it, and when, by its clock, the judge pressed the button."""

    client_id: str
    claimed_at: datetime | None = None


@dataclass(frozen=True)
class Answer:
    """What became of a sending: the version and state of the ballot with it; late ones changed nothing."""

    version: int
    state: str
    is_late: bool = False


@dataclass(frozen=True)
class CastBallot:
    """One judge's complete scores for one project, by criterion, and what they make by the weights of its rubric."""

    judge_id: int
    project_id: int
    scores: Mapping[int, int]
    score: Fraction


def weighted_mean(scores: Mapping[int, int], weights: Mapping[int, int]) -> Fraction:
    """Return one ballot's score on the scale of the rubric, from the criteria that count and have a score."""
    given = {criterion_id: weight for criterion_id, weight in weights.items() if criterion_id in scores}
    total = sum(weight * scores[criterion_id] for criterion_id, weight in given.items())
    return Fraction(total, sum(given.values()))


@dataclass(frozen=True)
class Progress:
    """How far judging is, of one judge, one project or all: recused ballots count nowhere."""

    cast: int
    total: int
    minutes_each: int = MINUTES_PER_BALLOT

    @property
    def left(self) -> int:
        """How many ballots are still to be cast."""
        return self.total - self.cast

    @property
    def minutes_left(self) -> int:
        """About how long the rest will take one judge."""
        return self.left * self.minutes_each

    @property
    def kept_as(self) -> str:
        """Name what a queue shows, for a device that keeps it."""
        return f"{self.cast}.{self.total}"


def pace(cast_at: Collection[datetime]) -> int:
    """Return about how many minutes a judge needs for a ballot, from when they cast theirs; pauses tell nothing."""
    gaps = [later - earlier for earlier, later in pairwise(sorted(cast_at)) if later - earlier < PAUSE]
    if len(cast_at) < ENOUGH_TO_TELL or not gaps:
        return MINUTES_PER_BALLOT
    return max(1, round(median(gap / timedelta(minutes=1) for gap in gaps)))


def ballots_open_at(deadline: datetime, judging_opens_at: datetime) -> datetime:
    """Return from when ballots are open: never before the last submission is safely in."""
    return max(deadline + GRACE, judging_opens_at)


def check_scores(scores: Mapping[int, int], criteria: Collection[int], values: range) -> None:
    """Raise `Invalid` for a value out of the scale or for a criterion of another rubric."""
    for criterion_id, value in scores.items():
        if criterion_id not in criteria:
            raise Invalid("", _("The rubric changed since you opened this page. Load it again."))
        if value not in values:
            raise Invalid(
                score_field(criterion_id),
                _("Choose a whole number from %(lowest)s to %(highest)s.")
                % {"lowest": values[0], "highest": values[-1]},
            )


def check_complete(scores: Mapping[int, int], criteria: Collection[int]) -> None:
    """Raise `Invalid` at the first criterion without a score."""
    for criterion_id in criteria:
        if criterion_id not in scores:
            raise Invalid(score_field(criterion_id), _("Give a score here; a ballot counts only when it is complete."))


def score_field(criterion_id: int) -> str:
    """Name the form field of a criterion."""
    return f"score_{criterion_id}"
