"""The door to HiGHS for panels: as many views as can be, spread as evenly as can be, with the least against it."""

from random import Random

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from hackathon.placing.panels.rules import Pair, Panel, mended

CHANCE = 100
"""Below this, chance decides between equals: a plan shall not follow the order in which people are listed."""
LOAD = 100_000
"""What one project more costs a judge, times how many they have: more than any costs of pairs bring together."""
MISSING = 100_000_000
"""What a view costs that nobody gives: more than any load."""
STEPS = 5
"""How far above the even share a judge's projects are counted one by one."""


def solve(panel: Panel, seed: int) -> frozenset[Pair]:
    """Choose who sees what, the pairs kept included, so that taking any one pair away parts no projects if possible.

    Without that last wish it is a flow of least cost, which has its best value in whole numbers.
    """
    chosen = panel.kept | _flow(panel, seed) if panel.free else panel.kept
    return mended(panel, chosen, seed)


def _flow(panel: Panel, seed: int) -> frozenset[Pair]:
    model = _Model(panel, seed)
    answer = milp(
        np.array(model.costs, dtype=float),
        constraints=LinearConstraint(model.matrix(), model.amounts, model.amounts),
        bounds=Bounds(np.zeros(len(model.most)), np.array(model.most, dtype=float)),
        integrality=np.ones(len(model.costs)),
        options={"mip_rel_gap": 0},
    )
    return frozenset(pair for pair, amount in zip(panel.free, answer.x, strict=False) if round(amount))


class _Model:
    """Views flow from projects over pairs to judges; the columns are pairs, then missing views, then loads."""

    def __init__(self, panel: Panel, seed: int) -> None:
        dice = Random(seed)  # noqa: S311 - it must be foreseeable
        self.costs = [CHANCE * panel.costs.get(pair, 0) + dice.randrange(CHANCE) for pair in panel.free]
        self.most = [1] * len(panel.free)
        self._terms: list[tuple[int, int, int]] = []
        rows = {project: row for row, project in enumerate(panel.projects)}
        of_judge = {judge: len(rows) + row for row, judge in enumerate(panel.judges)}
        for column, (judge, project) in enumerate(panel.free):
            self._terms += [(rows[project], column, 1), (of_judge[judge], column, 1)]
        self.amounts = [max(0, panel.views - panel.kept_by_project[project]) for project in panel.projects]
        for row, amount in enumerate(self.amounts):
            self._column(row, 1, MISSING, amount)
        self.amounts += [0] * len(panel.judges)
        self._loads(panel, of_judge)

    def matrix(self) -> csr_array:
        rows, columns, values = zip(*self._terms, strict=True)
        return csr_array((values, (rows, columns)), shape=(len(self.amounts), len(self.costs)))

    def _loads(self, panel: Panel, of_judge: dict[int, int]) -> None:
        """Let each project more of a judge cost more than the one before, which spreads them evenly."""
        share = -(-(sum(self.amounts) + len(panel.kept)) // max(1, len(panel.judges)))
        for judge, row in of_judge.items():
            begun, room = panel.kept_by_judge[judge], panel.room(judge)
            steps = min(room, max(0, share + STEPS - begun))
            for step in range(1, steps + 1):
                self._column(row, -1, LOAD * (begun + step), 1)
            self._column(row, -1, LOAD * (begun + steps + share), room - steps)

    def _column(self, row: int, sign: int, cost: int, most: int) -> None:
        self._terms.append((row, len(self.costs), sign))
        self.costs.append(cost)
        self.most.append(most)
