"""Where projects stand: ballots in, ranking out, with how sure it is; nothing else is read and nothing is drawn."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hackathon.core.i18n import gettext as _
from hackathon.judging.severity.rules import Fit, Floats, Numbers, fit

DECIMALS = 6
"""Decimals to which two scores must be equal to share a place."""
SEPARABLE = 1.96
"""Standard errors of the difference from which two projects are told apart: 95 %."""
FEW_BALLOTS = 3


@dataclass(frozen=True)
class Ballot:
    """What one judge gave one project: the weighted mean over the criteria."""

    judge: str
    project: str
    score: float


@dataclass(frozen=True)
class Standing:
    """A project with its place among those that common judges connect it to, counted from 1 in each `component`.

    `score` is without judges' severity, `raw_mean` as given; `tied_with_next` tells that the difference to the one
    below could be chance, which says nothing about the one after that; `may_be_first` that the one to the first could.
    """

    place: int
    project: str
    score: float
    standard_error: float | None
    raw_mean: float
    raw_place: int
    ballots: int
    tied_with_next: bool
    may_be_first: bool
    component: int


@dataclass(frozen=True)
class Standings:
    """All projects, component by component and best first, and what is to be known before they are announced.

    `variance_ratio` is that of judges to the rest, None where no project has two ballots. `winner_stability` is the
    share of fits, each without one judge, that have the same winner; None with one judge or several components.
    """

    rows: Sequence[Standing]
    judges: int
    ballots: int
    components: int
    variance_ratio: float | None
    winner_stability: float | None
    warnings: Sequence[str]


def standings(given: Iterable[Ballot]) -> Standings:
    """Rank projects; the order of the ballots does not matter."""
    ballots = sorted(given, key=lambda ballot: (ballot.judge, ballot.project))
    if not ballots:
        return Standings((), 0, 0, 0, None, None, ())
    fitted = _Fitted.of(ballots)
    parts = components(ballots)
    rows = [row for number, part in enumerate(parts, 1) for row in _placed(fitted, part, number)]
    return Standings(
        rows=rows,
        judges=len(fitted.judges),
        ballots=len(ballots),
        components=len(parts),
        variance_ratio=_rounded(fitted.fit.variance_ratio) if fitted.fit.covariance is not None else None,
        winner_stability=fitted.stability() if len(parts) == 1 and len(fitted.judges) > 1 else None,
        warnings=tuple(_warnings(rows, parts, ballots, fitted)),
    )


def components(ballots: Iterable[Ballot]) -> list[list[str]]:
    """Part projects into those that chains of common judges connect: the largest first, then by name."""
    of_judge: dict[str, str] = {}
    above: dict[str, str] = {}
    for ballot in ballots:
        above.setdefault(ballot.project, ballot.project)
        other = of_judge.setdefault(ballot.judge, ballot.project)
        above[_top(above, ballot.project)] = _top(above, other)
    parts: dict[str, list[str]] = defaultdict(list)
    for project in sorted(above):
        parts[_top(above, project)].append(project)
    return sorted(parts.values(), key=lambda part: (-len(part), part))


@dataclass(frozen=True)
class _Columns:
    """Ballots as numbers: of judges, of projects, and the scores."""

    judges: Numbers
    projects: Numbers
    values: Floats

    @classmethod
    def of(cls, ballots: Sequence[Ballot], judges: Mapping[str, int], projects: Mapping[str, int]) -> "_Columns":
        return cls(
            np.array([judges[ballot.judge] for ballot in ballots]),
            np.array([projects[ballot.project] for ballot in ballots]),
            np.array([ballot.score for ballot in ballots]),
        )

    def winners_without(self, judge: int) -> set[int]:
        """Fit the ballots of all others, and return which projects lead."""
        left = self.judges != judge
        if not left.any():
            return set()
        _judges, theirs = np.unique(self.judges[left], return_inverse=True)
        projects, own = np.unique(self.projects[left], return_inverse=True)
        scores = np.round(fit(theirs, own, self.values[left]).scores, DECIMALS)
        return {int(project) for project in projects[scores == scores.max()]}


@dataclass(frozen=True)
class _Fitted:
    """A fit with the names of its judges and projects."""

    judges: Mapping[str, int]
    projects: Mapping[str, int]
    columns: _Columns
    means: Mapping[str, float]
    counts: Mapping[str, int]
    fit: Fit

    @classmethod
    def of(cls, ballots: Sequence[Ballot]) -> "_Fitted":
        judges = _numbered(ballot.judge for ballot in ballots)
        projects = _numbered(ballot.project for ballot in ballots)
        columns = _Columns.of(ballots, judges, projects)
        means = np.bincount(columns.projects, weights=columns.values) / np.bincount(columns.projects)
        return cls(
            judges=judges,
            projects=projects,
            columns=columns,
            means={name: _rounded(means[number]) for name, number in projects.items()},
            counts=Counter(ballot.project for ballot in ballots),
            fit=fit(columns.judges, columns.projects, columns.values),
        )

    @cached_property
    def scores(self) -> dict[str, float]:
        """The score of each project."""
        return {name: _rounded(self.fit.scores[number]) for name, number in self.projects.items()}

    def is_separable(self, first: str, second: str) -> bool:
        """Tell whether the difference of two projects is more than chance makes likely."""
        error = self.fit.error_of_difference(self.projects[first], self.projects[second])
        difference = self.scores[first] - self.scores[second]
        return error is not None and difference > 0 and difference >= SEPARABLE * error

    def stability(self) -> float:
        """Return the share of fits, each without one judge, that have the same winner."""
        best = max(self.scores.values())
        winners = {self.projects[name] for name, score in self.scores.items() if score == best}
        same = [self.columns.winners_without(judge) == winners for judge in self.judges.values()]
        return sum(same) / len(same)


def _placed(fitted: _Fitted, part: Collection[str], component: int) -> Iterator[Standing]:
    scores = {name: score for name, score in fitted.scores.items() if name in set(part)}
    places = _places(scores)
    raw_places = _places({name: fitted.means[name] for name in part})
    order = sorted(part, key=lambda name: (places[name], name))
    for name, below in zip(order, [*order[1:], None], strict=True):
        error = fitted.fit.standard_error(fitted.projects[name])
        yield Standing(
            place=places[name],
            project=name,
            score=scores[name],
            standard_error=None if error is None else _rounded(error),
            raw_mean=fitted.means[name],
            raw_place=raw_places[name],
            ballots=fitted.counts[name],
            tied_with_next=below is not None and not fitted.is_separable(name, below),
            may_be_first=not fitted.is_separable(order[0], name),
            component=component,
        )


def _places(scores: Mapping[str, float]) -> dict[str, int]:
    """Give competition places: equal scores share one, and the places they take up stay empty behind them."""
    better = dict[float, int]()
    for number, score in enumerate(sorted(scores.values(), reverse=True), 1):
        better.setdefault(score, number)
    return {name: better[score] for name, score in scores.items()}


def _warnings(
    rows: Sequence[Standing], parts: Sequence[Sequence[str]], ballots: Sequence[Ballot], fitted: _Fitted
) -> Iterator[str]:
    if len(parts) > 1:
        yield _(
            "No judge connects the %(count)s groups of projects: they are ranked apart, and their places say nothing "
            "about each other."
        ) % {"count": len(parts)}
        yield from _bridges(parts, ballots)
    if fitted.fit.covariance is None:
        yield _("No project has two ballots: severity cannot be told from quality, and nobody knows how sure this is.")
    few = sum(row.ballots < FEW_BALLOTS for row in rows)
    if few:
        yield _("%(few)s of %(all)s projects have fewer than %(enough)s ballots.") % {
            "few": few,
            "all": len(rows),
            "enough": FEW_BALLOTS,
        }
    yield from _changed_winners(rows, len(parts))


def _bridges(parts: Sequence[Sequence[str]], ballots: Sequence[Ballot]) -> Iterator[str]:
    """Propose the ballots that would connect each group to the largest: of its judge with the fewest ballots."""
    load = Counter(ballot.judge for ballot in ballots)
    home = set(parts[0])
    bridge = min({ballot.judge for ballot in ballots if ballot.project in home}, key=lambda judge: (load[judge], judge))
    counts = Counter(ballot.project for ballot in ballots)
    for part in parts[1:]:
        project = min(part, key=lambda name: (counts[name], name))
        sentence = _("A ballot of %(judge)s on %(project)s would connect its group to the largest.")
        yield sentence % {"judge": bridge, "project": project}


def _changed_winners(rows: Sequence[Standing], component_count: int) -> Iterator[str]:
    for component in range(1, component_count + 1):
        part = [row for row in rows if row.component == component]
        first = sorted(row.project for row in part if row.place == 1)
        raw_first = sorted(row.project for row in part if row.raw_place == 1)
        if first != raw_first:
            yield _("Judges' severity changes who leads: %(first)s, while by the plain mean it is %(raw)s.") % {
                "first": ", ".join(first),
                "raw": ", ".join(raw_first),
            }


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(set(names)))}


def _top(above: dict[str, str], name: str) -> str:
    while above[name] != name:
        above[name] = name = above[above[name]]
    return name


def _rounded(value: float) -> float:
    return round(float(value), DECIMALS) + 0.0  # no minus before a zero
