"""What a plan is worth, what it could not meet and why, and what a change brings."""

from dataclasses import replace

import pytest

from hackathon.placing.plans.rules import Figures, Reason, Unmet, figures, reasons, unmet
from hackathon.placing.problems.rules import (
    Challenge,
    Person,
    Plan,
    PlannedTeam,
    Problem,
    ProblemError,
    StandingTeam,
    check,
    moved,
)
from hackathon.placing.worth.rules import Worth, prices_of, worth_of

ADA = Person("ada", "domain_expert", {"sql": 4}, ("wind", "sun"), "Grid")
BEA = Person("bea", "data_scientist", {"python": 3}, ("sun", "wind"), "Trade")
CYD = Person("cyd", "designer", {}, ("wind",), "Grid")
DAN = Person("dan", "data_engineer", {"sql": 2}, (), "")
EVE = Person("eve", "domain_expert", {}, ("sun",), "Grid", team="old")
FAY = Person("fay", "other", {}, ("wind",), "Grid")
WIND = Challenge("wind", frozenset({"sql", "python", "telling"}), 1)
SUN = Challenge("sun", frozenset({"maps"}), 1)


def pairs(*names: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(name.split()) for name in names)


PROBLEM = Problem(
    people=(ADA, BEA, CYD, DAN, EVE, FAY),
    challenges=(WIND, SUN),
    teams=(StandingTeam("old", "sun"),),
    together=pairs("ada bea", "cyd dan"),
    apart=pairs("cyd fay"),
    min_size=3,
    max_size=4,
)
PLAN = Plan(
    (PlannedTeam("old", "sun", ("dan", "eve")), PlannedTeam("new-1", "wind", ("ada", "bea", "cyd"))), unplaced=("fay",)
)


def test_worth_adds_up_what_each_part_is_for() -> None:
    prices = prices_of(PROBLEM)

    worth = worth_of(PROBLEM, PLAN)

    assert worth == Worth(
        broken=0,
        unplaced=-prices.unplaced,
        short=-prices.short,
        roles=0,
        together=-prices.parted,
        choices=36 + 35 + 36 + 36,
        skills=-8 + 1 - 24,
        units=2 + 1,
    )
    assert worth.objective == 143 - 31 + 3 - prices.unplaced - prices.short - prices.parted


def test_each_price_is_more_than_all_below_it_together() -> None:
    prices = prices_of(PROBLEM)
    people, teams, seats, wishes = 6, 2 + 1, 3, 2

    lowest = people * (36 + 1) + teams * (24 + 3)

    assert prices.parted > lowest
    assert prices.role > lowest + wishes * prices.parted
    assert prices.short > lowest + wishes * prices.parted + 2 * teams * prices.role
    assert prices.unplaced > lowest + wishes * prices.parted + 2 * teams * prices.role + seats * prices.short
    assert prices.broken > people * prices.unplaced


@pytest.mark.parametrize(("rank", "points"), [(1, 36), (2, 35), (3, 32), (4, 27), (5, 20), (6, 11), (7, 1), (9, 1)])
def test_choices_lose_more_with_every_rank(rank: int, points: int) -> None:
    names = [f"c{number}" for number in range(1, 10)]
    problem = Problem((Person("a", "other", choices=tuple(names)),), tuple(map(Challenge, names)), min_size=1)

    worth = worth_of(problem, Plan((PlannedTeam("new-1", f"c{rank}", ("a",)),)))

    assert worth.choices == points


def test_figures_share_what_was_reached() -> None:
    assert figures(PROBLEM, PLAN) == Figures(
        people=6,
        teams=2,
        unplaced=1,
        role_ok=1.0,
        size_ok=0.5,
        top1=3 / 4,
        top3=1.0,
        skill_cover=(0 + 2 / 3) / 2,
    )


def test_figures_of_nobody_are_shares_of_nothing() -> None:
    assert figures(Problem(), Plan()) == Figures(0, 0, 0, None, None, None, None, None)


