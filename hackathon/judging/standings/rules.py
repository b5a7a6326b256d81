"""Where projects stand: ballots in, ranking out, with how sure it is; nothing else is read and nothing is drawn."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from hackathon.core.i18n import gettext as _
from hackathon.judging.severity.rules import Fit, Floats, Numbers, fit, spreads
from hackathon.judging.tallies.rules import connected

DECIMALS = 6
"""Decimals to which two scores must be equal to share a place."""
SEPARABLE = 1.96
"""Standard errors of the difference from which two projects are told apart: 95 %."""
FEW_BALLOTS = 3
MOST_ALIKE = 12
"""How many of those that cannot be told apart from a project are named: the nearest."""


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
    `alike` are those whose difference to it could be chance, the nearest of them, best first.
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
    alike: tuple[str, ...] = ()


class Severity(NamedTuple):
    """How far a judge's scores lie above those of others (below 0: stricter), and how much they stray around that."""

    judge: str
    severity: float
    spread: float | None
    ballots: int


class Cause(NamedTuple):
    """The judge without whose severity another project would lead, and the project that it concerned most."""

    judge: str
    project: str
    severity: float


@dataclass(frozen=True)
class Standings:
    """All projects, component by component and best first, and what is to be known before they are announced.

    `variance_ratio` is that of judges to the rest, None where no project has two ballots. `winner_stability` is the
    share of fits, each without one judge, that have the same winner; None with one judge or several components.
    `cause` says why another project leads than by plain means, where one does.
    """

    rows: Sequence[Standing]
    judges: int
    ballots: int
    components: int
    variance_ratio: float | None
    winner_stability: float | None
    warnings: Sequence[str]
    severities: Sequence[Severity] = ()
    cause: Cause | None = None


def standings(given: Iterable[Ballot], before: Iterable[Ballot] = (), *, carried: float = 0.0) -> Standings:
    """Rank projects; the order of the ballots does not matter.

    `before` are the ballots of the stage before, of whose scores the share `carried` counts.
    """
    ballots = sorted(given, key=_whose)
    if not ballots:
        return Standings((), 0, 0, 0, None, None, ())
    earlier = sorted(before, key=_whose) if carried else []
    fitted = _Fitted.of(ballots, _Fitted.of(earlier) if earlier else None, carried)
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
        severities=fitted.severities() if fitted.covariance is not None else (),
        cause=fitted.cause(rows) if len(parts) == 1 else None,
    )


def components(ballots: Iterable[Ballot]) -> list[list[str]]:
    """Part projects into those that chains of common judges connect: the largest first, then by name."""
    return connected((ballot.judge, ballot.project) for ballot in ballots)


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

    def winners_without(self, judge: int, lead: Floats, share: Floats) -> set[int]:
        """Fit the ballots of all others, and return which projects lead, `lead` being what is carried over."""
        left = self.judges != judge
        if not left.any():
            return set()
        _judges, theirs = np.unique(self.judges[left], return_inverse=True)
        projects, own = np.unique(self.projects[left], return_inverse=True)
        fitted = np.zeros(int(self.projects.max()) + 1)
        fitted[projects] = fit(theirs, own, self.values[left]).scores
        scores = np.round((fitted * (1 - share) + lead)[projects], DECIMALS)
        return {int(project) for project in projects[scores == scores.max()]}


