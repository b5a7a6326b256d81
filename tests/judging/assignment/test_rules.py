"""How many judges it takes, and when nothing has to be planned."""

import pytest

from hackathon.judging.assignment.rules import Effort, is_small


@pytest.mark.parametrize(
    ("effort", "needed"),
    [
        (Effort(projects=40, ballots=3, minutes=10, time=120), 10),
        (Effort(projects=41, ballots=3, minutes=10, time=120), 11),
        (Effort(projects=4, ballots=3, minutes=5, time=60), 3),
    ],
)
def test_judges_needed_are_all_minutes_over_those_of_one_judge_and_never_fewer_than_ballots(
    effort: Effort, needed: int
) -> None:
    assert effort.judges_needed == needed


def test_fewer_judges_give_fewer_ballots_or_more_minutes() -> None:
    effort = Effort(projects=40, ballots=3, minutes=10, time=120)

    assert [(effort.ballots_with(judges), effort.minutes_with(judges)) for judges in (1, 6, 7, 10)] == [
        (0, 1200),
        (1, 200),
        (2, 180),
        (3, 120),
    ]


def test_events_of_up_to_twelve_projects_and_six_judges_are_small() -> None:
    assert [is_small(6, 12), is_small(7, 12), is_small(6, 13)] == [True, False, False]
