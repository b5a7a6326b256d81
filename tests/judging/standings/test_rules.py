"""Standings: places, ties, components, stability and warnings, from ballots alone."""

from random import Random

import pytest

from hackathon.judging.standings.rules import Ballot, Standing, components, standings


def ballots(text: str) -> list[Ballot]:
    """Read `judge: project score, project score; judge: …`."""
    return [
        Ballot(judge.strip(), *_pair(pair))
        for judge, pairs in (line.split(":") for line in text.split(";"))
        for pair in pairs.split(",")
    ]


def _pair(text: str) -> tuple[str, float]:
    project, score = text.split()
    return project, float(score)


def test_standings_of_a_complete_panel_are_the_plain_means() -> None:
    found = standings(ballots("J: a 5, b 3, c 1; K: a 4, b 2, c 2; L: a 5, b 3, c 1"))

    assert [(row.place, row.project, row.score, row.raw_mean, row.raw_place, row.ballots) for row in found.rows] == [
        (1, "a", 4.666667, 4.666667, 1, 3),
        (2, "b", 2.666667, 2.666667, 2, 3),
        (3, "c", 1.333333, 1.333333, 3, 3),
    ]
    assert [row.tied_with_next for row in found.rows] == [False, False, False]
    assert (found.judges, found.ballots, found.components, found.winner_stability) == (3, 9, 1, 1.0)
    assert found.warnings == ()


def test_standings_share_a_place_where_scores_are_equal() -> None:
    found = standings(ballots("J: a 4, b 4, c 1; K: a 3, b 3, c 2; L: a 5, b 5, c 1"))

    assert [(row.place, row.project, row.tied_with_next) for row in found.rows] == [
        (1, "a", True),
        (1, "b", False),
        (3, "c", False),
    ]


def test_standings_do_not_depend_on_the_order_of_ballots() -> None:
    given = [
        Ballot(f"J{judge}", f"P{project}", score)
        for project in range(12)
        for judge, score in ((project % 5, 3.0 + project % 3), ((project + 2) % 5, 2.5 + project % 4))
    ]
    shuffled = list(given)
    Random(3).shuffle(shuffled)

    assert standings(shuffled) == standings(given)


def test_standings_of_a_harsh_judge_correct_who_leads_and_say_so() -> None:
    # H gives two points less than the others, and is the only one who saw both a and d.
    found = standings(ballots("G: b 4.5, c 3.1, e 2.1; H: a 3.1, c 1.0, d 1.9; K: a 5.0, b 4.4, d 4.0, e 2.0"))

    assert [(row.place, row.project, row.raw_place) for row in found.rows] == [
        (1, "a", 2),
        (2, "b", 1),
        (3, "d", 3),
        (4, "c", 4),
        (5, "e", 4),
    ]
    assert found.warnings[-1] == "Judges' severity changes who leads: a, while by the plain mean it is b."


def test_standings_of_unconnected_projects_are_ranked_apart_and_bridged() -> None:
    found = standings(
        ballots("J: a 5, b 3; K: a 4, b 2; L: a 5, b 3; X: y 1, z 2; Y: y 2, z 4; Z: y 1, z 3; J: c 1; K: c 2; L: c 1")
    )

    assert [(row.component, row.place, row.project) for row in found.rows] == [
        (1, 1, "a"),
        (1, 2, "b"),
        (1, 3, "c"),
        (2, 1, "z"),
        (2, 2, "y"),
    ]
    assert (found.components, found.winner_stability) == (2, None)
    assert found.warnings == (
        (
            "No judge connects the 2 groups of projects: they are ranked apart, and their places say nothing about "
            "each other."
        ),
        "A ballot of J on y would connect its group to the largest.",
    )


def test_components_of_chains_are_one() -> None:
    assert components(ballots("J: a 1, b 1; K: b 1, c 1; L: c 1, d 1; M: e 1")) == [["a", "b", "c", "d"], ["e"]]


def test_standings_of_one_ballot_each_say_that_nobody_knows_how_sure_they_are() -> None:
    found = standings(ballots("J: a 4, b 2"))

    assert found.rows == [
        Standing(1, "a", 4.0, None, 4.0, 1, 1, tied_with_next=True, may_be_first=True, component=1),
        Standing(2, "b", 2.0, None, 2.0, 2, 1, tied_with_next=False, may_be_first=True, component=1),
    ]
    assert (found.variance_ratio, found.winner_stability) == (None, None)
    assert found.warnings == (
        "No project has two ballots: severity cannot be told from quality, and nobody knows how sure this is.",
        "2 of 2 projects have fewer than 3 ballots.",
    )


def test_standings_of_nothing_are_empty() -> None:
    found = standings([])

    assert (found.rows, found.judges, found.ballots, found.components) == ((), 0, 0, 0)


def test_winner_stability_counts_the_judges_without_whom_another_leads() -> None:
    # Without F, who loves it, b does not lead.
    found = standings(ballots("F: a 1, b 5; J: a 4, b 3.5; K: a 4, b 3.6"))

    assert [row.project for row in found.rows] == ["b", "a"]
    assert found.winner_stability == pytest.approx(2 / 3)
