"""The ranking: exact, blind to the order of ballots, ties as ties, apart where nothing connects, the same again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.judging.ranking.rules import Ranked, fingerprint, places_alike, rank, written
from hackathon.judging.standings.jobs import computed_from
from hackathon.judging.tallies.rules import Announced, Given, Method, Tally

WEIGHTS = {1: 40, 2: 30, 3: 20, 4: 10}
scores = st.fixed_dictionaries({criterion: st.integers(1, 5) for criterion in WEIGHTS})
ballots = st.lists(
    st.builds(Given, st.integers(1, 9), st.integers(1, 6), scores), max_size=30, unique_by=lambda each: each[:2]
)


def tally_of(cast: Sequence[Given], weights: Mapping[int, int] = WEIGHTS, **values: object) -> Tally:
    by_project = {each.project_id: weights for each in cast}
    return Tally(ballots=cast, weights=by_project, **values)  # type: ignore[arg-type]


def ranked(cast: Sequence[Given], weights: Mapping[int, int] = WEIGHTS) -> list[Ranked]:
    return rank(tally_of(cast, weights))


def places(rows: Sequence[Ranked]) -> list[tuple[int, int]]:
    return [(row.place, row.project_id) for row in rows]


def test_rank_of_two_criteria_weighs_them() -> None:
    cast = [Given(1, 7, {1: 5, 2: 1}), Given(2, 7, {1: 4, 2: 2}), Given(1, 8, {1: 1, 2: 5})]

    ranking = ranked(cast, {1: 70, 2: 30})

    first, second = Decimal("3.600000"), Decimal("2.200000")
    assert ranking == [
        Ranked(1, 7, first, 2, is_tied=False, score=first, mean_place=1),
        Ranked(2, 8, second, 1, is_tied=False, score=second, mean_place=2),
    ]


def test_rank_of_equal_means_shares_the_place_and_leaves_the_next_empty() -> None:
    cast = [Given(0, 3, {1: 4}), Given(0, 2, {1: 5}), Given(0, 1, {1: 4}), Given(0, 4, {1: 1})]

    ranking = ranked(cast, {1: 100})

    assert [(row.place, row.project_id, row.is_tied) for row in ranking] == [
        (1, 2, False),
        (2, 1, True),
        (2, 3, True),
        (4, 4, False),
    ]


def test_rank_of_means_that_differ_in_the_seventh_place_ties_them() -> None:
    heavy, light = 10**8 - 1, 1
    cast = [Given(0, 1, {1: 3, 2: 3}), Given(0, 2, {1: 3, 2: 5}), Given(0, 3, {1: 4, 2: 3})]

    assert places(ranked(cast, {1: heavy, 2: light})) == [(1, 3), (2, 1), (2, 2)]


def test_rank_of_thirds_is_exact() -> None:
    cast = [Given(judge, 1, {1: value}) for judge, value in enumerate((3, 3, 4))]

    assert ranked(cast, {1: 1})[0].mean == Decimal("3.333333")


def test_rank_of_nothing_is_empty() -> None:
    assert ranked([]) == []


def test_rank_leaves_out_excluded_judges_and_ballots_without_a_counted_criterion() -> None:
    cast = [Given(1, 7, {1: 5}), Given(2, 7, {1: 1}), Given(1, 8, {1: 3}), Given(3, 8, {9: 5})]

    ranking = rank(tally_of(cast, {1: 100}, excluded=frozenset({2})))

    assert [(row.project_id, row.mean, row.ballots) for row in ranking] == [
        (7, Decimal("5.000000"), 1),
        (8, Decimal("3.000000"), 1),
    ]


def test_rank_of_groups_that_nothing_connects_begins_anew_in_each() -> None:
    cast = [Given(1, 1, {1: 2}), Given(1, 2, {1: 3}), Given(2, 3, {1: 5})]

    rows = rank(tally_of(cast, {1: 1}))

    assert [(row.component, row.place, row.project_id) for row in rows] == [(1, 1, 2), (1, 2, 1), (2, 1, 3)]


def test_rank_by_decision_puts_the_firsts_first_and_the_others_nowhere() -> None:
    cast = [Given(1, 1, {1: 2}), Given(1, 2, {1: 3}), Given(2, 3, {1: 5}), Given(2, 4, {1: 5})]

    rows = rank(tally_of(cast, {1: 1}, announced=Announced.ORDER, order=(3, 2)))

    assert [(row.place, row.project_id, row.is_tied) for row in rows] == [
        (1, 3, False),
        (2, 2, False),
        (3, 1, True),
        (3, 4, True),
    ]


def test_rank_of_a_final_carries_over_and_puts_the_others_behind() -> None:
    before = tally_of([Given(1, project, {1: value}) for project, value in ((1, 5), (2, 4), (3, 2), (4, 2))], {1: 1})
    final = tally_of([Given(2, 1, {1: 2}), Given(2, 2, {1: 3})], {1: 1}, stage=2, carry_over=25, before=before)

    rows = rank(final)

    assert [(row.place, row.project_id, row.score, row.stage) for row in rows] == [
        (1, 2, Decimal("3.250000"), 2),
        (2, 1, Decimal("2.750000"), 2),
        (3, 3, Decimal("2.000000"), 1),
        (3, 4, Decimal("2.000000"), 1),
    ]


def test_rank_of_the_same_tally_read_back_is_the_same_to_the_byte() -> None:
    random = Random(5)
    cast = [
        Given(judge, project, {criterion: random.randint(1, 5) for criterion in WEIGHTS})
        for judge in range(1, 9)
        for project in random.sample(range(1, 15), 6)
    ]
    before = tally_of(cast)
    tally = tally_of(
        [each for each in cast if each.project_id < 6], stage=2, method=Method.MODEL, carry_over=40, before=before
    )
    first = written(rank(tally, computed_from(tally).rows))
    random.shuffle(cast)
    shuffled = replace(tally, ballots=[each for each in cast if each.project_id < 6])

    again = Tally.read(shuffled.written)

    assert (again.written, again.digest) == (tally.written, tally.digest)
    assert written(rank(again, computed_from(again).rows)) == first
    assert all(row.standard_error is not None for row in rank(tally, computed_from(tally).rows))


@given(ballots, st.randoms(use_true_random=False))
def test_rank_of_shuffled_ballots_is_the_same(cast: list[Given], random: Random) -> None:
    shuffled = list(cast)
    random.shuffle(shuffled)

    assert ranked(shuffled) == ranked(cast)


@given(ballots)
def test_rank_of_any_ballots_keeps_means_between_the_extremes(cast: list[Given]) -> None:
    for row in ranked(cast):
        given_to = [value for ballot in cast if ballot.project_id == row.project_id for value in ballot.scores.values()]
        assert min(given_to) <= row.mean <= max(given_to)


@given(ballots, st.integers(1, 9))
def test_rank_of_multiplied_weights_is_the_same(cast: list[Given], factor: int) -> None:
    assert ranked(cast, {key: weight * factor for key, weight in WEIGHTS.items()}) == ranked(cast)


@given(ballots)
def test_rank_of_any_ballots_gives_one_more_than_the_number_of_better_projects(cast: list[Given]) -> None:
    for row in (ranking := ranked(cast)):
        means = [other.mean for other in ranking if other.component == row.component]
        assert row.place == 1 + sum(mean > row.mean for mean in means)
        assert row.is_tied == (means.count(row.mean) > 1)


@given(scores, scores)
def test_rank_of_two_projects_scored_alike_ties_them_whichever_comes_first(
    one: dict[int, int], other: dict[int, int]
) -> None:
    forth = [Given(1, 1, one), Given(2, 1, other), Given(1, 2, other), Given(2, 2, one)]

    assert {(row.place, row.is_tied) for row in ranked(forth)} == {(1, True)}


def test_places_alike_of_neighbours_are_said_as_ranges() -> None:
    row = replace(ranked([Given(1, 1, {1: 3})], {1: 1})[0], place=2, alike=(9, 3, 4, 5, 2, 10))

    assert places_alike(row, {1: 2, 2: 1, 3: 3, 4: 4, 5: 5, 9: 8, 10: 9}) == "1, 3\N{EN DASH}5, 8, 9"


@pytest.mark.parametrize("changed", [Given(0, 1, {1: 2}), Given(0, 2, {1: 3})])
def test_fingerprint_of_another_ranking_differs(changed: Given) -> None:
    before, after = [Given(1, 1, {1: 3})], [Given(1, 1, {1: 3}), changed]

    assert fingerprint(ranked(before, {1: 1})) != fingerprint(ranked(after, {1: 1}))
