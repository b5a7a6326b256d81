"""The ranking: exact, blind to the order of ballots, ties as ties."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.judging.ballots.rules import CastBallot
from hackathon.judging.ranking.rules import Ranked, fingerprint, plain_mean, rank

WEIGHTS = {1: 40, 2: 30, 3: 20, 4: 10}
scores = st.fixed_dictionaries({criterion: st.integers(1, 5) for criterion in WEIGHTS})
ballots = st.lists(st.builds(CastBallot, st.integers(1, 9), st.integers(1, 6), scores), max_size=30)


def test_rank_of_two_criteria_weighs_them() -> None:
    cast = [CastBallot(0, 7, {1: 5, 2: 1}), CastBallot(0, 7, {1: 4, 2: 2}), CastBallot(0, 8, {1: 1, 2: 5})]

    ranking = rank(cast, {1: 70, 2: 30})

    assert ranking == [
        Ranked(1, 7, Decimal("3.600000"), 2, is_tied=False),
        Ranked(2, 8, Decimal("2.200000"), 1, is_tied=False),
    ]


def test_rank_of_equal_means_shares_the_place_and_leaves_the_next_empty() -> None:
    cast = [CastBallot(0, 3, {1: 4}), CastBallot(0, 2, {1: 5}), CastBallot(0, 1, {1: 4}), CastBallot(0, 4, {1: 1})]

    ranking = rank(cast, {1: 100})

    assert [(row.place, row.project_id, row.is_tied) for row in ranking] == [
        (1, 2, False),
        (2, 1, True),
        (2, 3, True),
        (4, 4, False),
    ]


def test_rank_of_means_that_differ_in_the_seventh_place_ties_them() -> None:
    heavy, light = 10**8 - 1, 1
    cast = [CastBallot(0, 1, {1: 3, 2: 3}), CastBallot(0, 2, {1: 3, 2: 5}), CastBallot(0, 3, {1: 4, 2: 3})]

    ranking = rank(cast, {1: heavy, 2: light})

    assert [(row.place, row.project_id) for row in ranking] == [(1, 3), (2, 1), (2, 2)]


def test_rank_of_thirds_is_exact() -> None:
    cast = [CastBallot(0, 1, {1: value}) for value in (3, 3, 4)]

    assert rank(cast, {1: 1})[0].mean == Decimal("3.333333")


def test_rank_of_nothing_is_empty() -> None:
    assert rank([], WEIGHTS) == []


@given(ballots, st.randoms(use_true_random=False))
def test_rank_of_shuffled_ballots_is_the_same(cast: list[CastBallot], random: Random) -> None:
    shuffled = list(cast)
    random.shuffle(shuffled)

    assert rank(shuffled, WEIGHTS) == rank(cast, WEIGHTS)


@given(ballots)
def test_rank_of_any_ballots_keeps_means_between_the_extremes(cast: list[CastBallot]) -> None:
    for row in rank(cast, WEIGHTS):
        given_to = [value for ballot in cast if ballot.project_id == row.project_id for value in ballot.scores.values()]
        assert min(given_to) <= row.mean <= max(given_to)


@given(ballots, st.integers(1, 9))
def test_rank_of_multiplied_weights_is_the_same(cast: list[CastBallot], factor: int) -> None:
    assert rank(cast, {key: weight * factor for key, weight in WEIGHTS.items()}) == rank(cast, WEIGHTS)


@given(ballots)
def test_rank_of_any_ballots_gives_one_more_than_the_number_of_better_projects(cast: list[CastBallot]) -> None:
    ranking = rank(cast, WEIGHTS)

    assert [row.place for row in ranking] == [1 + sum(other.mean > row.mean for other in ranking) for row in ranking]
    assert [row.is_tied for row in ranking] == [[r.mean for r in ranking].count(row.mean) > 1 for row in ranking]


@given(scores, scores)
def test_rank_of_two_projects_scored_alike_ties_them_whichever_comes_first(
    one: dict[int, int], other: dict[int, int]
) -> None:
    forth = [CastBallot(0, 1, one), CastBallot(0, 1, other), CastBallot(0, 2, other), CastBallot(0, 2, one)]

    assert {(row.place, row.is_tied) for row in rank(forth, WEIGHTS)} == {(1, True)}


def test_plain_mean_of_three_scores_is_rounded_to_six_places() -> None:
    assert plain_mean([5, 4, 4]) == Decimal("4.333333")


@pytest.mark.parametrize("changed", [CastBallot(0, 1, {1: 2}), CastBallot(0, 2, {1: 3})])
def test_fingerprint_of_another_ranking_differs(changed: CastBallot) -> None:
    before, after = [CastBallot(0, 1, {1: 3})], [CastBallot(0, 1, {1: 3}), changed]

    assert fingerprint(rank(before, {1: 1})) != fingerprint(rank(after, {1: 1}))
