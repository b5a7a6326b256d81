"""What a ranking is computed from: ballots as given, weights, who is left out and the method, always written alike."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple, Self, TypeVar

import rfc8785

from hackathon.judging.ballots.rules import weighted_mean

MOST_PROJECTS, MOST_JUDGES = 12, 6
"""Up to here everybody can score everything, and the plain mean is fair."""
ALL = 100
Name = TypeVar("Name", int, str)
Pair = tuple[int, int]
"""A judge and a project."""


class Method(StrEnum):
    """What a project's score is."""

    MEAN = "mean"
    MODEL = "model"


class Why(StrEnum):
    """Why that is its score."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    DECIDED = "decided"


class Announced(StrEnum):
    """How places are told: as one ranking, apart for each group that common judges connect, or as was decided."""

    TOGETHER = "together"
    GROUPS = "groups"
    ORDER = "order"


class Given(NamedTuple):
    """What one judge gave one project, by criterion."""

    judge_id: int
    project_id: int
    scores: Mapping[int, int]


class Scored(NamedTuple):
    """What one judge gave one project, weighed."""

    judge_id: int
    project_id: int
    score: Fraction


class Choice(NamedTuple):
    """The method and why it is that one."""

    method: Method
    why: Why


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Everything a ranking depends on: the same tally gives the same ranking, to the byte.

    `weights` are by project, as its rubric has them or as organizers decided. `before` is the tally of the stage
    before, of whose score `carry_over` percent count. `order` are the first projects as they were decided, where
    `announced` says so.
    """

    stage: int = 1
    method: Method = Method.MEAN
    why: Why = Why.COMPLETE
    ballots: Sequence[Given] = ()
    weights: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    excluded: frozenset[int] = frozenset()
    announced: Announced = Announced.TOGETHER
    order: tuple[int, ...] = ()
    carry_over: int = 0
    before: "Tally | None" = None

    @cached_property
    def scored(self) -> list[Scored]:
        """The ballots that count, weighed, by judge and project."""
        counting = (each for each in self.ballots if each.judge_id not in self.excluded)
        weighed = ((each, self._mean(each)) for each in counting)
        return sorted(Scored(each.judge_id, each.project_id, mean) for each, mean in weighed if mean is not None)

    @cached_property
    def means(self) -> dict[int, Fraction]:
        """The plain mean of each project, with what is carried over."""
        given: dict[int, list[Fraction]] = defaultdict(list)
        for each in self.scored:
            given[each.project_id].append(each.score)
        return {
            project: self._carried(project, sum(scores) / Fraction(len(scores))) for project, scores in given.items()
        }

    @cached_property
    def counts(self) -> Counter[int]:
        """How many ballots count for each project."""
        return Counter(each.project_id for each in self.scored)

    @cached_property
    def judges(self) -> set[int]:
        """The judges whose ballots count."""
        return {each.judge_id for each in self.scored}

    @cached_property
    def groups(self) -> list[list[int]]:
        """The projects, parted into those that chains of common judges connect."""
        return connected((each.judge_id, each.project_id) for each in self.scored)

    @cached_property
    def plain(self) -> dict[str, Any]:
        """The tally as numbers and short texts."""
        ballots = sorted(self.ballots, key=_whose)
        return {
            "stage": self.stage,
            "method": self.method,
            "why": self.why,
            "ballots": [[each.judge_id, each.project_id, _texts(each.scores)] for each in ballots],
            "weights": {str(project): _texts(weights) for project, weights in self.weights.items()},
            "excluded": sorted(self.excluded),
            "announced": self.announced,
            "order": list(self.order),
            "carry_over": self.carry_over,
            "before": self.before.plain if self.before else None,
        }

    @cached_property
    def written(self) -> str:
        """The tally as canonical JSON (RFC 8785), by which it can be computed again."""
        return rfc8785.dumps(self.plain).decode()

    @cached_property
    def digest(self) -> str:
        """The name of the tally by its contents."""
        return sha256(self.written.encode()).hexdigest()

    @classmethod
    def read(cls, written: str) -> Self:
        """Read what `written` wrote."""
        return cls._of(json.loads(written))

    def _mean(self, given: Given) -> Fraction | None:
        weights = self.weights.get(given.project_id, {})
        counts = any(weight for criterion, weight in weights.items() if criterion in given.scores)
        return weighted_mean(given.scores, weights) if counts else None

    def _carried(self, project_id: int, mean: Fraction) -> Fraction:
        earlier = self.before.means.get(project_id) if self.before and self.carry_over else None
        share = Fraction(self.carry_over, ALL)
        return mean if earlier is None else (1 - share) * mean + share * earlier

    @classmethod
    def _of(cls, plain: Mapping[str, Any]) -> Self:
        return cls(
            stage=plain["stage"],
            method=Method(plain["method"]),
            why=Why(plain["why"]),
            ballots=[Given(judge, project, _numbers(scores)) for judge, project, scores in plain["ballots"]],
            weights={int(project): _numbers(weights) for project, weights in plain["weights"].items()},
            excluded=frozenset(plain["excluded"]),
            announced=Announced(plain["announced"]),
            order=tuple(plain["order"]),
            carry_over=plain["carry_over"],
            before=cls._of(plain["before"]) if plain["before"] else None,
        )


