"""What policies answer and how commands refuse."""

import pytest

from hackathon.core.decisions import (
    ALLOWED,
    Conflict,
    Decision,
    Denied,
    IllegalMove,
    Invalid,
    Refusal,
    Stale,
    allow_if,
    require,
)

NO, NEVER = Decision(allowed=False, reason="no"), Decision(allowed=False, reason="never")


def test_and_of_decisions_keeps_the_first_refusal() -> None:
    assert [ALLOWED & NO, NO & ALLOWED, NO & NEVER, ALLOWED & ALLOWED] == [NO, NO, NO, ALLOWED]


def test_or_of_decisions_keeps_the_last_refusal() -> None:
    assert [ALLOWED | NO, NO | ALLOWED, NO | NEVER] == [ALLOWED, ALLOWED, NEVER]


def test_allow_if_follows_the_truth_of_anything() -> None:
    assert [allow_if([1], "no"), allow_if([], "no"), allow_if(None, "no")] == [ALLOWED, NO, NO]


def test_require_of_a_refusal_raises_its_sentence() -> None:
    require(ALLOWED)

    with pytest.raises(Denied) as refused:
        require(NO)

    assert refused.value.sentence == "no"


def test_refusals_are_known_by_their_families() -> None:
    assert all(issubclass(each, Conflict) for each in (IllegalMove, Stale))
    assert all(issubclass(each, Refusal) for each in (Denied, Conflict, Invalid))
    assert (Invalid("name", "too long").field, str(Invalid("name", "too long"))) == ("name", "too long")
