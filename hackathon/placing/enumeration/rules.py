"""Every team there could be, for few people: choosing among them is exact, whatever is wished."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import comb

from hackathon.placing.aggregate.rules import INFINITE, Model, Terms
from hackathon.placing.numbers.rules import NOWHERE, Item
from hackathon.placing.search.rules import Search, Seat

MOST_TEAMS = 1_500
"""So many possible teams take HiGHS a moment; with more, those that are worth the same keep it busy for minutes."""
LARGEST_PRICE = 1e8
"""Beyond it the tolerances of a solver are larger than a point."""


class Enumeration:
    """The model that takes each person into one of the teams there could be."""

    def __init__(self, search: Search) -> None:
        self.search, self.model = search, Model()
        self.people = sorted(person for item in search.where for person in item)
        self.teams: list[tuple[int, Seat | int, Item]] = []
        """The variable of each possible team, its challenge or standing team, and who would come."""
        self._in: dict[int, Terms] = defaultdict(list)
        self._write()

    def settle(self, values: Sequence[float]) -> None:
        """Put everybody where a solution takes them."""
        self.search.loosen()
        for variable, target, comers in self.teams:
            if values[variable] > 1 / 2:
                seat = target if isinstance(target, Seat) else self.search.found(target)
                for person in comers:
                    self.search.put((person,), seat)

    def _write(self) -> None:
        numbers = self.search.numbers
        for seat in self.search.seats:
            comers = [self._add(seat, item) for item in self._combined(0, _room(self.search, seat))]
            self.model.row([(each, 1) for each in comers], lower=1, upper=1)
        news = list(self._combined(numbers.problem.min_size, numbers.problem.max_size))
        for challenge in [*range(len(numbers.challenges))] or [NOWHERE]:
            limit = INFINITE if challenge == NOWHERE else numbers.limits[challenge]
            self.model.row([(self._add(challenge, item), 1) for item in news], upper=limit)
        for person in self.people:
            left_out = self.model.variable(-numbers.prices.unplaced, whole=True)
            self.model.row([*self._in[person], (left_out, 1)], lower=1, upper=1)

    def _combined(self, fewest: int, most: int) -> Iterator[Item]:
        for size in range(fewest, min(most, len(self.people)) + 1):
            yield from combinations(self.people, size)

    def _add(self, target: Seat | int, comers: Item) -> int:
        """Add the variable of one possible team; one that breaks a rule costs so much that it is never taken."""
        if isinstance(target, Seat):
            worth = self.search.worth(target, [*target.members, *comers]) - target.points
        else:
            worth = self.search.numbers.worth(comers, target, stood=None)
        variable = self.model.variable(worth, whole=True)
        self.teams.append((variable, target, comers))
        for person in comers:
            self._in[person].append((variable, 1))
        return variable


def is_small(search: Search) -> bool:
    """Tell whether all possible teams can be written down."""
    problem, people = search.numbers.problem, sum(map(len, search.where))
    news = sum(comb(people, size) for size in range(problem.min_size, min(problem.max_size, people) + 1))
    fills = sum(comb(people, size) for seat in search.seats for size in range(min(_room(search, seat), people) + 1))
    teams = news * max(1, len(problem.challenges)) + fills
    return teams <= MOST_TEAMS and search.numbers.prices.broken <= LARGEST_PRICE


def _room(search: Search, seat: Seat) -> int:
    return max(0, search.numbers.problem.max_size - len(seat.members)) if seat.is_open else 0
