"""The table that chooses a path, and what the event knows of its answers."""

import pytest

from hackathon.core.decisions import Invalid
from hackathon.promotion.cases.states import CasePath
from hackathon.promotion.limits.rules import LIMITS
from hackathon.promotion.paths.rules import (
    SERIOUS,
    SIX,
    STATEMENTS,
    Answer,
    Filled,
    Known,
    filled,
    need_answers,
    path_for,
    statement,
    words_to_sign,
)

NOW = {limit: bounds.usual for limit, bounds in LIMITS.items()}
SAFE = dict.fromkeys(SIX, "yes") | dict.fromkeys(SERIOUS, "no")


def test_six_times_yes_is_light() -> None:
    assert path_for(SAFE) == CasePath.LIGHT


@pytest.mark.parametrize("key", [key for key in SIX if key != "people"])
@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_any_no_or_not_known_is_standard(key: str, answer: str) -> None:
    assert path_for(SAFE | {key: answer}) == CasePath.STANDARD


def test_not_known_whether_it_decides_about_people_is_standard() -> None:
    assert path_for(SAFE | {"people": "unknown"}) == CasePath.STANDARD


@pytest.mark.parametrize(
    ("key", "answer"), [("people", "no"), ("special", "yes"), ("rights", "yes"), ("regulated", "yes")]
)
def test_any_trigger_is_full(key: str, answer: str) -> None:
    assert path_for(SAFE | {key: answer}) == CasePath.FULL


def test_prohibited_has_no_path_whatever_else_is_said() -> None:
    assert path_for(SAFE | {"prohibited": "yes", "special": "yes"}) is None


@pytest.mark.parametrize("key", [*SIX, *SERIOUS])
def test_answer_that_is_missing_is_invalid(key: str) -> None:
    with pytest.raises(Invalid) as refused:
        need_answers({each: said for each, said in SAFE.items() if each != key})

    assert refused.value.field == key


def test_not_known_is_no_answer_to_what_is_serious() -> None:
    with pytest.raises(Invalid):
        need_answers(SAFE | {"regulated": "unknown"})


def test_nothing_known_is_never_yes() -> None:
    assert filled(Known(), NOW) == dict.fromkeys(("open_data", "tools", "reach", "effort"), Filled())


def test_data_and_tools_are_answered_from_what_was_declared() -> None:
    known = Known(data=[("Meter log", "internal"), ("Meter log", "internal")], tools=[("Notebook", "approved")])

    answers = filled(known, NOW)

    assert answers["open_data"] == Filled(Answer.YES, "Meter log: Internal")
    assert answers["tools"] == Filled(Answer.YES, "Notebook: Approved")


@pytest.mark.parametrize("data_class", ["confidential", "personal"])
def test_one_sensitive_data_set_among_others_answers_no(data_class: str) -> None:
    known = Known(data=[("Meter log", "internal"), ("Staff", data_class)])

    assert filled(known, NOW)["open_data"].answer == Answer.NO


@pytest.mark.parametrize("standing", ["limited", "blocked"])
def test_one_tool_that_is_not_approved_answers_no(standing: str) -> None:
    assert filled(Known(tools=[("Notebook", "approved"), ("Chat", standing)]), NOW)["tools"].answer == Answer.NO


@pytest.mark.parametrize(
    ("people", "asking", "owning", "answer"),
    [
        (12, "Grid", "grid", "yes"),
        (12, "Grid", "Sales", "unknown"),
        (12, "", "", "unknown"),
        (51, "Grid", "Grid", "no"),
    ],
)
def test_reach_is_yes_only_inside_one_unit(people: int, asking: str, owning: str, answer: str) -> None:
    known = Known(people=people, asking_unit=asking, owner_unit=owning)

    assert filled(known, NOW)["reach"].answer == answer


@pytest.mark.parametrize(("cost", "answer"), [(500, "unknown"), (501, "no")])
def test_cost_within_the_limit_does_not_answer_for_the_weeks(cost: int, answer: str) -> None:
    assert filled(Known(monthly_cost=cost), NOW)["effort"].answer == answer


def test_statements_say_the_numbers_of_today() -> None:
    assert [statement(key, NOW) for key in ("reach", "effort")] == [
        "It stays inside the owner's unit and reaches at most 50 people.",
        "It takes at most 4 person-weeks, and a month of running costs at most 500.",
    ]


def test_words_to_sign_hold_every_statement_with_its_answer() -> None:
    lines = words_to_sign("Paula", 7, SAFE, NOW).splitlines()

    assert lines[:2] == [
        "I, Paula, answer about use case 7:",
        "Its data is public or internal, and none of it is personal. Yes.",
    ]
    assert len(lines) == 1 + len(STATEMENTS)
