"""The door to HiGHS: which candidates together bring most for the weeks there are, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from hackathon.promotion.selection.rules import Candidate, Room, plain_list

OPTIMAL = 0
TIME_LIMIT = 4.0
"""Seconds, after which the best set found is taken with what is proven of it."""


@dataclass(frozen=True)
class Best:
    """A set of candidates, what it is worth, and what no set can be worth more than."""

    chosen: frozenset[int]
    worth: float
    bound: float

    @property
    def gap(self) -> float:
        """The share of the bound that may be missing: 0 where nothing better exists."""
        return max(0.0, (self.bound - self.worth) / self.bound) if self.bound else 0.0


def best_set(candidates: Sequence[Candidate], room: Room, *, time_limit: float = TIME_LIMIT) -> Best:
    """Find the set that is worth most within all capacities at once (a multi-constraint knapsack), and prove it.

    Where time runs out, the best set found is returned with its bound; it is never worse than the plain list.
    """
    able = [each for each in candidates if each.worth > 0 and room.holds([each])]
    plain = plain_list(able, room)
    if not able or len(plain) == len(able):
        return Best(plain, _worth(able, plain), _worth(able, plain))
    answer = _maximum(able, room, time_limit)
    found = _chosen(able, answer)
    sets = [each for each in (found, plain) if room.holds(c for c in able if c.key in each)]
    chosen = max(sets, key=lambda keys: _worth(able, keys))
    return Best(chosen, _worth(able, chosen), _bound(able, answer, _worth(able, chosen)))


def _maximum(able: Sequence[Candidate], room: Room, time_limit: float) -> OptimizeResult:
    """Ask HiGHS for the exact answer; worths are scaled to 1, since its tolerances are absolute."""
    worth = np.array([each.worth for each in able])
    rows = [[each.weeks.get(role, 0.0) for each in able] for role in room.weeks]
    rows += [[float(each.owner == owner) for each in able] for owner in room.places]
    limits = [*room.weeks.values(), *room.places.values()]
    return milp(
        -worth / worth.max(),
        constraints=LinearConstraint(np.array(rows), ub=np.array(limits, dtype=float)),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(able)),
        options={"mip_rel_gap": 0.0, "time_limit": time_limit},
    )


def _chosen(able: Sequence[Candidate], answer: OptimizeResult) -> frozenset[int]:
    if answer.x is None:
        return frozenset()
    return frozenset(each.key for each, taken in zip(able, answer.x, strict=True) if taken > 1 / 2)


def _bound(able: Sequence[Candidate], answer: OptimizeResult, worth: float) -> float:
    """Return what HiGHS proved, in the unit of worth; without a proof, that of all that fit alone."""
    if answer.status == OPTIMAL:
        return worth
    if answer.mip_dual_bound is None or not np.isfinite(answer.mip_dual_bound):
        return sum(each.worth for each in able)
    return max(worth, -float(answer.mip_dual_bound) * max(each.worth for each in able))


def _worth(candidates: Sequence[Candidate], keys: frozenset[int]) -> float:
    return sum(each.worth for each in candidates if each.key in keys)
