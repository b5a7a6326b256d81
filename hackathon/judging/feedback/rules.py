"""What scores come to for a team, and how a judge's sat beside those of others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hackathon.core.i18n import LazySentence, lazy
from hackathon.judging.tallies.rules import Scored

ENOUGH = 2
"""How many others must have scored a project before their mean is shown: from one alone it would be their score."""
PLACES = Decimal("0.01")
CLOSE, FAR = Decimal("0.25"), Decimal("0.75")
"""How far apart, in points, two means are about the same, or clearly apart."""


@dataclass(frozen=True)
class CriterionScores:
    """What a project earned on one criterion: on average, and from the lowest to the highest."""

    stage: int
    name: str
    weight: int
    is_independent: bool
    mean: Decimal
    lowest: int
    highest: int
    ballots: int


@dataclass(frozen=True)
class Words:
    """What was written to a team; `by` is empty where judges stay unnamed."""

    text: str
    by: str = ""


@dataclass(frozen=True)
class TeamScores:
    """What a team learns: its scores on each criterion, and what was written to it, in no judge's order.

    `from_owner` is what the owner of its question wrote, who does not score.
    """

    means: Sequence[CriterionScores]
    words: Sequence[Words]
    from_owner: Sequence[str] = ()
    scale: tuple[int, int] = (1, 5)
    names_judges: bool = False

    @property
    def counted(self) -> list[CriterionScores]:
        """The criteria that count."""
        return [each for each in self.means if not each.is_independent]

    @property
    def independent(self) -> list[CriterionScores]:
        """The criteria that are shown and not counted."""
        return [each for each in self.means if each.is_independent]


@dataclass(frozen=True)
class Beside:
    """One project as a judge scored it, and as others did on average, where enough did."""

    project_id: int
    own: Decimal
    others: Decimal | None
    count: int

    @property
    def apart(self) -> Decimal | None:
        """How far the judge's score lies above that of the others."""
        return None if self.others is None else self.own - self.others


def beside_others(scored: Iterable[Scored], judge_id: int) -> list[Beside]:
    """Compare a judge's scores with the mean of the others', project by project; nobody's single score is told."""
    own: dict[int, Decimal] = {}
    others: dict[int, list[Fraction]] = defaultdict(list)
    for each in scored:
        if each.judge_id == judge_id:
            own[each.project_id] = _shown(float(each.score))
        else:
            others[each.project_id].append(each.score)
    return [_beside(project_id, score, others[project_id]) for project_id, score in own.items()]


def severity_of(rows: Iterable[Beside]) -> Decimal | None:
    """Return how many points a judge lies above the others on average, None where nothing can be compared."""
    apart = [row.apart for row in rows if row.apart is not None]
    return (sum(apart, Decimal()) / len(apart)).quantize(PLACES) if apart else None


def in_words(severity: Decimal | None) -> LazySentence:
    """Say how severe a judge was."""
    if severity is None:
        return lazy("Nobody else scored enough of your projects, so nothing can be compared.")
    if abs(severity) < CLOSE:
        return lazy("You scored about like the others.")
    is_clear = abs(severity) >= FAR
    if severity < 0:
        strict = lazy("You were clearly stricter than the others.")
        return strict if is_clear else lazy("You were a little stricter than the others.")
    generous = lazy("You were clearly more generous than the others.")
    return generous if is_clear else lazy("You were a little more generous than the others.")


def plain_mean(values: Collection[int]) -> Decimal:
    """Return the mean of some scores to six places, half to even."""
    return Decimal(round(Fraction(sum(values), len(values)) * 10**6)).scaleb(-6)


def _beside(project_id: int, own: Decimal, others: Sequence[Fraction]) -> Beside:
    mean = _shown(float(sum(others) / len(others))) if len(others) >= ENOUGH else None
    return Beside(project_id, own, mean, len(others))


def _shown(score: float) -> Decimal:
    return Decimal(score).quantize(PLACES)
