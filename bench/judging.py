"""`make bench-judging`: how near rankings come to the truth, beside other ways to rank; writes `bench/judging.md`."""

import argparse
import csv
import platform
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import kendalltau

from hackathon.judging.severity.rules import fit
from hackathon.judging.standings.rules import Ballot, standings

Floats = NDArray[np.float64]
Ranker = Callable[["Panel"], Floats]
HERE = Path(__file__).parent
WEIGHTS = np.array([0.4, 0.3, 0.2, 0.1])
VIEWS, ONE_IN = 3, 4
SEEDS, DRAWS, COVERED = 1000, 200, 60


@dataclass(frozen=True)
class Panel:
    """Ballots as columns, and the truth they are to find."""

    judges: NDArray[np.int64]
    projects: NDArray[np.int64]
    values: Floats
    truth: Floats
    expected: Floats

    @property
    def counts(self) -> Floats:
        """How many ballots each project has."""
        return np.bincount(self.projects).astype(np.float64)


@dataclass(frozen=True)
class Case:
    """A kind of event: how many projects and judges, how much judges differ, and whether halves hardly meet."""

    name: str
    projects: int
    judges: int
    goal: str = ""
    severity: float = 0.7
    slope: float = 0.25
    halves: bool = False


CASES = (
    Case("A: 40 projects, 12 judges", 40, 12, "≥ 0.785"),
    Case("D: 15 projects, 6 judges", 15, 6, "≥ 0.79"),
    Case("E: 40 projects, 30 judges", 40, 30, "≥ 0.755"),
    Case("C: as A, judges alike", 40, 12, "≥ raw mean - 0.006", severity=0, slope=0),
    Case("G: as A, strong and weak half apart", 40, 12, "≥ 0.78", halves=True),
)


def draw(case: Case, seed: int, *, expect: bool = False) -> Panel:
    """Draw an event: quality, criteria, judges with severity and slope, three views each, scores from 1 to 5."""
    rng = np.random.default_rng(seed)
    quality = rng.normal(size=case.projects)
    criteria = 0.8 * quality[:, None] + rng.normal(0, 0.6, (case.projects, 4))
    truth = criteria @ WEIGHTS
    severity, slope = rng.normal(0, case.severity, case.judges), np.exp(rng.normal(0, case.slope, case.judges))
    judges, projects = np.array(list(_views(case, rng, truth))).T
    felt = 3 + severity[judges][:, None] + slope[judges][:, None] * 0.8 * criteria[projects]
    scores = _on_scale(felt + rng.normal(0, 0.6, felt.shape))
    return Panel(judges, projects, scores @ WEIGHTS, truth, _expected(case, criteria, rng) if expect else truth)


def _on_scale(felt: Floats) -> Floats:
    return np.clip(np.round(felt), 1, 5)


def _expected(case: Case, criteria: Floats, rng: np.random.Generator, panel: int = 4000) -> Floats:
    """Return what a panel of very many such judges would give on average."""
    severity, slope = rng.normal(0, case.severity, panel), np.exp(rng.normal(0, case.slope, panel))
    felt = 3 + severity[None, :, None] + slope[None, :, None] * 0.8 * criteria[:, None, :]
    mean: Floats = _on_scale(felt + rng.normal(0, 0.6, felt.shape)).mean(axis=1) @ WEIGHTS
    return mean


