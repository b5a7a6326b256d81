"""How long judges need for what is left."""

from datetime import timedelta

import pytest

from hackathon.judging.ballots.rules import pace
from tests.clocks import NOON


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ([], 5),
        ([0, 9], 5),
        ([0, 9, 18], 9),
        ([18, 0, 9, 20, 22], 6),
        ([0, 8, 600, 608], 8),
        ([0, 60, 120], 5),
        ([0, 0, 0], 1),
    ],
)
def test_pace_is_the_middle_gap_between_casts_without_pauses(minutes: list[int], expected: int) -> None:
    assert pace([NOON + timedelta(minutes=each) for each in minutes]) == expected
