"""When people are reminded, and what a calendar's address gives away: nothing that could be guessed."""

from datetime import datetime, timedelta

import pytest

from hackathon.events.schedule.rules import feed_key, feed_owner, is_reminder_due, reminder_moments
from tests.clocks import NOON

HOUR = timedelta(hours=1)
WEEKS = (NOON - timedelta(weeks=2), NOON)


@pytest.mark.parametrize(
    ("lasts", "early", "late"),
    [
        (timedelta(weeks=2), timedelta(days=1), 2 * HOUR),
        (timedelta(days=2), timedelta(days=1), 2 * HOUR),
        (8 * HOUR, 4 * HOUR, HOUR),
        (2 * HOUR, HOUR, timedelta(minutes=15)),
    ],
)
def test_reminder_moments_of_short_windows_lie_inside_them(lasts: timedelta, early: timedelta, late: timedelta) -> None:
    assert reminder_moments(NOON - lasts, NOON) == [NOON - early, NOON - late]


def test_reminder_moments_of_one_step_are_one() -> None:
    assert reminder_moments(*WEEKS, (timedelta(days=3),)) == [NOON - timedelta(days=3)]


@pytest.mark.parametrize(
    ("left", "last_reminded_with_left", "is_due"),
    [
        (25 * HOUR, None, False),
        (24 * HOUR, None, True),
        (3 * HOUR, None, True),
        (3 * HOUR, 24 * HOUR, False),
        (2 * HOUR, 24 * HOUR, True),
        (2 * HOUR, 2.5 * HOUR, False),
        (HOUR, 2 * HOUR, False),
        (HOUR / 60, None, True),
        (HOUR / 60, 24 * HOUR, True),
        (0 * HOUR, None, False),
        (-HOUR, None, False),
    ],
)
def test_reminder_is_due_once_in_each_step_until_it_is_of_no_use(
    left: timedelta, last_reminded_with_left: timedelta | None, *, is_due: bool
) -> None:
    last: datetime | None = NOON - last_reminded_with_left if last_reminded_with_left is not None else None

    assert is_reminder_due(*WEEKS, reminded_at=last, at=NOON - left) is is_due


def test_feed_key_is_known_again_and_no_other_is() -> None:
    key = feed_key("a secret", 7, 2)

    assert feed_owner("a secret", key) == (7, 2)
    forged = [
        key.replace("7.2.", "7.3."),
        key.replace("7.2.", "8.2."),
        key.replace("7.2.", "07.2."),
        key[:-1],
        key + "=",
        key.upper(),
        feed_key("another secret", 7, 2),
        "7.2.",
        "7.2",
        "",
        "\u0667.2." + key[4:],
        f"{'9' * 40}.1.x",
    ]
    assert [feed_owner("a secret", each) for each in forged] == [None] * len(forged)
