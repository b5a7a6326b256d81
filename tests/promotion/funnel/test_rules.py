"""Shares in words, and what the record says of the way through the filter."""

import pytest

from hackathon.promotion.funnel.rules import Passage, funnel_of, share_said, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0, 0.2775), (10, 10, 0.7225, 1), (5, 12, 0.1933, 0.6805)]
)
def test_wilson_gives_the_published_interval(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-4)


def test_share_below_eight_is_no_percentage() -> None:
    assert share_said(3, 4) == "3 of 4 selected, too few to judge the filter"
    assert share_said(5, 12) == "5 of 12 selected: 42 %, by chance between 19 and 68 %"


def test_funnel_keeps_the_light_path_apart_and_takes_the_middle_of_days() -> None:
    passages = [
        Passage("nominated", False, 0),
        Passage("nominated", True, 0),
        Passage("selected", False, 20),
        Passage("declined", True, 1),
        Passage("parked", False, 9),
        Passage("declined", False, 3),
    ]

    found = funnel_of(passages)

    assert [(step.others, step.light) for step in found.steps] == [(1, 1), (0, 0), (1, 1), (1, 0), (0, 0), (1, 0)]
    assert (found.time_to_yes, found.time_to_no) == ("20 days", "3 days")
