"""Which scores are worth a second look: judges who disagree about a project, and a ballot far from all others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hackathon.judging.ballots.rules import CastBallot

APART = Fraction(1, 2)
"""The part of the scale from which the lowest and highest ballot disagree: 2 of the 4 from 1 to 5."""
FAR = Fraction(3, 8)
"""The part of the scale from which a ballot is far from the others: 1.5 of the 4 from 1 to 5."""
OTHERS = 2
"""How many others must have scored a project before one ballot can be called far from them."""


@dataclass(frozen=True)
class Spread:
    """Between what a project's ballots lie, and how many they are."""

    project_id: int
    lowest: Fraction
    highest: Fraction
    ballots: int

    @property
    def width(self) -> Fraction:
        """How far the ballots lie apart."""
        return self.highest - self.lowest


@dataclass(frozen=True)
class Outlier:
    """A ballot far from what others gave the same project, beyond how strict or mild its judge is elsewhere."""

    judge_id: int
    project_id: int
    score: Fraction
    others: Fraction
    unexplained: Fraction


def spreads(ballots: Iterable[CastBallot]) -> dict[int, Spread]:
    """Return between what the ballots of each project lie."""
    scores: dict[int, list[Fraction]] = defaultdict(list)
    for ballot in ballots:
        scores[ballot.project_id].append(ballot.score)
    return {project_id: Spread(project_id, min(found), max(found), len(found)) for project_id, found in scores.items()}


def disagreements(found: Iterable[Spread], scale: int) -> list[Spread]:
    """Return the projects whose judges lie at least `APART` of the scale apart, widest first."""
    wide = (spread for spread in found if spread.width >= APART * scale)
    return sorted(wide, key=lambda spread: (-spread.width, spread.project_id))


def outliers(ballots: Sequence[CastBallot], scale: int) -> list[Outlier]:
    """Return the ballots that lie `FAR` from the mean of the others, at most one of each project, farthest first.

    What a judge's other ballots lie above or below the others on average is how mild or strict they are, and is
    taken off first: a strict judge who is as strict as ever is no outlier.
    """
    leads = _leads(ballots)
    farthest: dict[int, Outlier] = {}
    for outlier in _judged(ballots, leads):
        kept = farthest.get(outlier.project_id)
        if kept is None or abs(outlier.unexplained) > abs(kept.unexplained):
            farthest[outlier.project_id] = outlier
    far = (each for each in farthest.values() if abs(each.unexplained) >= FAR * scale)
    return sorted(far, key=lambda each: (-abs(each.unexplained), each.project_id))


Leads = Mapping[int, Mapping[int, Fraction]]
"""How far each judge's score lies above the mean of the others, by project."""


def _leads(ballots: Iterable[CastBallot]) -> Leads:
    by_project: dict[int, dict[int, Fraction]] = defaultdict(dict)
    for ballot in ballots:
        by_project[ballot.project_id][ballot.judge_id] = ballot.score
    leads: dict[int, dict[int, Fraction]] = defaultdict(dict)
    for project_id, scores in by_project.items():
        if len(scores) > OTHERS:
            total = sum(scores.values())
            for judge_id, score in scores.items():
                leads[judge_id][project_id] = score - (total - score) / (len(scores) - 1)
    return leads


def _judged(ballots: Iterable[CastBallot], leads: Leads) -> Iterator[Outlier]:
    for ballot in ballots:
        of_judge = leads.get(ballot.judge_id, {})
        if ballot.project_id in of_judge:
            lead = of_judge[ballot.project_id]
            usual = _mean([each for project_id, each in of_judge.items() if project_id != ballot.project_id])
            yield Outlier(ballot.judge_id, ballot.project_id, ballot.score, ballot.score - lead, lead - usual)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction()) / len(values) if values else Fraction()