def choose_method(ballots: Iterable[Given], excused: Collection[Pair], decided: Method | None = None) -> Choice:
    """Choose the plain mean where few judges scored few projects and none left one out that they may score.

    `excused` are the pairs of judges and projects that may be missing: recused, or barred.
    """
    if decided is not None:
        return Choice(decided, Why.DECIDED)
    pairs = {(each.judge_id, each.project_id) for each in ballots}
    is_complete = is_small(pairs) and not holes(pairs) - set(excused)
    return Choice(Method.MEAN, Why.COMPLETE) if is_complete else Choice(Method.MODEL, Why.PARTIAL)


def is_small(pairs: Collection[Pair]) -> bool:
    """Tell whether so few judges scored so few projects that all can score all."""
    judges, projects = {judge for judge, _project in pairs}, {project for _judge, project in pairs}
    return len(projects) <= MOST_PROJECTS and len(judges) <= MOST_JUDGES


def holes(pairs: Collection[Pair]) -> set[Pair]:
    """List which judges did not score which of the projects that others scored."""
    judges, projects = {judge for judge, _project in pairs}, {project for _judge, project in pairs}
    return {(judge, project) for judge in judges for project in projects} - set(pairs)


def connected(pairs: Iterable[tuple[Any, Name]]) -> list[list[Name]]:
    """Part projects into those that chains of common judges connect: the largest first, then by name."""
    of_judge: dict[Any, Name] = {}
    above: dict[Name, Name] = {}
    for judge, project in pairs:
        above.setdefault(project, project)
        other = of_judge.setdefault(judge, project)
        above[_top(above, project)] = _top(above, other)
    parts: dict[Name, list[Name]] = defaultdict(list)
    for project in sorted(above):
        parts[_top(above, project)].append(project)
    return sorted(parts.values(), key=lambda part: (-len(part), part))


def bridges(tally: Tally, barred: Collection[Pair]) -> list[Pair]:
    """Propose the ballots that would connect every group with the largest: where possible one in each direction."""
    home, *others = tally.groups or [[]]
    ways = (way for part in others for way in ((home, part), (part, home)))
    return [pair for judged, open_to in ways for pair in _bridge(tally, judged, open_to, barred)]


def _bridge(
    tally: Tally, of_judges: Collection[int], projects: Collection[int], barred: Collection[Pair]
) -> Iterator[Pair]:
    """Find the judge of one group with the fewest ballots who may score the project of the other with the fewest."""
    load = Counter(each.judge_id for each in tally.scored)
    judges = {each.judge_id for each in tally.scored if each.project_id in set(of_judges)}
    possible = [(judge, project) for judge in judges for project in projects if (judge, project) not in barred]
    if possible:
        yield min(possible, key=lambda pair: (load[pair[0]], tally.counts[pair[1]], pair))


def _top(above: dict[Name, Name], name: Name) -> Name:
    while above[name] != name:
        above[name] = name = above[above[name]]
    return name


def _whose(given: Given) -> Pair:
    return given.judge_id, given.project_id


def _texts(numbers: Mapping[int, int]) -> dict[str, int]:
    return {str(key): value for key, value in numbers.items()}


def _numbers(texts: Mapping[str, int]) -> dict[int, int]:
    return {int(key): value for key, value in texts.items()}
