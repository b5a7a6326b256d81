"""What holds for every plan of the solver, whatever it is given."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from hackathon.placing.plans.rules import figures, reasons, unmet
from hackathon.placing.problems.rules import Plan, PlannedTeam, Problem
from hackathon.placing.solver import gateway
from hackathon.placing.solver.gateway import Solved, solve
from hackathon.placing.worth.rules import broken_rules, worth_of
from tests.placing.drawing import problems

FOREVER = 600.0
PATIENT = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])


@given(problems())
@PATIENT
def test_every_plan_is_sound_and_within_its_bound(problem: Problem) -> None:
    solved = solve(problem, seed=1, time_limit=FOREVER)

    require_sound(problem, solved)


@given(problems(most_people=6, most_challenges=2))
@PATIENT
def test_few_people_get_the_best_plan_there_is(problem: Problem) -> None:
    solved = solve(problem, seed=1, time_limit=FOREVER)

    assert solved.objective == max(worth_of(problem, plan).objective for plan in every_plan(problem))
    assert solved.bound == solved.objective


@given(problems(most_people=9, most_challenges=3))
@PATIENT
def test_the_bound_of_the_aggregate_is_never_below_the_best_plan(problem: Problem) -> None:
    best = solve(problem, seed=1, time_limit=FOREVER)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(gateway, "is_small", lambda _search: False)
        solved = solve(problem, seed=1, time_limit=FOREVER)

    require_sound(problem, solved)
    assert solved.objective <= best.objective
    assert solved.bound is None or solved.bound >= best.objective


@given(problems(most_people=18, most_challenges=5))
@settings(PATIENT, max_examples=10)
def test_the_order_of_rows_changes_nothing(problem: Problem) -> None:
    dice = Random(7)
    shuffled = replace(
        problem,
        people=tuple(dice.sample(problem.people, len(problem.people))),
        challenges=tuple(dice.sample(problem.challenges, len(problem.challenges))),
        teams=tuple(dice.sample(problem.teams, len(problem.teams))),
    )

    plans = [solve(each, seed=3, time_limit=FOREVER).plan for each in (problem, problem, shuffled)]

    assert plans[1:] == plans[:2]


def require_sound(problem: Problem, solved: Solved) -> None:
    """Check what must hold for every plan."""
    plan = solved.plan
    placed = Counter(key for team in plan.teams for key in team.members)
    everyone = Counter(person.key for person in problem.people)
    stays = {person.key: person.team for person in problem.people if person.team is not None}
    team_of = {key: team.key for team in plan.teams for key in team.members}

    assert placed + Counter(plan.unplaced) == everyone
    assert broken_rules(problem, plan) == 0
    assert {key: team_of[key] for key in stays} == stays
    assert {team.key for team in problem.teams} <= {team.key for team in plan.teams}
    assert solved.objective == worth_of(problem, plan).objective
    assert solved.bound is None or solved.bound >= solved.objective
    assert solved.stopped_by in {"gap", "nodes"}
    assert set(reasons(problem, plan)) == set(placed)
    assert all(str(each.why) for each in unmet(problem, plan))
    assert figures(problem, plan).unplaced == len(plan.unplaced)


def every_plan(problem: Problem) -> Iterator[Plan]:
    """List all sound plans of a small problem."""
    free = [person.key for person in problem.people if person.team is None]
    standing = tuple(PlannedTeam(team.key, team.challenge, problem.standing[team.key]) for team in problem.teams)
    for plan in _plans(problem, free, Plan(standing)):
        if not broken_rules(problem, plan):
            yield plan


def _plans(problem: Problem, free: list[str], plan: Plan) -> Iterator[Plan]:
    if not free:
        yield plan
        return
    first, *others = free
    challenges: list[str | None] = [each.key for each in problem.challenges]
    yield from _plans(problem, others, replace(plan, unplaced=(*plan.unplaced, first)))
    for team in problem.teams:
        if team.is_open:
            yield from _plans(problem, others, _joined(plan, team.key, first))
    for size in range(problem.min_size - 1, problem.max_size):
        for mates in combinations(others, size):
            for challenge in challenges or [None]:
                new = PlannedTeam(f"new-{len(plan.teams)}", challenge, (first, *mates))
                left = [key for key in others if key not in mates]
                yield from _plans(problem, left, replace(plan, teams=(*plan.teams, new)))


def _joined(plan: Plan, key: str, person: str) -> Plan:
    teams = (replace(team, members=(*team.members, person)) if team.key == key else team for team in plan.teams)
    return replace(plan, teams=tuple(teams))