def test_unmet_says_what_for_whom_and_why() -> None:
    sizes = {"size": 2, "min": 3, "max": 4}

    assert unmet(PROBLEM, PLAN) == (
        Unmet("place", ("fay",), Reason("sizes", {"min": 3, "max": 4})),
        Unmet("size", ("dan", "eve"), Reason("stood_small", sizes), "old"),
        Unmet("together", ("cyd", "dan"), Reason("not_together")),
        Unmet("skill", ("dan", "eve"), Reason("skill_nowhere", {"skill": "maps"}), "old"),
        Unmet("skill", ("ada", "bea", "cyd"), Reason("skill_nowhere", {"skill": "telling"}), "new-1"),
    )


def test_reasons_tell_everybody_why_they_are_there() -> None:
    told = {key: [str(each) for each in why] for key, why in reasons(PROBLEM, PLAN).items()}

    assert told == {
        "ada": [
            "You ranked this challenge first.",
            "The team lacked a domain expert.",
            "You are with bea, as was wished.",
            "You bring what the challenge needs and nobody else there has: sql.",
        ],
        "bea": [
            "You ranked this challenge second.",
            "The team lacked a data scientist.",
            "You are with ada, as was wished.",
            "You bring what the challenge needs and nobody else there has: python.",
        ],
        "cyd": ["You ranked this challenge first."],
        "dan": ["The team lacked a data engineer."],
        "eve": ["You were in this team already."],
    }


def test_reason_calls_people_by_their_names() -> None:
    reason = Reason("together", {"person": "17"})

    assert reason.said(lambda kind, key: {("person", "17"): "Ada Reed"}[kind, key]) == (
        "You are with Ada Reed, as was wished."
    )


def test_moving_shows_the_rules_that_it_breaks() -> None:
    edited = moved(PLAN, "fay", "new-1")

    assert edited.unplaced == ()
    assert edited.teams[1].members == ("ada", "bea", "cyd", "fay")
    assert unmet(PROBLEM, edited)[0] == Unmet("apart", ("cyd", "fay"), Reason("kept_apart"), "new-1")
    assert worth_of(PROBLEM, edited).objective < worth_of(PROBLEM, PLAN).objective


def test_moving_the_last_one_out_ends_the_team() -> None:
    plan = Plan((PlannedTeam("new-1", None, ("ada",)),), ("bea",))

    assert moved(plan, "ada", None) == Plan((), ("ada", "bea"))


def test_moving_into_a_team_that_is_not_there_is_refused() -> None:
    with pytest.raises(ProblemError, match="unknown team new-7"):
        moved(PLAN, "ada", "new-7")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (replace(PROBLEM, together=pairs("ada zoe")), "unknown person zoe"),
        (replace(PROBLEM, apart=pairs("ada")), "a wish is about two people"),
        (replace(PROBLEM, challenges=(WIND,), teams=()), "unknown challenge sun"),
        (replace(PROBLEM, teams=()), "unknown team old"),
        (replace(PROBLEM, teams=(StandingTeam("old", "sea"),)), "unknown challenge sea"),
        (replace(PROBLEM, people=(*PROBLEM.people, ADA)), "person ada is there twice"),
        (replace(PROBLEM, people=(Person("a", "boss"),)), "unknown role boss of a"),
        (replace(PROBLEM, people=(Person("a", "other", {"sql": 6}),)), "a level of a is not from 1 to 5"),
        (replace(PROBLEM, people=(Person("a", "other", {}, ("sun", "sun")),)), "a chose something twice"),
        (replace(PROBLEM, min_size=5), "no team has between 5 and 4 people"),
        (replace(PROBLEM, min_size=0), "no team has between 0 and 4 people"),
    ],
)
def test_what_contradicts_itself_is_refused(wrong: Problem, sentence: str) -> None:
    with pytest.raises(ProblemError, match=sentence):
        check(wrong)
