"""How the life of use cases is read from facts."""

from datetime import UTC, datetime, timedelta

import pytest

from hackathon.core.facts import KINDS
from hackathon.promotion.cases.facts import BACK, CaseFact
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.history.rules import Answer, Moved, Standing, bars_of, history_of, is_stalled

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def moved(at: float, state: str, *, case: int = 1, **values: object) -> Moved:
    return Moved(case, day(at), state, **{"begins": state == "NOMINATED"} | values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("moves", "answer"),
    [
        ([moved(0, "NOMINATED")], None),
        ([moved(0, "NOMINATED"), moved(3, "DECLINED", code="other")], Answer(is_yes=False, days=3)),
        ([moved(0, "NOMINATED"), moved(2, "SCREENED"), moved(9.5, "SELECTED")], Answer(is_yes=True, days=9.5)),
        ([moved(0, "NOMINATED"), moved(4, "OFFERED"), moved(18, "PARKED")], Answer(is_yes=True, days=4)),
        ([moved(0, "NOMINATED"), moved(4, "OFFERED"), moved(4, "PARKED")], Answer(is_yes=True, days=4)),
        ([moved(0, "NOMINATED"), moved(4, "PARKED"), moved(18, "OFFERED")], Answer(is_yes=False, days=4)),
        ([moved(0, "NOMINATED"), moved(4, "WAITING"), moved(90, "OFFERED")], Answer(is_yes=True, days=90)),
        (
            [moved(0, "NOMINATED"), moved(1, "OFFERED"), moved(2, "NOMINATED", begins=False), moved(30, "DECLINED")],
            Answer(is_yes=False, days=30),
        ),
    ],
)
def test_answer_is_the_first_yes_or_no_since_the_nomination(moves: list[Moved], answer: Answer | None) -> None:
    assert [attempt.answer for attempt in history_of(moves).attempts] == [answer]


def test_case_nominated_again_has_two_attempts_each_with_its_path() -> None:
    moves = [
        moved(0, "NOMINATED"),
        moved(1, "", path="light"),
        moved(2, "DECLINED", code="no_owner"),
        moved(10, "NOMINATED"),
        moved(11, "", path="full"),
        moved(20, "SCREENED"),
    ]

    first, again = history_of(moves).attempts

    assert (first.path, first.code, first.answer) == ("light", "no_owner", Answer(is_yes=False, days=2))
    assert (again.path, again.answer, again.days_since_step_before("SCREENED")) == ("full", None, 10)


def test_step_is_timed_from_the_last_one_that_was_come_through() -> None:
    moves = [moved(0, "NOMINATED"), moved(2, "SCREENED"), moved(2, "OFFERED"), moved(9, "ADOPTED"), moved(10, "PILOT")]

    (attempt,) = history_of(moves).attempts

    steps = ("NOMINATED", "SCREENED", "SELECTED", "OFFERED", "ADOPTED", "PILOT", "LIVE")
    assert [attempt.days_since_step_before(step) for step in steps] == [None, 2, None, 0, 7, 1, None]


def test_suspended_case_goes_back_to_where_it_was_and_both_stays_count() -> None:
    moves = [
        moved(0, "NOMINATED"),
        moved(3, "PILOT", path="standard"),
        moved(5, "SUSPENDED"),
        moved(9, "BACK"),
        moved(10, "LIVE"),
    ]

    found = history_of(moves)

    assert found.stays == {
        "NOMINATED": [timedelta(days=3)],
        "PILOT": [timedelta(days=2), timedelta(days=1)],
        "SUSPENDED": [timedelta(days=4)],
    }
    assert found.standing == {1: Standing("LIVE", day(10), "standard")}


def test_state_passed_through_at_once_is_no_stay() -> None:
    moves = [moved(0, "NOMINATED"), moved(1, "SCREENED"), moved(1, "OFFERED")]

    assert history_of(moves).stays == {"NOMINATED": [timedelta(days=1)]}


@pytest.mark.parametrize(("share", "bar"), [(85, 17), (50, 10), (99, 20), (90, 18)])
def test_bar_is_the_stay_that_so_many_of_the_past_ones_did_not_exceed(share: int, bar: int) -> None:
    past = [timedelta(days=days) for days in range(20, 0, -1)]

    assert bars_of({"PILOT": past}, share)["PILOT"] == timedelta(days=bar)


@pytest.mark.parametrize(("state", "past"), [("PILOT", 7), ("LIVE", 30), ("PARKED", 30)])
def test_bar_is_none_with_too_few_past_stays_or_where_nobody_is_waited_for(state: str, past: int) -> None:
    assert bars_of({state: [timedelta(days=1)] * past}, 85) == {}


@pytest.mark.parametrize(("days", "stalled"), [(3, False), (3.1, True)])
def test_case_is_stalled_when_it_stays_longer_than_the_bar(days: float, *, stalled: bool) -> None:
    assert is_stalled("PILOT", START, day(days), {"PILOT": timedelta(days=3)}) is stalled
    assert not is_stalled("BUILDING", START, day(days), {"PILOT": timedelta(days=3)})


def test_every_state_of_a_use_case_is_led_to_by_some_fact() -> None:
    facts = [fact for fact in KINDS.values() if issubclass(fact, CaseFact)]

    assert {fact.leads_to for fact in facts} - {"", BACK} == set(CaseState)
