"""Which roles a team misses, and whether it has room."""

import pytest

from hackathon.core.decisions import ALLOWED
from hackathon.teams.formation.rules import has_places, has_room, missing_roles


@pytest.mark.parametrize(
    ("crafts", "wanted", "missing"),
    [
        ([], [], ["domain_expert", "data_person"]),
        (["domain_expert"], [], ["data_person"]),
        (["data_scientist"], [], ["domain_expert"]),
        (["data_engineer", "domain_expert"], [], []),
        (["data_engineer", "domain_expert"], ["data_scientist"], ["data_scientist"]),
        (["domain_expert"], ["data_scientist"], ["data_scientist"]),
        (["domain_expert", "data_scientist"], ["designer", "data_scientist"], ["designer"]),
        ([], ["designer", "domain_expert"], ["domain_expert", "data_person", "designer"]),
        (["other"], ["other"], ["domain_expert", "data_person"]),
    ],
)
def test_missing_roles_are_domain_data_and_whom_the_team_wants(
    crafts: list[str], wanted: list[str], missing: list[str]
) -> None:
    assert missing_roles(crafts, wanted) == missing


def test_has_room_below_the_limit_only() -> None:
    assert has_room(4, 5) == ALLOWED
    assert (bool(has_room(5, 5)), has_room(5, 5).reason) == (False, "This team is full (5 of 5).")
    assert has_room(6, 5).reason == "This team is full (6 of 5)."


def test_has_places_up_to_the_limit_of_the_question_if_it_has_one() -> None:
    assert [has_places("Meters", 9, 1, None), has_places("Meters", 1, 1, 2)] == [ALLOWED, ALLOWED]
    assert [has_places("Meters", 2, 1, 2).reason, has_places("Meters", 1, 2, 2).reason] == [
        "“Meters” is taken by as many teams as it can have (2 of 2). Choose another question.",
        "“Meters” is taken by as many teams as it can have (1 of 2). Choose another question.",
    ]
