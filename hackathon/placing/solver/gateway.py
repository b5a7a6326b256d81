"""The door to HiGHS: plans from the heuristic and from linear models, the best of them, and a bound that is proven."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import floor, isfinite
from time import monotonic
from typing import Literal

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from hackathon.core.i18n import gettext as _
from hackathon.placing.aggregate.rules import Aggregate, Least, Model, least
from hackathon.placing.enumeration.rules import Enumeration, is_small
from hackathon.placing.numbers.rules import Numbers
from hackathon.placing.problems.rules import Plan, Problem, check
from hackathon.placing.search.rules import ROUNDS, Search
from hackathon.placing.solver.rules import alone, begun, divide, finished, first_plan, parted_at_least, whole_groups
from hackathon.placing.worth.rules import prices_of, worth_of

GAP = 0.0075
"""The share of the bound that a plan may stay below it; a better one is not looked for."""
WORK = 5_000
"""The nodes of a search tree after which HiGHS stops, times the variables: a node takes longer in a large model."""
TOLERANCE = 1e-3
"""By how much a solver may be wrong: so much is given before a bound is rounded down to whole points."""
SHORTEST = 1e-3
"""Seconds that HiGHS is given at least."""

OPTIMAL, INFEASIBLE = 0, 2
"""What scipy calls these two ends."""

StoppedBy = Literal["gap", "nodes", "time"]
Report = Callable[[int, str], None]


@dataclass(frozen=True)
class Solved:
    """A plan, what it is worth, what none can be worth more than (None: not known), and how the search ended."""

    plan: Plan
    objective: int
    bound: int | None
    stopped_by: StoppedBy
    seconds: float


def solve(problem: Problem, *, seed: int, time_limit: float, report: Report = lambda _percent, _what: None) -> Solved:
    """Find the best plan there is within the gap, or the best that was found until nodes or time ran out."""
    check(problem)
    return _Solving(problem, seed, time_limit, report).solved()


class _Solving:
    """One run: the clock, the best plan and the lowest bound so far."""

    def __init__(self, problem: Problem, seed: int, time_limit: float, report: Report) -> None:
        self.problem, self.seed, self.report = problem, seed, report
        self.began = monotonic()
        self.ends = self.began + time_limit
        self.bound: int | None = None
        self.stopped_by: StoppedBy = "gap"
        report(5, _("A first plan is made."))
        self.plan = first_plan(problem, seed, self._is_over)
        self.objective = worth_of(problem, self.plan).objective

    def solved(self) -> Solved:
        """Run until the plan is good enough, or there is nothing else to try."""
        search = begun(self.problem)
        if not search.where:
            self.bound = self.objective
        elif is_small(search):
            self._enumerate(search)
        else:
            self._aggregate(search.numbers)
        if not self._is_good_enough() and not self._is_over():
            self.report(90, _("Another plan is tried."))
            self._take(first_plan(self.problem, self.seed, self._is_over, rounds=ROUNDS))
        if self._is_good_enough():
            self.stopped_by = "gap"
        return Solved(self.plan, self.objective, self.bound, self.stopped_by, monotonic() - self.began)

    def _enumerate(self, search: Search) -> None:
        """Choose among all teams that there could be."""
        self.report(30, _("All possible teams are compared."))
        enumeration = Enumeration(search)
        answer = self._maximum(enumeration.model, whole=True, gap=0)
        if answer.x is not None:
            enumeration.settle(answer.x)
            self._take(search.plan())
        if answer.status == OPTIMAL:
            self.bound = self.objective

    def _aggregate(self, numbers: Numbers) -> None:
        """Solve the counted model, of all wishes and roles if that has a solution, else of fewer."""
        unmet = least(self.problem)
        anyhow = replace(unmet, roles=2 * len(self.problem.people))
        for items, limits, is_bound in (
            (whole_groups(numbers), unmet, True),
            (alone(numbers), unmet, False),
            (alone(numbers), anyhow, False),
        ):
            aggregate = Aggregate(Search(numbers, items), limits, is_bound=is_bound)
            if self._solve(aggregate, unmet) or self._is_over():
                return

    def _solve(self, aggregate: Aggregate, unmet: Least) -> bool:
        """Solve it in fractions, which is fast, and only if that is not good enough in whole numbers.

        Returns whether there is a solution.
        """
        for whole in (False, True):
            self.report(60 if whole else 30, _("Challenges are given teams and people."))
            answer = self._maximum(aggregate.model, whole=whole, gap=GAP / 2)
            if answer.status == INFEASIBLE:
                return False
            self._lower_bound(aggregate, unmet, answer)
            self._try(aggregate, answer)
            if self._is_good_enough() or self._is_over():
                break
        return True

    def _lower_bound(self, aggregate: Aggregate, unmet: Least, answer: OptimizeResult) -> None:
        """Put together what must stay unmet at least and what the rest can be worth at most."""
        dual = answer.fun if answer.status == OPTIMAL and answer.mip_dual_bound is None else answer.mip_dual_bound
        if dual is None or not isfinite(dual):
            return  # fractions that were not solved to the end bound nothing
        prices = prices_of(self.problem)
        costs = prices.unplaced * unmet.unplaced + prices.short * unmet.short + prices.role * unmet.roles
        costs += prices.parted * parted_at_least(aggregate.numbers)
        bound = floor(TOLERANCE - dual) + aggregate.constant - costs
        self.bound = bound if self.bound is None else min(bound, self.bound)

    def _try(self, aggregate: Aggregate, answer: OptimizeResult) -> None:
        """Divide the people of each challenge into its teams, and improve that."""
        if answer.x is None:
            return
        self.report(80, _("People are divided into teams."))
        search = Search(aggregate.numbers, aggregate.items)
        divide(search, aggregate.wanted(answer.x), aggregate.teams(answer.x))
        self._take(finished(search, self.seed, self._is_over))

    def _maximum(self, model: Model, *, whole: bool, gap: float) -> OptimizeResult:
        """Ask HiGHS; it is told to stop by gap or nodes, and by the clock only when nothing else stopped it."""
        answer = maximum(model, whole=whole, gap=gap, time_limit=max(SHORTEST, self.ends - monotonic()))
        if answer.status not in (OPTIMAL, INFEASIBLE):
            self.stopped_by = "time" if self._is_over() else "nodes"
        return answer

    def _take(self, plan: Plan) -> None:
        objective = worth_of(self.problem, plan).objective
        if objective > self.objective:
            self.plan, self.objective = plan, objective

    def _is_good_enough(self) -> bool:
        return self.bound is not None and self.bound - self.objective <= GAP * abs(self.bound)

    def _is_over(self) -> bool:
        if monotonic() < self.ends:
            return False
        self.stopped_by = "time"
        return True


def maximum(model: Model, *, whole: bool, gap: float, time_limit: float) -> OptimizeResult:
    """Maximize a model, in whole numbers or in fractions."""
    terms = [(row, column, value) for row, each in enumerate(model.rows) for column, value in each]
    rows, columns, values = zip(*terms, strict=True)
    matrix = csr_array((values, (rows, columns)), shape=(len(model.rows), len(model.objective)))
    return milp(
        -np.array(model.objective),
        constraints=LinearConstraint(matrix, model.row_lower, model.row_upper),
        bounds=Bounds(np.array(model.lower), np.array(model.upper)),
        integrality=np.array(model.whole) if whole else None,
        options={"mip_rel_gap": gap, "node_limit": max(1, WORK // len(model.objective)), "time_limit": time_limit},
    )
