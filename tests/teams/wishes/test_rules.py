"""Steps through a list of choices, and whom a name means."""

import pytest

from hackathon.core.decisions import Invalid
from hackathon.teams.wishes.rules import PersonNamed, after_step, check_choices, person_meant, replaced

PEOPLE = [
    PersonNamed(1, "Jo", "jo@x.example"),
    PersonNamed(2, "Amy", "a@x.example"),
    PersonNamed(3, "Amy", "b@x.example"),
]


@pytest.mark.parametrize(
    ("step", "challenge_id", "expected"),
    [
        ("up", 2, [2, 1, 3]),
        ("up", 1, [1, 2, 3]),
        ("down", 2, [1, 3, 2]),
        ("down", 3, [1, 2, 3]),
        ("remove", 2, [1, 3]),
        ("add", 9, [1, 2, 3, 9]),
        ("up", 9, [1, 2, 3]),
        ("twist", 2, [1, 2, 3]),
    ],
)
def test_after_step_moves_one_question(step: str, challenge_id: int, expected: list[int]) -> None:
    assert after_step([1, 2, 3], step, challenge_id) == expected


@pytest.mark.parametrize(
    ("ids", "sentence"),
    [
        ([1, 2, 3, 4, 5, 6], "Choose up to 5 questions."),
        ([1, 2, 1], "Choose each question once."),
        ([1, 9], "Choose questions of this event that teams may take on."),
    ],
)
def test_check_choices_refuses_too_many_doubles_and_strangers(ids: list[int], sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_choices(ids, range(1, 7))

    assert (refused.value.field, refused.value.sentence) == ("challenge_ids", sentence)


@pytest.mark.parametrize(("into", "expected"), [(9, [1, 9, 3]), (3, [1, 3]), (None, [1, 3])])
def test_replaced_puts_what_a_question_became_in_its_place_once(into: int | None, expected: list[int]) -> None:
    assert replaced([1, 2, 3], 2, into) == expected


@pytest.mark.parametrize(("words", "expected"), [(" JO ", 1), ("b@x.example", 3)])
def test_person_meant_is_found_by_name_and_by_address(words: str, expected: int) -> None:
    assert person_meant(words, PEOPLE) == expected


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Amy", "Several people here are called so: type the mail address."),
        ("Otto", "Nobody of this name or mail address takes part in this event."),
    ],
)
def test_person_meant_refuses_nobody_and_several(words: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        person_meant(words, PEOPLE, field="other")

    assert (refused.value.field, refused.value.sentence) == ("other", sentence)
