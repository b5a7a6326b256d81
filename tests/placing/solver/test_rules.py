"""The first plan is sound whatever is asked for, and weighs what the model weighs."""

from dataclasses import astuple

from hypothesis import given, settings

from hackathon.placing.problems.rules import Person, Plan, PlannedTeam, Problem
from hackathon.placing.solver.rules import begun, first_plan
from hackathon.placing.worth.rules import broken_rules, prices_of, worth_of
from tests.placing.drawing import problems

PATIENT = settings(deadline=None, max_examples=30)


@given(problems(most_people=20, most_challenges=5))
@PATIENT
def test_first_plan_places_everybody_once_and_breaks_nothing(problem: Problem) -> None:
    plan = first_plan(problem, 1)

    placed = [key for team in plan.teams for key in team.members]
    assert sorted([*placed, *plan.unplaced]) == sorted(person.key for person in problem.people)
    assert broken_rules(problem, plan) == 0


@given(problems(most_people=20, most_challenges=5))
@PATIENT
def test_moves_are_weighed_as_the_model_says(problem: Problem) -> None:
    search, prices = begun(problem), prices_of(problem)
    empty = worth_of(problem, search.plan()).objective - search.total

    for number, item in enumerate(search.where):
        search.put(item, search.seats[number % len(search.seats)] if search.seats else None)
    full = worth_of(problem, search.plan()).objective - search.total

    assert empty == full == -prices.parted * len(problem.together)


def test_first_plan_is_the_same_for_a_seed() -> None:
    people = tuple(Person(f"p{n:02}", ("domain_expert", "data_scientist", "other")[n % 3]) for n in range(23))

    plans = [first_plan(Problem(people, min_size=3, max_size=5), seed) for seed in (4, 4, 5)]

    assert plans[0] == plans[1] != plans[2]


def test_long_chain_is_cut_once_per_team_that_it_needs() -> None:
    crafts = ("domain_expert", "data_scientist")
    people = tuple(Person(f"p{n}", crafts[n % 2]) for n in range(8))
    chain = frozenset(frozenset((f"p{n}", f"p{n + 1}")) for n in range(7))

    plan = first_plan(Problem(people, together=chain, min_size=4, max_size=4), 1)

    assert [astuple(team) for team in plan.teams] == [
        ("new-1", None, ("p0", "p1", "p2", "p3")),
        ("new-2", None, ("p4", "p5", "p6", "p7")),
    ]
    assert plan == Plan(tuple(PlannedTeam(*astuple(team)) for team in plan.teams))
