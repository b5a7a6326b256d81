"""What projects score once judges' severity is taken out: projects fixed, judges random, their ratio by REML.

score = project + judge + rest, with judge ~ N(0, ratio * s2) and rest ~ N(0, s2). Projects are what is asked about;
judges are a draw from all who could have judged. The ratio is the one that restricted maximum likelihood finds
(Patterson and Thompson 1971): from differences within projects alone. Where judges agree it is 0 and the scores are
plain means; the more they differ, the nearer the scores come to those of judges as fixed effects.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

_GRID = np.concatenate([[0.0], np.exp(np.arange(-9.0, 9.1, 0.1))])
_STEPS = 40
"""Golden-section steps: each keeps 0.618 of the interval. More would find nothing: the likelihood is flat there."""
_GOLDEN = (5**0.5 - 1) / 2
_TINY = 1e-12


@dataclass(frozen=True)
class _Design:
    """The ballots as sums, in which projects are already eliminated: nothing in here grows with ballots.

    `seen` is projects x judges; `within` and `pull` are what is left of judges within projects (J x J and J).
    """

    level: float
    seen: Floats
    counts: Floats
    sums: Floats
    within: Floats
    pull: Floats
    rest: float
    freedom: int

    @classmethod
    def of(cls, judges: Numbers, projects: Numbers, values: Floats) -> Self:
        level = float(values.mean())
        around = values - level
        seen = np.zeros((int(projects.max()) + 1, int(judges.max()) + 1))
        np.add.at(seen, (projects, judges), 1.0)
        counts = seen.sum(axis=1)
        sums: Floats = np.bincount(projects, weights=around).astype(np.float64)
        return cls(
            level=level,
            seen=seen,
            counts=counts,
            sums=sums,
            within=np.diag(seen.sum(axis=0)) - seen.T @ (seen / counts[:, None]),
            pull=np.bincount(judges, weights=around) - seen.T @ (sums / counts),
            rest=float(around @ around - (sums**2 / counts).sum()),
            freedom=len(values) - len(counts),
        )

    @cached_property
    def spectrum(self) -> tuple[Floats, Floats]:
        """Turn judges into directions that do not disturb each other: one decomposition serves every ratio."""
        weights, directions = np.linalg.eigh(self.within)
        return np.clip(weights, 0.0, None), directions

    def likeliest_ratio(self) -> float:
        """Search the ratio that REML finds likeliest: on a grid, then around its best point."""
        if self.freedom <= 0:
            return 0.0
        best = int(np.argmin(self._deviance(_GRID)))
        if best == 0:
            return 0.0
        low, high = np.log(_GRID[max(best - 1, 1)]) - 0.1, np.log(_GRID[min(best + 1, len(_GRID) - 1)])
        for _step in range(_STEPS):
            left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
            at_left, at_right = self._deviance(np.exp([left, right]))
            low, high = (low, right) if at_left < at_right else (left, high)
        return float(np.exp((low + high) / 2))

    def estimated(self, ratio: float) -> tuple[Floats, Floats]:
        """Return scores and severities for a ratio of variances (generalized least squares and BLUP)."""
        _weights, directions = self.spectrum
        severities = directions @ (self._shrunken(ratio) * (directions.T @ self.pull))
        return self.level + (self.sums - self.seen @ severities) / self.counts, severities

    def covariance(self, ratio: float) -> Floats | None:
        """Return how the scores vary together, None where there are no more ballots than projects."""
        if self.freedom <= 0:
            return None
        spread = (self.seen / self.counts[:, None]) @ self.spectrum[1]
        unit: Floats = np.diag(1 / self.counts) + (spread * self._shrunken(ratio)) @ spread.T
        return unit * (float(self._left_over(np.array([ratio]))[0]) / self.freedom)

    def _shrunken(self, ratio: float) -> Floats:
        weights, _directions = self.spectrum
        shrunken: Floats = ratio / (1 + ratio * weights)
        return shrunken

    def _deviance(self, ratios: Floats) -> Floats:
        """Return twice the negative restricted log-likelihood of each ratio, up to what all share."""
        weights, _directions = self.spectrum
        spread: Any = np.log1p(ratios[:, None] * weights).sum(axis=1)
        deviance: Floats = spread + self.freedom * np.log(np.maximum(self._left_over(ratios), _TINY))
        return deviance

    def _left_over(self, ratios: Floats) -> Floats:
        """Return the weighted sum of squares that neither projects nor judges explain."""
        weights, directions = self.spectrum
        pulled = (directions.T @ self.pull) ** 2
        explained: Floats = (ratios[:, None] * pulled / (1 + ratios[:, None] * weights)).sum(axis=1)
        return np.maximum(self.rest - explained, 0.0)


@dataclass(frozen=True)
class Fit:
    """What a set of ballots says: scores of projects, severities of judges (above 0: generous), and how sure that is.

    `variance_ratio` compares the variance of judges to that of the rest.
    """

    scores: Floats
    severities: Floats
    variance_ratio: float
    design: _Design

    @cached_property
    def covariance(self) -> Floats | None:
        """The covariance of the scores, None where nothing is left over to estimate it from."""
        return self.design.covariance(self.variance_ratio)

    def standard_error(self, project: int) -> float | None:
        """Return how sure the score of a project is."""
        return None if self.covariance is None else float(np.sqrt(self.covariance[project, project]))

    def error_of_difference(self, first: int, second: int) -> float | None:
        """Return how sure the difference of two projects is; they share judges, so it is not the sum of two errors."""
        if self.covariance is None:
            return None
        own = self.covariance[first, first] + self.covariance[second, second]
        return float(np.sqrt(max(own - 2 * self.covariance[first, second], 0.0)))


def fit(judges: Numbers, projects: Numbers, values: Floats) -> Fit:
    """Fit ballots given as columns: the number of its judge, of its project, and its score.

    Judges and projects are numbered from 0, each with at least one ballot, and at most one for each other.
    """
    design = _Design.of(judges, projects, values)
    ratio = design.likeliest_ratio()
    return Fit(*design.estimated(ratio), ratio, design)


def spreads(judges: Numbers, projects: Numbers, values: Floats, fitted: Fit) -> Floats:
    """Return for each judge how far their scores lie from what the fit expects of them, as a root mean square."""
    strays = values - fitted.scores[projects] - fitted.severities[judges]
    found: Floats = np.sqrt(np.bincount(judges, weights=strays**2) / np.bincount(judges))
    return found
