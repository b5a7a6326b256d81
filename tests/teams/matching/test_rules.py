"""Names of new teams, and plans in plain words."""

import pytest

from hackathon.placing.plans.rules import SENTENCES, Reason, Unmet, unmet
from hackathon.placing.problems.rules import Person, Plan, Problem
from hackathon.teams.matching.rules import balance, how_good, read, team_names, written


@pytest.mark.parametrize(
    ("titles", "taken", "names"),
    [
        (["Meters", "Bills", "Meters"], [], ["Meters", "Bills", "Meters 2"]),
        (["Meters"], ["METERS", "meters 2"], ["Meters 3"]),
        (["", ""], ["team 1"], ["Team 2", "Team 3"]),
        (["x" * 90, "x" * 90], [], ["x" * 80, f"{'x' * 78} 2"]),
        ([], ["Owls"], []),
    ],
)
def test_new_teams_are_called_by_their_questions_each_otherwise(
    titles: list[str], taken: list[str], names: list[str]
) -> None:
    assert team_names(titles, taken) == names


@pytest.mark.parametrize(
    ("points", "sentences"),
    [
        ({}, []),
        ({"proposed": 5, "bound": 5, "objective": 5}, ["No plan is better than what was proposed: that is proven."]),
        (
            {"proposed": 5, "bound": 77, "objective": 4},
            [
                "The best plan is worth at most the first choices of 2 people more: that is proven.",
                "It was changed since, and fits less than as proposed.",
            ],
        ),
        (
            {"proposed": 5, "bound": 41, "objective": 6},
            [
                "The best plan is worth at most the first choice of 1 person more: that is proven.",
                "Your changes made it better.",
            ],
        ),
        (
            {"proposed": 5, "bound": 999, "objective": 5},
            ["How near this is to the best plan is not proven: more than choices may be better in another."],
        ),
        ({"proposed": 5, "bound": None, "objective": 5}, ["How near this is to the best plan is not known."]),
    ],
)
def test_how_good_a_plan_is_stands_in_plain_words(points: dict[str, int | None], sentences: list[str]) -> None:
    assert how_good(points, people=20) == sentences


def test_points_are_shown_only_of_what_they_mean_something_for() -> None:
    assert balance({"units": -1, "roles": -2068, "choices": 12}) == [
        ("Roles: worse", False),
        ("Choices: +12", True),
        ("Mixed units: -1", False),
    ]


def test_what_is_unmet_is_read_back_as_it_was_written() -> None:
    problem = Problem((Person("a1", "designer"), Person("a2", "other")), min_size=3, max_size=4)
    found = unmet(problem, Plan(unplaced=("a1", "a2")))

    assert [read(written(each)) for each in found] == list(found)
    assert read(written(Unmet("skill", ("a1",), Reason("skill_nowhere", {"skill": "Go"}), "n1"))).why.said() == (
        SENTENCES["skill_nowhere"] % {"skill": "Go"}
    )
