"""Whether a plan of who sees what hangs together, and what the solver makes of it."""

from collections.abc import Collection
from random import Random

import pytest

from hackathon.placing.panels.gateway import solve
from hackathon.placing.panels.rules import (
    Pair,
    Panel,
    connected_parts,
    firm_parts,
    is_two_connected,
    loads,
    queues,
    views,
)


def reached(pairs: Collection[Pair], start: int) -> set[int]:
    """List the projects that chains of common judges lead to, as plainly as can be written."""
    seen = {start}
    while more := {q for j, p in pairs if p in seen for i, q in pairs if i == j} - seen:
        seen |= more
    return seen


def is_torn_by_none(pairs: Collection[Pair], projects: Collection[int]) -> bool:
    left = [[each for each in pairs if each != gone] for gone in pairs]
    return all(reached(those, min(projects)) == set(projects) for those in [list(pairs), *left])


@pytest.mark.parametrize("seed", range(60))
def test_is_two_connected_says_what_taking_every_pair_away_shows(seed: int) -> None:
    dice = Random(seed)
    projects = range(dice.randint(2, 6))
    pairs = {(dice.randrange(5), dice.randrange(len(projects))) for _pair in range(dice.randint(2, 20))}

    assert is_two_connected(pairs, projects) == is_torn_by_none(pairs, projects)
    assert connected_parts(pairs, projects)[0] in [reached(pairs, project) for project in projects]


def test_parts_are_told_apart_where_one_pair_alone_joins_them() -> None:
    pairs = {(1, 1), (1, 2), (2, 1), (2, 2), (3, 2), (3, 3), (4, 3), (4, 4), (5, 3), (5, 4)}

    assert firm_parts(pairs, [1, 2, 3, 4]) == [{1, 2}, {3, 4}]
    assert connected_parts(pairs, [1, 2, 3, 4]) == [{1, 2, 3, 4}]


@pytest.mark.parametrize("seed", range(40))
def test_solve_meets_all_that_is_asked_of_a_panel_and_the_same_again(seed: int) -> None:
    dice = Random(seed)
    judges, projects = tuple(range(dice.randint(6, 14))), tuple(range(100, 100 + dice.randint(8, 30)))
    every = [(judge, project) for judge in judges for project in projects]
    barred = frozenset(pair for pair in every if dice.random() < 1 / 8)
    panel = Panel(judges, projects, 3, barred, costs={pair: dice.randrange(4) for pair in every})

    found = solve(panel, seed)

    assert (found & barred, found) == (frozenset(), solve(panel, seed))
    assert set(views(found).values()) == {3}
    assert max(loads(found).values()) - min(loads(found).values()) <= 1
    assert is_two_connected(found, projects)


def test_solve_keeps_what_has_begun_and_gives_nobody_more_than_they_have_time_for() -> None:
    judges, projects = (1, 2, 3, 4, 5), tuple(range(10, 22))
    kept = frozenset({(1, 10), (1, 11), (1, 12), (2, 10)})

    found = solve(Panel(judges, projects, 3, kept=kept, most={1: 2, 2: 4}), 7)

    assert found >= kept
    assert (loads(found)[1], loads(found)[2]) == (3, 4)
    assert sorted(loads(found)[judge] for judge in (3, 4, 5)) == [9, 10, 10]
    assert set(views(found).values()) == {3}


def test_solve_gives_what_there_is_where_too_few_may_judge() -> None:
    barred = frozenset({(1, 10), (2, 10)})

    found = solve(Panel((1, 2, 3), (10, 11, 12), 3, barred), 1)

    assert views(found) == {10: 1, 11: 3, 12: 3}


def test_solve_prefers_what_costs_less_among_plans_that_are_as_even() -> None:
    costs = {(judge, project): int(judge % 2 != project % 2) for judge in range(4) for project in range(8)}

    found = solve(Panel(tuple(range(4)), tuple(range(8)), 1, costs=costs), 3)

    assert sum(costs[pair] for pair in found) == 0


def test_queues_put_no_project_last_for_all_its_judges() -> None:
    pairs = [(judge, project) for judge in range(6) for project in range(5)]

    places = queues(pairs, 4)

    assert all(sorted(places[judge, project] for project in range(5)) == [1, 2, 3, 4, 5] for judge in range(6))
    means = [sum(places[judge, project] for judge in range(6)) / 6 for project in range(5)]
    assert all(2 <= mean <= 4 for mean in means)
