"""Who sees what as a graph: what a plan must reach, whether it hangs together, and how it is mended where not."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

Pair = tuple[int, int]
"""A judge and a project."""
Node = tuple[str, int]
TRIES = 4_000
"""Exchanges that are tried before a plan that does not hang together is given up as it is."""


@dataclass(frozen=True)
class Panel:
    """Judges and projects to be brought together; `kept` pairs stand already and `barred` ones must not be.

    Each project is to be seen by `views` judges. `most` is how many projects a judge has time for, those kept
    included; judges without an entry share evenly. `costs` say what speaks against a pair, the more the worse.
    """

    judges: tuple[int, ...]
    projects: tuple[int, ...]
    views: int
    barred: frozenset[Pair] = frozenset()
    kept: frozenset[Pair] = frozenset()
    most: Mapping[int, int] = field(default_factory=dict)
    costs: Mapping[Pair, int] = field(default_factory=dict)

    @cached_property
    def free(self) -> tuple[Pair, ...]:
        """The pairs that a plan can choose among."""
        closed = self.barred | self.kept
        return tuple((j, p) for j in self.judges for p in self.projects if (j, p) not in closed)

    @cached_property
    def kept_by_judge(self) -> Counter[int]:
        """How many projects each judge has already."""
        return Counter(judge for judge, _project in self.kept)

    @cached_property
    def kept_by_project(self) -> Counter[int]:
        """How many judges each project has already."""
        return Counter(project for _judge, project in self.kept)

    def eligible(self, project: int) -> int:
        """Count the judges who may see a project, or do."""
        return sum((judge, project) in self.kept or (judge, project) not in self.barred for judge in self.judges)

    def room(self, judge: int) -> int:
        """Return how many projects more a judge can take."""
        most = self.most.get(judge, len(self.projects))
        return max(0, min(most, len(self.projects)) - self.kept_by_judge[judge])


def is_two_connected(pairs: Iterable[Pair], projects: Collection[int]) -> bool:
    """Tell whether chains of common judges connect all projects, and still do whichever one pair is taken away."""
    return len(firm_parts(pairs, projects)) <= 1


def connected_parts(pairs: Iterable[Pair], projects: Collection[int]) -> list[set[int]]:
    """Part projects into those that chains of common judges connect, the largest first."""
    root = _Forest(_graph(pairs, projects)).root
    return _parts(projects, {project: root["p", project] for project in projects})


def firm_parts(pairs: Iterable[Pair], projects: Collection[int]) -> list[set[int]]:
    """Part projects into those that stay connected whichever one pair is taken away, the largest first."""
    tops = _tops(_graph(pairs, projects))
    return _parts(projects, {project: tops["p", project] for project in projects})


def mended(panel: Panel, pairs: Iterable[Pair], seed: int) -> frozenset[Pair]:
    """Exchange pairs until the plan hangs together twice; every project keeps its views, every judge their load.

    Two pairs on cycles of different parts, exchanged, always join these; where bars forbid that, others are tried.
    """
    dice = _dice(seed)
    now = best = frozenset(pairs)
    parts = fewest = _knots(now, panel.projects)
    for _try in range(TRIES):
        if is_two_connected(best, panel.projects):
            break
        changed = _exchanged(panel, now, dice)
        if changed is None or (found := _knots(changed, panel.projects)) > parts:
            continue
        now, parts = changed, found
        if parts < fewest:
            best, fewest = now, parts
    return best


def queues(pairs: Iterable[Pair], seed: int) -> dict[Pair, int]:
    """Put each judge's projects in an order, from 1, so that none comes late for all of its judges."""
    dice, late = _dice(seed), Counter[int]()
    of_judge: dict[int, list[int]] = defaultdict(list)
    for judge, project in sorted(pairs):
        of_judge[judge].append(project)
    order: dict[Pair, int] = {}
    for judge in dice.sample(sorted(of_judge), len(of_judge)):
        shuffled = dice.sample(of_judge[judge], len(of_judge[judge]))
        for place, project in enumerate(sorted(shuffled, key=lambda each: -late[each]), start=1):
            order[judge, project] = place
            late[project] += 2 * place - len(shuffled) - 1
    return order


