"""The ranking as a pure function: ballots and weights in, places out, in exact arithmetic."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from itertools import groupby

from hackathon.judging.ballots.rules import CastBallot, weighted_mean

PLACES = 6
"""Decimal places to which two means must be equal to be a tie."""


@dataclass(frozen=True)
class Ranked:
    """Where a project stands. Tied projects share the place, and the places they take up stay empty behind them."""

    place: int
    project_id: int
    mean: Decimal
    ballots: int
    is_tied: bool


def rank(ballots: Iterable[CastBallot], weights: Mapping[int, int]) -> list[Ranked]:
    """Rank projects by the mean, over their ballots, of the weighted mean of the scores; best first, ties by id.

    Weights count relative to their sum. The order of the ballots does not matter.
    """
    means = _means(ballots, weights)
    order = sorted(means, key=lambda project_id: (-means[project_id][0], project_id))
    return list(_placed(order, means))


def plain_mean(values: Collection[int]) -> Decimal:
    """Return the mean of some scores."""
    return _rounded(Fraction(sum(values), len(values)))


def fingerprint(ranking: Iterable[Ranked]) -> str:
    """Name a ranking by its contents, so that what is released is what was looked at."""
    lines = (f"{row.place} {row.project_id} {row.mean} {row.ballots}" for row in ranking)
    return sha256("\n".join(lines).encode()).hexdigest()


def _means(ballots: Iterable[CastBallot], weights: Mapping[int, int]) -> dict[int, tuple[Decimal, int]]:
    found: dict[int, list[Fraction]] = defaultdict(list)
    for ballot in ballots:
        found[ballot.project_id].append(weighted_mean(ballot.scores, weights))
    return {project: (_rounded(sum(scores) / Fraction(len(scores))), len(scores)) for project, scores in found.items()}


def _placed(order: list[int], means: Mapping[int, tuple[Decimal, int]]) -> Iterator[Ranked]:
    place = 1
    for mean, group in groupby(order, key=lambda project_id: means[project_id][0]):
        tied = list(group)
        for project_id in tied:
            yield Ranked(place, project_id, mean, means[project_id][1], is_tied=len(tied) > 1)
        place += len(tied)


def _rounded(value: Fraction) -> Decimal:
    """Round half to even; exact, unlike a division of decimals."""
    return Decimal(round(value * 10**PLACES)).scaleb(-PLACES)
