"""How a judge's scores sat beside others': nobody else's single score can be read from it."""

from decimal import Decimal
from fractions import Fraction

import pytest

from hackathon.judging.feedback.rules import Beside, beside_others, in_words, plain_mean, severity_of
from hackathon.judging.tallies.rules import Scored


def test_beside_others_tells_a_mean_only_where_two_others_scored() -> None:
    scored = [
        Scored(judge, project, Fraction(score))
        for judge, project, score in ((1, 7, 3), (2, 7, 4), (3, 7, 5), (1, 8, 2), (2, 8, 5), (2, 9, 1))
    ]

    rows = beside_others(scored, 1)

    assert rows == [
        Beside(7, Decimal("3.00"), Decimal("4.50"), 2),
        Beside(8, Decimal("2.00"), None, 1),
    ]
    assert severity_of(rows) == Decimal("-1.50")


@pytest.mark.parametrize(
    ("severity", "words"),
    [
        (None, "nothing can be compared"),
        (Decimal("0.1"), "about like the others"),
        (Decimal("-0.3"), "a little stricter"),
        (Decimal("-0.9"), "clearly stricter"),
        (Decimal("0.3"), "a little more generous"),
        (Decimal("0.9"), "clearly more generous"),
    ],
)
def test_in_words_says_how_severe(severity: Decimal | None, words: str) -> None:
    assert words in str(in_words(severity))


def test_plain_mean_of_three_scores_is_rounded_to_six_places() -> None:
    assert plain_mean([5, 4, 4]) == Decimal("4.333333")