def loads(pairs: Iterable[Pair]) -> Counter[int]:
    """Count how many projects each judge sees."""
    return Counter(judge for judge, _project in pairs)


def views(pairs: Iterable[Pair]) -> Counter[int]:
    """Count how many judges see each project."""
    return Counter(project for _judge, project in pairs)


class _Forest:
    """A spanning forest of a graph: who is above whom, how deep, and in which tree."""

    def __init__(self, graph: Mapping[Node, Collection[Node]]) -> None:
        self.above: dict[Node, Node] = {}
        self.depth: dict[Node, int] = {}
        self.root: dict[Node, Node] = {}
        for start in graph:
            if start not in self.depth:
                self._grow(graph, start)

    def _grow(self, graph: Mapping[Node, Collection[Node]], start: Node) -> None:
        self.depth[start], self.root[start] = 0, start
        waiting = [start]
        for node in waiting:
            for near in graph[node]:
                if near not in self.depth:
                    self.above[near], self.depth[near], self.root[near] = node, self.depth[node] + 1, start
                    waiting.append(near)


def _knots(pairs: Iterable[Pair], projects: Collection[int]) -> int:
    """Count the parts of a plan, judges who hang between parts being parts of their own."""
    return len(set(_tops(_graph(pairs, projects)).values()))


def _parts(projects: Iterable[int], top: Mapping[int, Node]) -> list[set[int]]:
    parts: dict[Node, set[int]] = defaultdict(set)
    for project in projects:
        parts[top[project]].add(project)
    return sorted(parts.values(), key=lambda part: (-len(part), min(part)))


def _graph(pairs: Iterable[Pair], projects: Iterable[int]) -> dict[Node, list[Node]]:
    """Join judges and projects; a judge of one project joins nothing, so that taking them away parts nothing."""
    graph: dict[Node, list[Node]] = {("p", project): [] for project in projects}
    of_judge: dict[int, list[int]] = defaultdict(list)
    for judge, project in sorted(pairs):
        of_judge[judge].append(project)
    for judge, seen in of_judge.items():
        if len(seen) > 1:
            graph["j", judge] = [("p", project) for project in seen]
            for project in seen:
                graph["p", project].append(("j", judge))
    return graph


def _tops(graph: Mapping[Node, Collection[Node]]) -> dict[Node, Node]:
    """Name for every node the highest one that it is connected to over two ways that share no pair.

    A pair that is not in the spanning forest closes a circle; all nodes of a circle belong together.
    """
    forest = _Forest(graph)
    top = {node: node for node in graph}
    for node, near in _circles(graph, forest):
        one, other = _top(top, node), _top(top, near)
        while one != other:
            if forest.depth[one] < forest.depth[other]:
                one, other = other, one
            top[one] = forest.above[one]
            one = _top(top, one)
    return {node: _top(top, node) for node in graph}


def _circles(graph: Mapping[Node, Collection[Node]], forest: _Forest) -> Iterator[tuple[Node, Node]]:
    for node, nears in graph.items():
        for near in nears:
            if forest.above.get(node) != near and forest.above.get(near) != node:
                yield node, near


def _top(top: dict[Node, Node], node: Node) -> Node:
    while top[node] != node:
        top[node] = top[top[node]]
        node = top[node]
    return node


def _exchanged(panel: Panel, pairs: frozenset[Pair], dice: Random) -> frozenset[Pair] | None:
    """Let two judges exchange projects, or one with more hand one to another with fewer; None where that is barred."""
    movable = sorted(pairs - panel.kept)
    if not movable:
        return None
    (one, its), (other, theirs) = dice.choice(movable), dice.choice(movable)
    taken, given = {(one, its), (other, theirs)}, {(one, theirs), (other, its)}
    if dice.random() < 1 / 4:
        other = dice.choice(panel.judges)
        seen = loads(pairs)
        if seen[one] <= seen[other] or seen[other] >= panel.kept_by_judge[other] + panel.room(other):
            return None
        taken, given = {(one, its)}, {(other, its)}
    if given & (pairs | panel.barred) or len(given) != len(taken):
        return None
    return (pairs - taken) | given


def _dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - it must be foreseeable