def _views(case: Case, rng: np.random.Generator, truth: Floats) -> Iterator[tuple[int, int]]:
    """Assign three judges to each project at random, loads as even as can be.

    With halves the strong projects are seen by one half of the judges, but a quarter of the third views cross over.
    """
    load = np.zeros(case.judges)
    strong = set(np.argsort(-truth)[: case.projects // 2].tolist())
    sides = (range(case.judges // 2), range(case.judges // 2, case.judges))
    seen: dict[int, set[int]] = defaultdict(set)
    for view in range(VIEWS):
        for project in rng.permutation(case.projects).tolist():
            crosses = view == VIEWS - 1 and int(rng.integers(ONE_IN)) == 0
            side = int((project in strong) != crosses)
            allowed = sides[side] if case.halves else range(case.judges)
            free = [judge for judge in allowed if judge not in seen[project]]
            least = min(load[judge] for judge in free)
            judge = int(rng.choice([judge for judge in free if load[judge] == least]))
            load[judge] += 1
            seen[project].add(judge)
            yield judge, project


def by_model(panel: Panel) -> Floats:
    """Rank as the platform does."""
    return np.round(fit(panel.judges, panel.projects, panel.values).scores, 6)


def by_raw_mean(panel: Panel) -> Floats:
    """Rank by the plain mean."""
    return np.round(np.bincount(panel.projects, panel.values) / panel.counts, 6)


def by_centring(panel: Panel) -> Floats:
    """Take each judge's own mean off before the mean."""
    means = np.bincount(panel.judges, panel.values) / np.bincount(panel.judges)
    return np.round(np.bincount(panel.projects, panel.values - means[panel.judges]) / panel.counts, 6)


def by_z_scores(panel: Panel) -> Floats:
    """Take off each judge's mean and divide by the judge's standard deviation."""
    counts = np.bincount(panel.judges)
    means = np.bincount(panel.judges, panel.values) / counts
    spread = np.sqrt(np.bincount(panel.judges, (panel.values - means[panel.judges]) ** 2) / counts)
    around = (panel.values - means[panel.judges]) / np.where(spread > 0, spread, 1)[panel.judges]
    return np.round(np.bincount(panel.projects, around) / panel.counts, 6)


def by_rank_sums(panel: Panel) -> Floats:
    """Sum up the share of the same judge's other projects that each one beats."""
    found = np.zeros(len(panel.counts))
    for first, second, outcome, weight in _duels(panel):
        found[first] += outcome * weight
        found[second] += (1 - outcome) * weight
    return np.round(found / panel.counts, 6)


def by_bradley_terry(panel: Panel, rounds: int = 200) -> Floats:
    """Fit strengths to who beats whom with the same judge (minorize-maximize, half a virtual win and loss each)."""
    count = len(panel.counts)
    wins, met = np.zeros(count), np.zeros((count, count))
    for first, second, outcome, _weight in _duels(panel):
        wins[first] += outcome
        wins[second] += 1 - outcome
        met[first, second] += 1
        met[second, first] += 1
    strength = np.ones(count)
    for _round in range(rounds):
        rivals = (met / (strength[:, None] + strength[None, :])).sum(axis=1) + 1 / (strength + 1)
        strength = (wins + 0.5) / rivals
    return np.array([round(float(value), 6) for value in np.log(strength)])


def _duels(panel: Panel) -> Iterator[tuple[int, int, float, float]]:
    for judge in range(int(panel.judges.max()) + 1):
        own = np.flatnonzero(panel.judges == judge)
        for place, one in enumerate(own):
            for other in own[place + 1 :]:
                difference = panel.values[one] - panel.values[other]
                outcome = 0.5 if difference == 0 else float(difference > 0)
                yield int(panel.projects[one]), int(panel.projects[other]), outcome, 1 / (len(own) - 1)


RANKERS: dict[str, Ranker] = {
    "model": by_model,
    "raw mean": by_raw_mean,
    "centring": by_centring,
    "z-scores": by_z_scores,
    "rank sums": by_rank_sums,
    "Bradley-Terry": by_bradley_terry,
}


def agreements(panels: list[Panel]) -> dict[str, float]:
    """Return the mean of Kendall's tau with the truth, by ranker."""
    return {
        name: float(np.mean([kendalltau(ranker(panel), panel.truth).statistic for panel in panels]))
        for name, ranker in RANKERS.items()
    }


def coverage(case: Case, seeds: int) -> float:
    """Return how often the 95 % interval of a difference holds the difference under very many such judges."""
    inside: list[NDArray[np.bool_]] = []
    for seed in range(seeds):
        panel = draw(case, 10_000 + seed, expect=True)
        found = fit(panel.judges, panel.projects, panel.values)
        assert found.covariance is not None
        own, pairs = np.diag(found.covariance), np.triu_indices(case.projects, 1)
        errors = np.sqrt(own[:, None] + own[None, :] - 2 * found.covariance)[pairs]
        off = (
            np.subtract.outer(found.scores, found.scores)[pairs]
            - np.subtract.outer(panel.expected, panel.expected)[pairs]
        )
        inside.append(np.abs(off) <= 1.96 * errors)
    return float(np.concatenate(inside).mean())


def real_panels(file: str, severity: float, draws: int) -> list[Panel]:
    """Hide all but three judges of each performance of a complete panel; its own means are the truth."""
    with (HERE / "data" / file).open() as opened:
        rows = list(csv.DictReader(opened))
    judges, projects = (sorted({row[column] for row in rows}) for column in ("judge", "project"))
    whole, count = np.zeros((len(projects), len(judges))), np.zeros((len(projects), len(judges)))
    for row in rows:
        cell = projects.index(row["project"]), judges.index(row["judge"])
        whole[cell] += float(row["score"])
        count[cell] += 1
    return [_hidden(whole / count, severity, seed) for seed in range(draws)]


def _hidden(whole: Floats, severity: float, seed: int) -> Panel:
    rng, (projects_there, judges_there) = np.random.default_rng(seed), whole.shape
    case, truth = Case("", projects_there, judges_there), whole.mean(axis=1)
    judges, projects = np.array(list(_views(case, rng, truth))).T
    added = np.asarray(rng.normal(0, 1, size=judges_there)) * severity
    return Panel(judges, projects, whole[projects, judges] + added[judges], truth, truth)


def seconds_of_a_large_event() -> float:
    """Rank 500 projects scored by 60 judges each, stability included; process start apart."""
    rng = np.random.default_rng(1)
    quality, severity = rng.normal(size=500), rng.normal(0, 0.7, 60)
    noise = rng.normal(0, 0.6, (500, 60, 5))
    given = [
        Ballot(f"J{judge}", f"P{project}", float(3 + severity[judge] + quality[project] + noise[project, judge].mean()))
        for project in range(500)
        for judge in range(60)
    ]
    before = time.process_time()
    standings(given)
    return time.process_time() - before


def main() -> None:
    """Measure everything and write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    seeds = parser.parse_args().seeds
    lines = [
        *_synthetic(seeds),
        "",
        *_coverages(),
        "",
        *_real(),
        "",
        f"500 projects, 60 judges, 5 criteria: {seconds_of_a_large_event():.2f} s of CPU (goal ≤ 1 s).",
    ]
    how = f"Kendall's tau with the truth, mean over {seeds} seeds ({DRAWS} draws of the real panels)."
    where = f"Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}. Written by `make bench-judging`."
    (HERE / "judging.md").write_text("\n".join(["# Rankings beside the truth", "", how, where, "", *lines, ""]))


def _synthetic(seeds: int) -> Iterator[str]:
    yield f"| case | {' | '.join(RANKERS)} | goal |"
    yield "|---|" + "---|" * (len(RANKERS) + 1)
    for case in CASES:
        found = agreements([draw(case, seed) for seed in range(seeds)])
        yield _row(case.name, found, case.goal)


def _coverages() -> Iterator[str]:
    yield "| the 95 % interval of a difference holds it in | goal 92 to 98 % |"
    yield "|---|---|"
    for case in CASES:
        yield f"| {case.name} | {coverage(case, COVERED):.1%} |"


def _real() -> Iterator[str]:
    yield f"| real panels, three of nine judges left | {' | '.join(RANKERS)} | goal |"
    yield "|---|" + "---|" * (len(RANKERS) + 1)
    goals = {
        ("small", 0.0): "≥ raw mean",
        ("large", 0.0): "≥ raw mean",
        ("small", 0.5): "≥ 0.79",
        ("large", 0.5): "≥ 0.94",
    }
    for (name, severity), goal in goals.items():
        found = agreements(real_panels(f"ballots-{name}.csv", severity, DRAWS))
        yield _row(f"{name}, severity N(0, {severity})", found, goal)


def _row(name: str, found: dict[str, float], goal: str) -> str:
    line = f"| {name} | {' | '.join(f'{tau:.4f}' for tau in found.values())} | {goal} |"
    print(line, flush=True)
    return line


if __name__ == "__main__":
    main()