@dataclass(frozen=True)
class _Fitted:
    """A fit with the names of its judges and projects; `values` hold what is carried over too, `share` how much."""

    judges: Mapping[str, int]
    projects: Mapping[str, int]
    columns: _Columns
    counts: Mapping[str, int]
    fit: Fit
    plain: Floats
    values: Floats
    covariance: Floats | None
    lead: Floats
    share: Floats

    @classmethod
    def of(cls, ballots: Sequence[Ballot], before: "_Fitted | None" = None, carried: float = 0.0) -> "_Fitted":
        judges = _numbered(ballot.judge for ballot in ballots)
        projects = _numbered(ballot.project for ballot in ballots)
        columns = _Columns.of(ballots, judges, projects)
        fitted = fit(columns.judges, columns.projects, columns.values)
        means: Floats = np.bincount(columns.projects, weights=columns.values) / np.bincount(columns.projects)
        share = np.array([carried if before and name in before.projects else 0.0 for name in projects])
        return cls(
            judges=judges,
            projects=projects,
            columns=columns,
            counts=Counter(ballot.project for ballot in ballots),
            fit=fitted,
            plain=means * (1 - share) + _carried(projects, share, before, "plain"),
            values=fitted.scores * (1 - share) + _carried(projects, share, before, "values"),
            covariance=_covariance(fitted, projects, share, before),
            lead=_carried(projects, share, before, "values"),
            share=share,
        )

    @cached_property
    def scores(self) -> dict[str, float]:
        """The score of each project."""
        return {name: _rounded(self.values[number]) for name, number in self.projects.items()}

    @cached_property
    def means(self) -> dict[str, float]:
        """The plain mean of each project."""
        return {name: _rounded(self.plain[number]) for name, number in self.projects.items()}

    def standard_error(self, name: str) -> float | None:
        """Return how sure the score of a project is."""
        number = self.projects[name]
        return None if self.covariance is None else float(np.sqrt(self.covariance[number, number]))

    def error_of_difference(self, first: str, second: str) -> float | None:
        """Return how sure the difference of two projects is; they share judges, so it is not the sum of two errors."""
        if self.covariance is None:
            return None
        one, other = self.projects[first], self.projects[second]
        own = self.covariance[one, one] + self.covariance[other, other]
        return float(np.sqrt(max(own - 2 * self.covariance[one, other], 0.0)))

    def is_separable(self, first: str, second: str) -> bool:
        """Tell whether the difference of two projects is more than chance makes likely."""
        error = self.error_of_difference(first, second)
        difference = self.scores[first] - self.scores[second]
        return error is not None and difference > 0 and difference >= SEPARABLE * error

    def alike(self, order: Sequence[str]) -> list[tuple[str, ...]]:
        """Name for each project, in this order, the nearest that cannot be told apart from it."""
        if self.covariance is None:
            return [()] * len(order)
        rows = np.array([self.projects[name] for name in order])
        scores, shared = np.array([self.scores[name] for name in order]), self.covariance[np.ix_(rows, rows)]
        own = np.diag(shared)
        errors = np.sqrt(np.maximum(own[:, None] + own[None, :] - 2 * shared, 0.0))
        apart = np.abs(scores[:, None] - scores[None, :])
        close = (apart == 0) | (apart < SEPARABLE * errors)
        np.fill_diagonal(close, val=False)
        return [tuple(order[other] for other in _nearest(np.flatnonzero(close[row]), row)) for row in range(len(order))]

    def stability(self) -> float:
        """Return the share of fits, each without one judge, that have the same winner."""
        best = max(self.scores.values())
        winners = {self.projects[name] for name, score in self.scores.items() if score == best}
        judges = self.judges.values()
        same = [self.columns.winners_without(judge, self.lead, self.share) == winners for judge in judges]
        return sum(same) / len(same)

    def severities(self) -> list[Severity]:
        """Tell how severe each judge is, and how consistent, in the order of their names."""
        found = self.fit.severities
        strays = spreads(self.columns.judges, self.columns.projects, self.columns.values, self.fit)
        counts = np.bincount(self.columns.judges)
        return [
            Severity(name, _rounded(found[at]), _rounded(strays[at]) if counts[at] > 1 else None, int(counts[at]))
            for name, at in self.judges.items()
        ]

    def cause(self, rows: Sequence[Standing]) -> Cause | None:
        """Find the judge whose severity makes most of it that another project leads than by plain means."""
        won = next(self.projects[row.project] for row in rows if row.place == 1)
        raw = next(self.projects[row.project] for row in rows if row.raw_place == 1)
        if won == raw or any(row.place == row.raw_place == 1 for row in rows):
            return None
        name, at = max(self.judges.items(), key=lambda judge: self._gain(judge[1], won, raw))
        severity = _rounded(self.fit.severities[at])
        names = {number: project for project, number in self.projects.items()}
        return Cause(name, names[won if severity < 0 else raw], severity)

    def _gain(self, judge: int, won: int, raw: int) -> float:
        """Return by how much taking out a judge's severity moves the winner before who leads by plain means."""
        seen = self.fit.design.seen[:, judge] / self.fit.design.counts
        return float(self.fit.severities[judge] * (seen[raw] - seen[won]))


def _carried(projects: Mapping[str, int], share: Floats, before: "_Fitted | None", what: str) -> Floats:
    """Return what projects bring along of the stage before."""
    carried = np.zeros(len(projects))
    if before is not None:
        known = [name for name in projects if name in before.projects]
        carried[[projects[name] for name in known]] = getattr(before, what)[[before.projects[name] for name in known]]
    return carried * share


def _covariance(fitted: Fit, projects: Mapping[str, int], share: Floats, before: "_Fitted | None") -> Floats | None:
    """Combine how sure both stages are: their judges score independently of each other."""
    if before is None or fitted.covariance is None or not share.any():
        return fitted.covariance
    if before.covariance is None:
        return None
    kept = fitted.covariance * np.outer(1 - share, 1 - share)
    known = [name for name in projects if name in before.projects]
    here, there = [projects[name] for name in known], [before.projects[name] for name in known]
    carried = np.zeros_like(kept)
    carried[np.ix_(here, here)] = before.covariance[np.ix_(there, there)]
    combined: Floats = kept + carried * np.outer(share, share)
    return combined


def _nearest(others: Numbers, row: int) -> list[int]:
    """Return those nearest to a row, in their order."""
    nearest = np.argsort(np.abs(others - row), kind="stable")[:MOST_ALIKE]
    return [int(other) for other in np.sort(others[nearest])]


def _placed(fitted: _Fitted, part: Collection[str], component: int) -> Iterator[Standing]:
    scores = {name: score for name, score in fitted.scores.items() if name in set(part)}
    places = _places(scores)
    raw_places = _places({name: fitted.means[name] for name in part})
    order = sorted(part, key=lambda name: (places[name], name))
    for name, below, alike in zip(order, [*order[1:], None], fitted.alike(order), strict=True):
        error = fitted.standard_error(name)
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
            alike=alike,
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
    if fitted.covariance is None:
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


def _whose(ballot: Ballot) -> tuple[str, str]:
    return ballot.judge, ballot.project


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(set(names)))}


def _rounded(value: float) -> float:
    return round(float(value), DECIMALS) + 0.0  # no minus before a zero
