"""Search for a better plan from a given one: one move after the other, each of which makes the plan worth more.

Hard rules are priced like all others while searching; at the end, whoever breaks one has no team.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random

from hackathon.placing.numbers.rules import NOWHERE, Item, Numbers
from hackathon.placing.problems.rules import Plan, PlannedTeam

ROUNDS = 40
"""Rounds of a search at most; it ends before when a round changes nothing."""
FEW_ROUNDS = 2
"""Rounds after which most of what can be gained is gained."""
LOOKED_AT = 30
"""Teams that somebody without choices is tried in, in each round."""

IsOver = Callable[[], bool]
"""Tells whether the time is over."""


@dataclass(eq=False)
class Seat:
    """A team while searching: who stood in it before, who was put there, and what it is worth as it is."""

    key: str
    challenge: int
    stood: Item | None
    is_open: bool
    members: list[int] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    points: int = 0
    changed: int = 0
    """At which move of the search it changed last."""


class Search:
    """A plan under change: teams, and where each item is, None being in no team."""

    def __init__(self, numbers: Numbers, items: Iterable[Item]) -> None:
        self.numbers = numbers
        self.where: dict[Item, Seat | None] = dict.fromkeys(items)
        self.seats: list[Seat] = []
        self.new_teams: Counter[int] = Counter()
        self.moves = 0
        self.looked: dict[Item, int] = {}
        """At which move it was last seen that an item can gain nothing by moving alone."""
        place = {challenge.key: number for number, challenge in enumerate(numbers.challenges)}
        for team in sorted(numbers.problem.teams, key=lambda each: each.key):
            stood = tuple(numbers.number[key] for key in numbers.problem.standing[team.key])
            seat = Seat(team.key, place.get(team.challenge or "", NOWHERE), stood, team.is_open, [*stood])
            seat.points = self.worth(seat, seat.members)
            self.seats.append(seat)

    @property
    def total(self) -> int:
        """What is maximized, up to a constant: the points of the teams, and what those left out cost."""
        left = sum(len(item) for item, seat in self.where.items() if seat is None)
        return sum(seat.points for seat in self.seats) - left * self.numbers.prices.unplaced

    def worth(self, seat: Seat, members: Sequence[int]) -> int:
        """Tell what a team would be worth with these members."""
        return self.numbers.worth(members, seat.challenge, stood=None if seat.stood is None else len(seat.stood))

    def found(self, challenge: int) -> Seat:
        """Add an empty team."""
        seat = Seat("", challenge, stood=None, is_open=True)
        self.seats.append(seat)
        return seat

    def may_found(self, challenge: int) -> bool:
        """Tell whether the challenge may have one more new team."""
        if challenge == NOWHERE:
            return not self.numbers.challenges
        return self.new_teams[challenge] < self.numbers.limits[challenge]

    def turn(self, seat: Seat, challenge: int) -> None:
        """Give a new team another challenge."""
        self.new_teams[seat.challenge] -= 1
        self.new_teams[challenge] += 1
        seat.challenge = challenge
        self._changed(seat)

    def has_room(self, seat: Seat, more: int) -> bool:
        """Tell whether so many more people fit in; an empty team is none any more."""
        is_there = seat.is_open and bool(seat.members)
        return is_there and len(seat.members) + more <= self.numbers.problem.max_size

    def put(self, item: Item, seat: Seat | None) -> None:
        """Move an item to a team, None being no team."""
        before = self.where[item]
        self.moves += 1
        self.looked.pop(item, None)
        if before is not None:
            before.items.remove(item)
            before.members = without(before, item)
            self.new_teams[before.challenge] -= before.stood is None and not before.items
            self._changed(before)
        if seat is not None:
            self.new_teams[seat.challenge] += seat.stood is None and not seat.items
            seat.items.append(item)
            seat.members = [*seat.members, *item]
            self._changed(seat)
        self.where[item] = seat

    def _changed(self, seat: Seat) -> None:
        seat.points = self.worth(seat, seat.members)
        seat.changed = self.moves

    def loosen(self) -> bool:
        """Let everybody move alone from now on, and tell whether that is new; wishes still count."""
        groups = [item for item in self.where if len(item) > 1]
        for item in groups:
            seat = self.where.pop(item)
            self.where |= {(person,): seat for person in item}
        for seat in self.seats:
            seat.items = [(person,) for item in seat.items for person in item]
        return bool(groups)

    def keep_if_better(self, change: Callable[[], None]) -> bool:
        """Make a change of several moves, and take it back unless the plan is worth more."""
        before, where, looked = self.total, dict(self.where), dict(self.looked)
        changed = [(seat, seat.changed) for seat in self.seats]
        change()
        if self.total > before:
            return True
        for item, seat in where.items():
            if self.where[item] is not seat:
                self.put(item, seat)
        self.seats, self.looked = [seat for seat, _ in changed], looked
        for seat, move in changed:
            seat.changed = move
        return False

    def plan(self) -> Plan:
        """Return the plan as it is now; new teams are numbered in the order of their challenges and members."""
        standing = [self._planned(seat.key, seat) for seat in self.seats if seat.stood is not None]
        new = [self._planned("", seat) for seat in self.seats if seat.stood is None and seat.members]
        new.sort(key=lambda team: (team.challenge or "", team.members))
        taken = {team.key for team in standing}
        keys = (key for number in count(1) if (key := f"new-{number}") not in taken)
        left = [person for item, seat in self.where.items() if seat is None for person in item]
        return Plan((*standing, *(replace(team, key=next(keys)) for team in new)), self._keys(left))

    def _planned(self, key: str, seat: Seat) -> PlannedTeam:
        challenge = None if seat.challenge == NOWHERE else self.numbers.challenges[seat.challenge].key
        return PlannedTeam(key, challenge, self._keys(seat.members))

    def _keys(self, members: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted(self.numbers.people[person].key for person in members))


def improve(search: Search, dice: Random, is_over: IsOver, rounds: int = ROUNDS) -> None:
    """Move, swap, found, dissolve and turn teams to other challenges until none of it makes the plan worth more."""
    for _ in range(rounds):
        changed = sum(_settle(search, item, dice) for item in _shuffled(search.where, dice) if not is_over())
        if not changed:
            changed = _rebuild(search, is_over)
        if not changed or is_over():
            break
    _expel(search)


def _rebuild(search: Search, is_over: IsOver) -> int:
    """Try what changes whole teams, and count what was worth it."""
    changed = sum(_turn(search, seat) for seat in search.seats)
    changed += sum(_dissolve(search, seat) for seat in [*search.seats] if not is_over())
    changed += sum(_found(search, challenge) for challenge in foundable(search) if not is_over())
    search.seats = [seat for seat in search.seats if seat.members or seat.stood is not None]
    return changed


def without(seat: Seat, item: Item) -> list[int]:
    """List who is in a team but for an item."""
    return [person for person in seat.members if person not in item]


def foundable(search: Search) -> list[int]:
    """List the challenges that may have one more new team."""
    return [challenge for challenge in (NOWHERE, *range(len(search.numbers.challenges))) if search.may_found(challenge)]


def _settle(search: Search, item: Item, dice: Random) -> bool:
    """Move an item to where it is worth most, or else swap it with one that makes both teams worth more."""
    tried = _tried(search, item, dice)
    if _move(search, item, tried) or _swap(search, item, tried[:LOOKED_AT]):
        return True
    search.looked[item] = search.moves
    return False


def _tried(search: Search, item: Item, dice: Random) -> list[Seat]:
    """List the teams an item is tried in: of challenges that one of it likes, and some others.

    Left out is what was tried before, if neither that team nor its own has changed since.
    """
    here, since = search.where[item], search.looked.get(item, -1)
    if here is not None and here.changed > since:
        since = -1
    liked = {challenge for person in item for challenge in search.numbers.liked[person]}
    seats = [
        seat for seat in search.seats if seat.changed > since and seat.is_open and seat.members and seat is not here
    ]
    others = [seat for seat in seats if seat.challenge not in liked]
    if len(others) > LOOKED_AT:
        others = dice.sample(others, LOOKED_AT)
    return [seat for seat in seats if seat.challenge in liked] + others


def _move(search: Search, item: Item, tried: Sequence[Seat]) -> bool:
    here = search.where[item]
    cost = search.numbers.prices.unplaced * len(item)
    leaving = cost if here is None else search.worth(here, without(here, item)) - here.points
    best, target = (leaving - cost, None) if here is not None else (0, None)
    for seat in tried:
        if search.has_room(seat, len(item)):
            gain = leaving + search.worth(seat, [*seat.members, *item]) - seat.points
            if gain > max(best, 0):
                best, target = gain, seat
    if best <= 0:
        return False
    search.put(item, target)
    return True


def _swap(search: Search, item: Item, tried: Sequence[Seat]) -> bool:
    here = search.where[item]
    if here is None:
        return _replace(search, item, tried)
    most = search.numbers.problem.max_size
    rest = without(here, item)
    for seat in tried:
        for other in seat.items:
            change = len(other) - len(item)
            if len(here.members) + change > most or len(seat.members) - change > most:
                continue
            gain = search.worth(here, [*rest, *other]) - here.points
            if gain + search.worth(seat, [*without(seat, other), *item]) > seat.points:
                search.put(item, None)
                search.put(other, here)
                search.put(item, seat)
                return True
    return False


def _replace(search: Search, item: Item, tried: Sequence[Seat]) -> bool:
    """Put an item that has no team in the place of one that then has none, where that is worth more."""
    for seat in tried:
        for other in seat.items:
            change = len(item) - len(other)
            if len(seat.members) + change > search.numbers.problem.max_size:
                continue
            gain = search.worth(seat, [*without(seat, other), *item]) - seat.points
            if gain + change * search.numbers.prices.unplaced > 0:
                search.put(other, None)
                search.put(item, seat)
                return True
    return False


def _turn(search: Search, seat: Seat) -> bool:
    """Turn a new team to the challenge that suits its members best, of those that one of them likes."""
    if seat.stood is not None or not seat.members:
        return False
    best, target = seat.points, None
    for challenge in sorted({challenge for person in seat.members for challenge in search.numbers.liked[person]}):
        if search.may_found(challenge):
            worth = search.numbers.worth(seat.members, challenge, stood=None)
            if worth > best:
                best, target = worth, challenge
    if target is not None:
        search.turn(seat, target)
    return target is not None


def _dissolve(search: Search, seat: Seat) -> bool:
    """Spread the people of a new team over the others."""

    def spread() -> None:
        items = sorted(seat.items, key=len, reverse=True)
        for item in items:
            search.put(item, None)
        for item in items:
            _move(search, item, search.seats)

    return seat.stood is None and bool(seat.items) and search.keep_if_better(spread)


def _found(search: Search, challenge: int) -> bool:
    """Draw a new team from those who have none or like its challenge."""
    return search.may_found(challenge) and search.keep_if_better(lambda: _gather(search, challenge))


def _gather(search: Search, challenge: int) -> None:
    seat = search.found(challenge)
    leaving = {item: _leaving(search, item) for item in search.where if _might_come(search, item, challenge)}
    for _ in range(search.numbers.problem.max_size):
        best, chosen = 0, None
        for item, cost in leaving.items():
            if len(seat.members) + len(item) <= search.numbers.problem.max_size:
                gain = cost + search.worth(seat, [*seat.members, *item]) - seat.points
                if not seat.members:
                    gain += search.numbers.prices.broken * search.numbers.problem.min_size
                if chosen is None or gain > best:
                    best, chosen = gain, item
        if chosen is None or (best <= 0 and len(seat.members) >= search.numbers.problem.min_size):
            return
        search.put(chosen, seat)
        del leaving[chosen]


def _leaving(search: Search, item: Item) -> int:
    here = search.where[item]
    if here is None:
        return search.numbers.prices.unplaced * len(item)
    return search.worth(here, without(here, item)) - here.points


def _might_come(search: Search, item: Item, challenge: int) -> bool:
    if search.where[item] is None or len(search.where) <= LOOKED_AT:
        return True
    return any(challenge in search.numbers.liked[person] or not search.numbers.liked[person] for person in item)


def _expel(search: Search) -> None:
    """Make hard rules hold whatever happened: who breaks them has no team."""
    for seat in search.seats:
        while seat.items and _breaks(search, seat):
            search.put(seat.items[-1], None)


def _breaks(search: Search, seat: Seat) -> bool:
    lowest = search.numbers.problem.min_size if seat.stood is None else 0
    largest = max(search.numbers.problem.max_size, len(seat.stood or ()))
    if not lowest <= len(seat.members) <= largest:
        return True
    ties = (tie for person in seat.members for tie in search.numbers.ties[person])
    return any(price < 0 and other in seat.members for other, price in ties)


def _shuffled(items: Iterable[Item], dice: Random) -> list[Item]:
    listed = list(items)
    dice.shuffle(listed)
    return listed
