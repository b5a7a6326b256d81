"""Which scores are worth a second look."""

from fractions import Fraction

from hackathon.judging.ballots.rules import CastBallot
from hackathon.judging.board.rules import Outlier, Spread, disagreements, outliers, spreads

SCALE = 4


def ballots(*rows: tuple[int, int, int]) -> list[CastBallot]:
    """Make ballots of (judge, project, score)."""
    return [CastBallot(judge, project, {1: score}, Fraction(score)) for judge, project, score in rows]


def test_judges_half_a_scale_apart_disagree_widest_first() -> None:
    found = spreads(ballots((1, 10, 5), (2, 10, 3), (1, 20, 5), (2, 20, 2), (1, 30, 4), (2, 30, 3)))

    assert disagreements(found.values(), SCALE) == [
        Spread(20, Fraction(2), Fraction(5), 2),
        Spread(10, Fraction(3), Fraction(5), 2),
    ]


def test_one_ballot_far_from_two_others_is_an_outlier_and_its_neighbours_are_not() -> None:
    found = outliers(ballots((1, 10, 5), (2, 10, 5), (3, 10, 1)), SCALE)

    assert found == [Outlier(3, 10, Fraction(1), Fraction(5), Fraction(-4))]


def test_a_judge_as_strict_as_ever_is_no_outlier() -> None:
    strict = [(3, project, 2) for project in (10, 20, 30)]
    others = [(judge, project, 4) for judge in (1, 2) for project in (10, 20, 30)]

    assert outliers(ballots(*strict, *others), SCALE) == []


def test_with_one_other_ballot_nobody_can_tell_which_is_far() -> None:
    assert outliers(ballots((1, 10, 5), (2, 10, 1)), SCALE) == []
