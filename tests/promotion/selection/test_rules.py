"""Figures, orders, the best set and shares, as plain arithmetic."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon.core.decisions import Invalid
from hackathon.promotion.scales.rules import EFFORTS, Estimate, Figures, Sheet, combine, need_estimate
from hackathon.promotion.selection.gateway import Best, best_set
from hackathon.promotion.selection.rules import (
    Candidate,
    Room,
    Why,
    candidates_of,
    plain_list,
    why,
)

PARTS = ("access", "permission", "quality", "freshness")


def sheet(likely: float = 100, *, confidence: int = 2, adoption: int = 4, weeks: float = 4, **parts: int) -> Sheet:
    readiness = dict.fromkeys(PARTS, 3) | parts
    return Sheet(Estimate(likely, likely, likely), confidence, adoption, readiness, {"": Estimate(weeks, weeks, weeks)})


def test_combine_takes_middle_answers_and_the_least_ready_part() -> None:
    sheets = [sheet(100, quality=1), sheet(300, confidence=4, quality=2), sheet(200, adoption=0, quality=2)]

    found = combine(sheets)

    assert found == Figures(Estimate(200, 200, 200), 0.5, 0.9, 2 / 3, "quality", {"": 4.0}, 3, (100, 300))
    assert found.benefit == pytest.approx(200 * 0.5 * 0.9 * 2 / 3)


def test_priority_is_benefit_per_week_and_a_candidate_without_ready_data_is_last() -> None:
    figures = {1: combine([sheet(100, weeks=10)]), 2: combine([sheet(60, weeks=2)]), 3: combine([sheet(999, access=0)])}

    ordered = candidates_of(figures)

    assert [each.key for each in ordered] == [2, 1, 3]
    assert [each.priority for each in ordered] == pytest.approx([13.5, 4.5, 0])


def test_weighted_sum_follows_its_weights_and_never_makes_up_for_data_that_are_not_there() -> None:
    figures = {1: combine([sheet(100, weeks=10)]), 2: combine([sheet(60, weeks=2)]), 3: combine([sheet(999, access=0)])}

    by_value = candidates_of(figures, weights={"value": 1, "readiness": 0, "adoption": 0, "cost": 0})
    by_cost = candidates_of(figures, weights={"value": 0, "readiness": 0, "adoption": 0, "cost": 1})

    assert [each.key for each in by_value] == [1, 2, 3]
    assert [(each.key, each.worth) for each in by_cost] == [(2, 100), (1, 20), (3, 0)]


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ((3, 2, 4), "The likely number lies between the lowest and the highest one."),
        ((1, 5, 4), "The likely number lies between the lowest and the highest one."),
        ((1, None, 4), "Give all three: the lowest, the likely and the highest number."),
        ((-1, 0, 4), "Give numbers from 0 to 1,000."),
        ((0, 1, float("nan")), "Give numbers from 0 to 1,000."),
    ],
)
def test_an_estimate_out_of_order_is_refused_with_a_sentence(points: tuple[float, float, float], sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        need_estimate("weeks", *points, most=1000)

    assert (refused.value.field, refused.value.sentence) == ("weeks", sentence)


def test_best_set_swaps_what_the_plain_list_would_take() -> None:
    large, first, second = Candidate(1, 10, 100, {"": 10}), Candidate(2, 9, 54, {"": 6}), Candidate(3, 9, 54, {"": 6})
    room = Room({"": 12})

    best = best_set([large, first, second], room)

    assert plain_list([large, first, second], room) == {1}
    assert best == Best(frozenset({2, 3}), 108, 108)


def test_best_set_leaves_no_owner_with_more_than_they_may_carry() -> None:
    candidates = [Candidate(key, 10 - key, 10 - key, {"": 1}, owner=7 if key < 4 else 8) for key in range(1, 6)]
    room = Room({"": 10}, {7: 1, 8: 0})

    best = best_set(candidates, room)

    figures = combine([sheet()])
    assert best.chosen == {1}
    assert [why(each, figures, room, best.chosen) for each in candidates] == [
        Why.FITS, Why.NO_ROOM, Why.NO_ROOM, Why.OWNER_FULL, Why.OWNER_FULL,
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_best_set_is_as_good_as_trying_every_set(data: st.DataObject) -> None:
    weeks = st.integers(0, 9)
    rows = data.draw(st.lists(st.tuples(st.integers(1, 50), weeks, weeks), max_size=7))
    candidates = [Candidate(key, worth, worth, {"a": a, "b": b}) for key, (worth, a, b) in enumerate(rows)]
    room = Room({"a": data.draw(st.integers(1, 20)), "b": data.draw(st.integers(1, 20))})

    best = best_set(candidates, room)

    every = (s for size in range(len(rows) + 1) for s in combinations(candidates, size) if room.holds(s))
    assert best.worth == max(sum(each.worth for each in chosen) for chosen in every)
    assert room.holds(each for each in candidates if each.key in best.chosen)
    assert best.gap == 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_sixty_candidates_and_five_roles_are_cut_exactly(seed: int) -> None:
    dice, roles = Random(seed), [f"role {number}" for number in range(5)]
    candidates = [
        Candidate(key, 0, dice.lognormvariate(5, 1), {role: dice.choice((0, 1.5, 3, 6.5, 12)) for role in roles})
        for key in range(60)
    ]
    room = Room({role: sum(each.weeks[role] for each in candidates) * 0.3 for role in roles})

    best = best_set(candidates, room, time_limit=60)

    assert best.gap == 0


def test_effort_choices_do_not_overlap_in_what_is_expected() -> None:
    assert [round(EFFORTS[each].expected, 1) for each in ("days", "weeks", "months")] == [0.6, 3.2, 13.3]
