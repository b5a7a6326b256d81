"""What counts: when the plain mean is fair, what is connected, and which ballots would connect it."""

from fractions import Fraction

from hackathon.judging.tallies.rules import Choice, Given, Method, Tally, Why, bridges, choose_method

FULL = {(judge, project) for judge in range(6) for project in range(12)}


def given(pairs: set[tuple[int, int]]) -> list[Given]:
    return [Given(judge, project, {1: 3}) for judge, project in sorted(pairs)]


def tally_of(pairs: set[tuple[int, int]]) -> Tally:
    return Tally(ballots=given(pairs), weights={project: {1: 100} for _judge, project in pairs})


def test_method_of_few_who_scored_all_they_may_is_the_plain_mean() -> None:
    hole = {(2, 3)}
    answers = [
        choose_method(given(FULL), set()),
        choose_method(given(FULL - hole), hole),
        choose_method(given(FULL - hole), set()),
        choose_method(given(FULL | {(0, 12)}), set()),
        choose_method(given(FULL | {(6, project) for project in range(12)}), set()),
        choose_method(given(FULL), set(), Method.MODEL),
    ]

    mean, model = Choice(Method.MEAN, Why.COMPLETE), Choice(Method.MODEL, Why.PARTIAL)
    assert answers == [mean, mean, model, model, model, Choice(Method.MODEL, Why.DECIDED)]


def test_bridges_connect_every_group_both_ways_and_no_barred_judge() -> None:
    apart = {(1, 1), (1, 2), (1, 3), (2, 4), (3, 4), (3, 5)}

    pairs = bridges(tally_of(apart), {(2, 1), (2, 2), (2, 3)})

    assert pairs == [(1, 5), (3, 1)]
    assert len(tally_of(apart | set(pairs)).groups) == 1
    assert bridges(tally_of(apart | set(pairs)), set()) == []


def test_tally_counts_no_excluded_judge_and_weighs_what_is_given() -> None:
    ballots = [Given(1, 7, {1: 4, 2: 1}), Given(2, 7, {1: 2}), Given(3, 7, {1: 5, 2: 5})]

    tally = Tally(ballots=ballots, weights={7: {1: 60, 2: 40}}, excluded=frozenset({3}))

    assert (tally.means, tally.counts, tally.judges) == ({7: Fraction(12, 5)}, {7: 2}, {1, 2})
    assert Tally.read(tally.written) == tally
