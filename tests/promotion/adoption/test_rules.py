"""Working days and names."""

from datetime import UTC, datetime

import pytest

from hackathon.promotion.adoption.rules import is_name_of, working_days_after

FRIDAY = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (FRIDAY, 1, FRIDAY.replace(day=30)),
        (FRIDAY, 10, FRIDAY.replace(month=12, day=11)),
        (FRIDAY.replace(day=28), 1, FRIDAY.replace(day=30)),
        (FRIDAY.replace(day=24), 10, FRIDAY.replace(month=12, day=8)),
        (FRIDAY, 0, FRIDAY),
    ],
)
def test_working_days_after_skips_weekends(start: datetime, days: int, end: datetime) -> None:
    assert working_days_after(start, days) == end


@pytest.mark.parametrize(
    ("typed", "is_it"),
    [("Lena Brandt", True), ("  lena   brandt ", True), ("Lena Brand", False), ("", False), ("LenaBrandt", False)],
)
def test_is_name_of_ignores_capitals_and_spaces_only(typed: str, *, is_it: bool) -> None:
    assert is_name_of(typed, "Lena Brandt") == is_it
