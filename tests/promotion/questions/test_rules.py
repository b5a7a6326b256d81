"""What a question's answer is worth: whose it is, what it is about, and until when."""

from datetime import datetime, timedelta

import pytest

from hackathon.promotion.questions.rules import (
    FIRST,
    Said,
    Standing,
    Terms,
    folded,
    questions_on,
    standing_of_answer,
)
from tests.clocks import NOON

TERMS = Terms("Badge log", "Shifts", "Roster")
LATER, EARLIER = NOON + timedelta(days=1), NOON - timedelta(days=1)
YES, NO, ASK = (Said(answer, by=7) for answer in ("yes", "no", "ask"))
OF_OLD = Said("yes", 7, "payroll|shifts|roster")


@pytest.mark.parametrize(
    ("said", "decider_id", "waived_until", "standing"),
    [
        (None, None, None, Standing.OPEN),
        (YES, 7, None, Standing.YES),
        (YES, None, None, Standing.YES),
        (YES, 8, None, Standing.OPEN),
        (OF_OLD, 7, None, Standing.OPEN),
        (NO, 7, None, Standing.NO),
        (NO, 7, LATER, Standing.WAIVED),
        (NO, 7, EARLIER, Standing.NO),
        (ASK, 7, None, Standing.ASKED_BACK),
        (None, 7, LATER, Standing.WAIVED),
        (None, 7, NOON, Standing.OPEN),
        (Said("yes", 9, TERMS.key, is_consent=True, until=LATER), 8, None, Standing.YES),
        (Said("yes", 9, TERMS.key, is_consent=True, until=NOON), 9, None, Standing.OPEN),
        (Said("yes", 9, "other", is_consent=True, until=LATER), 9, None, Standing.OPEN),
    ],
)
def test_standing_counts_an_answer_while_it_is_its_deciders_and_about_this(
    said: Said | None, decider_id: int | None, waived_until: datetime | None, standing: Standing
) -> None:
    found = standing_of_answer(said, decider_id=decider_id, terms=TERMS, waived_until=waived_until, now=NOON)

    assert found == standing


@pytest.mark.parametrize(
    ("one", "other"),
    [("Badge log", "badge-log"), ("Café  data", "CAFE DATA"), ("a_b.c", "A B C"), ("Straße 2025", "STRASSE 2025")],
)
def test_names_that_differ_in_spelling_only_are_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_terms_of_which_one_is_unknown_serve_no_other_case() -> None:
    assert [Terms("Log", "Shifts", "").key, Terms("Log", "…", "Roster").key] == ["", ""]
    assert len(Terms("ﷺ" * 200, "Shifts", "Roster").key) <= 700


def test_light_path_is_asked_nothing() -> None:
    assert [len(questions_on(path, FIRST)) for path in ("light", "standard", "full")] == [0, 8, 8]
