"""Who goes on by the ranking."""

from decimal import Decimal

from hackathon.judging.finals.rules import Proposal, propose
from hackathon.judging.ranking.rules import Ranked


def ranked(place: int, project_id: int, *alike: int) -> Ranked:
    mean = Decimal(5 - place)
    return Ranked(place, project_id, mean, 3, is_tied=False, score=mean, mean_place=place, alike=alike)


def test_the_first_go_on_and_whom_chance_parts_from_the_last_of_them_is_close() -> None:
    ranking = [ranked(1, 10), ranked(2, 20, 30, 50), ranked(3, 30, 20), ranked(4, 40), ranked(5, 50, 20)]

    assert propose(ranking, 2) == Proposal(frozenset({10, 20}), frozenset({30, 50}))


def test_who_shares_the_last_place_goes_on_too() -> None:
    ranking = [ranked(1, 10), ranked(2, 20), ranked(2, 30), ranked(4, 40)]

    assert propose(ranking, 2) == Proposal(frozenset({10, 20, 30}), frozenset())


def test_more_places_than_projects_take_all_and_none_takes_nobody() -> None:
    assert propose([ranked(1, 10)], 5).proposed == {10}
    assert propose([ranked(1, 10)], 0) == propose([], 5) == Proposal(frozenset(), frozenset())


def test_choice_among_those_that_cannot_be_told_apart_follows_the_proposal() -> None:
    proposal = Proposal(frozenset({1, 2}), frozenset({3}))

    assert [proposal.is_followed_by(chosen) for chosen in ({1, 2}, {1, 2, 3}, {1}, {1, 2, 4}, {1, 3})] == [
        True,
        True,
        False,
        False,
        False,
    ]
