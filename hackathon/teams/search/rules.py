"""Search for a better plan from a given one: one move after the other, each of which makes the plan worth more.

People and challenges are numbers here and sets of skills are bits, so that a move is weighed in microseconds. The
points are those of `worth`; a test compares both. Hard rules are priced like all others while searching.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random

from hackathon.teams.problems.rules import Person, Plan, PlannedTeam, Problem
from hackathon.teams.worth.rules import (
    MASTERED,
    MASTERY,
    UNIT,
    choice_points,
    missing_price,
    places_for_teams,
    prices_of,
)

ROUNDS = 40
"""Rounds of a search at most; it ends before when a round changes nothing."""
LOOKED_AT = 30
"""Teams that somebody without choices is tried in, in each round."""
EXPERT, DATA, BOTH = 1, 2, 3
NOWHERE = -1

Item = tuple[int, ...]
"""People who move together."""


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


class Board:
    """A problem in numbers: everything a move needs to know."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.prices = prices_of(problem)
        self.people = sorted(problem.people, key=lambda person: person.key)
        self.challenges = sorted(problem.challenges, key=lambda challenge: challenge.key)
        self.number = {person.key: number for number, person in enumerate(self.people)}
        self.skills = _bits(skill for person in self.people for skill in person.skills)
        units = _bits(person.unit for person in self.people if person.unit)
        self.unit = [units.get(person.unit, 0) for person in self.people]
        self.role = [EXPERT * person.is_expert + DATA * person.is_data_person for person in self.people]
        self.has = [sum(self.skills[skill] for skill in person.skills) for person in self.people]
        self.masters = [_mastered(person, self.skills) for person in self.people]
        self.wanted = [[self.skills.get(skill, 0) for skill in each.skills] for each in self.challenges]
        self.points = [[choice_points(person, each) for person in self.people] for each in self.challenges]
        # One more at the end of each: it is what NOWHERE, being -1, finds.
        self.points.append([0] * len(self.people))
        self.wants = [*map(sum, self.wanted), 0]
        self.missing = [*(missing_price(each) if each.skills else 0 for each in self.challenges), 0]
        self.nowhere = [
            *(price * bits.count(0) for price, bits in zip(self.missing, self.wanted, strict=False)),
            0,
        ]
        self.liked = [
            [challenge for challenge, points in enumerate(self.points) if points[person]]
            for person in range(len(self.people))
        ]
        self.limits = [places_for_teams(problem, each) for each in self.challenges]
        self.ties = self._ties()

    def worth(self, members: Sequence[int], challenge: int, *, stood: int | None) -> int:
        """Tell what a team is worth, the wishes inside of it included; `stood` counts who was there before."""
        size = len(members)
        if not size and stood is None:
            return 0
        has = masters = role = units = 0
        points, wants = self.points[challenge], self.wants[challenge]
        total = -self.nowhere[challenge]
        for person in members:
            has |= self.has[person]
            masters |= self.masters[person]
            role |= self.role[person]
            units |= self.unit[person]
            total += points[person]
            for other, price in self.ties[person]:
                if other in members:
                    total += price
        if role != BOTH:
            total -= self.prices.role * (BOTH & ~role).bit_count()
        total -= self.missing[challenge] * (wants & ~has).bit_count()
        total += MASTERED * (wants & masters).bit_count() + UNIT * units.bit_count()
        if self.problem.min_size <= size <= self.problem.max_size:
            return total
        return total - self._size_price(size, stood)

    def _size_price(self, size: int, stood: int | None) -> int:
        if stood is None:
            return self.prices.broken * (max(0, self.problem.min_size - size) + max(0, size - self.problem.max_size))
        return self.prices.short * max(0, self.problem.min_size - size) + self.prices.broken * max(
            0, size - max(self.problem.max_size, stood)
        )

    def _ties(self) -> list[list[tuple[int, int]]]:
        """List for each person what it brings or costs to be with whom, every pair once."""
        ties: list[list[tuple[int, int]]] = [[] for _ in self.people]
        for pairs, price in ((self.problem.together, self.prices.parted), (self.problem.apart, -self.prices.broken)):
            for pair in sorted(map(sorted, pairs)):
                first, second = (self.number[key] for key in pair)
                stands = self.people[first].team
                if price > 0 or stands is None or stands != self.people[second].team:
                    ties[first].append((second, price))
        return ties


class Search:
    """A plan under change: teams, and where each item is, None being in no team."""

    def __init__(self, board: Board, items: Iterable[Item]) -> None:
        self.board = board
        self.where: dict[Item, Seat | None] = dict.fromkeys(items)
        self.seats: list[Seat] = []
        place = {challenge.key: number for number, challenge in enumerate(board.challenges)}
        for team in sorted(board.problem.teams, key=lambda each: each.key):
            stood = tuple(board.number[key] for key in board.problem.standing[team.key])
            seat = Seat(team.key, place.get(team.challenge or "", NOWHERE), stood, team.is_open, [*stood])
            seat.points = self.worth(seat, seat.members)
            self.seats.append(seat)

    @property
    def total(self) -> int:
        """What is maximized, up to a constant: the points of the teams, and what those left out cost."""
        left = sum(len(item) for item, seat in self.where.items() if seat is None)
        return sum(seat.points for seat in self.seats) - left * self.board.prices.unplaced

    def worth(self, seat: Seat, members: Sequence[int]) -> int:
        """Tell what a team would be worth with these members."""
        return self.board.worth(members, seat.challenge, stood=None if seat.stood is None else len(seat.stood))

    def found(self, challenge: int) -> Seat:
        """Add an empty team."""
        seat = Seat("", challenge, stood=None, is_open=True)
        self.seats.append(seat)
        return seat

    def may_found(self, challenge: int) -> bool:
        """Tell whether the challenge may have one more new team."""
        if challenge == NOWHERE:
            return not self.board.challenges
        taken = sum(seat.stood is None and seat.challenge == challenge and bool(seat.items) for seat in self.seats)
        return taken < self.board.limits[challenge]

    def has_room(self, seat: Seat, more: int) -> bool:
        """Tell whether so many more people fit in; an empty team is none any more."""
        is_there = seat.is_open and bool(seat.members)
        return is_there and len(seat.members) + more <= self.board.problem.max_size

    def put(self, item: Item, seat: Seat | None) -> None:
        """Move an item to a team, None being no team."""
        before = self.where[item]
        if before is not None:
            before.items.remove(item)
            before.members = without(before, item)
            before.points = self.worth(before, before.members)
        if seat is not None:
            seat.items.append(item)
            seat.members = [*seat.members, *item]
            seat.points = self.worth(seat, seat.members)
        self.where[item] = seat

    def loosen(self) -> None:
        """Let everybody move alone from now on; wishes still count."""
        for item, seat in list(self.where.items()):
            del self.where[item]
            self.where |= {(person,): seat for person in item}
        for seat in self.seats:
            seat.items = [(person,) for item in seat.items for person in item]

    def keep_if_better(self, change: Callable[[], None]) -> bool:
        """Make a change of several moves, and take it back unless the plan is worth more."""
        before, where, seats = self.total, dict(self.where), list(self.seats)
        change()
        if self.total > before:
            return True
        for item, seat in where.items():
            if self.where[item] is not seat:
                self.put(item, seat)
        self.seats = seats
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
        challenge = None if seat.challenge == NOWHERE else self.board.challenges[seat.challenge].key
        return PlannedTeam(key, challenge, self._keys(seat.members))

    def _keys(self, members: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted(self.board.people[person].key for person in members))


def improve(search: Search, dice: Random, is_over: Callable[[], bool] = lambda: False) -> None:
    """Move, swap, found, dissolve and turn teams to other challenges until none of it makes the plan worth more."""
    for _ in range(ROUNDS):
        changed = any([_settle(search, item, dice) for item in _shuffled(search.where, dice) if not is_over()])
        if not changed:
            changed = any([_turn(search, seat) for seat in search.seats])
            changed |= any([_dissolve(search, seat) for seat in [*search.seats] if not is_over()])
            changed |= any([_found(search, each) for each in _foundable(search) if not is_over()])
            search.seats = [seat for seat in search.seats if seat.members or seat.stood is not None]
        if not changed or is_over():
            break
    _expel(search)


def without(seat: Seat, item: Item) -> list[int]:
    """List who is in a team but for an item."""
    return [person for person in seat.members if person not in item]


def _settle(search: Search, item: Item, dice: Random) -> bool:
    """Move an item to where it is worth most, or else swap it with one that makes both teams worth more."""
    tried = _tried(search, item, dice)
    return _move(search, item, tried) or _swap(search, item, tried[:LOOKED_AT])


def _tried(search: Search, item: Item, dice: Random) -> list[Seat]:
    """List the teams an item is tried in: of challenges that one of it likes, and some others."""
    board, here = search.board, search.where[item]
    liked = {challenge for person in item for challenge in board.liked[person]}
    open_seats = [seat for seat in search.seats if seat.is_open and seat.members and seat is not here]
    others = [seat for seat in open_seats if seat.challenge not in liked]
    if len(others) > LOOKED_AT:
        others = dice.sample(others, LOOKED_AT)
    return [seat for seat in open_seats if seat.challenge in liked] + others


def _move(search: Search, item: Item, tried: Sequence[Seat]) -> bool:
    here = search.where[item]
    cost = search.board.prices.unplaced * len(item)
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
    most = search.board.problem.max_size
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
            if len(seat.members) + change > search.board.problem.max_size:
                continue
            gain = search.worth(seat, [*without(seat, other), *item]) - seat.points
            if gain + change * search.board.prices.unplaced > 0:
                search.put(other, None)
                search.put(item, seat)
                return True
    return False


def _turn(search: Search, seat: Seat) -> bool:
    """Turn a new team to the challenge that suits its members best."""
    if seat.stood is not None or not seat.members:
        return False
    here, points = seat.challenge, seat.points
    for challenge in range(len(search.board.challenges)):
        if search.may_found(challenge):
            worth = search.board.worth(seat.members, challenge, stood=None)
            if worth > seat.points:
                seat.challenge, seat.points = challenge, worth
    return (seat.challenge, seat.points) != (here, points)


def _dissolve(search: Search, seat: Seat) -> bool:
    """Spread the people of a new team over the others."""

    def spread() -> None:
        items = sorted(seat.items, key=len, reverse=True)
        for item in items:
            search.put(item, None)
        for item in items:
            _move(search, item, search.seats)

    return seat.stood is None and bool(seat.items) and search.keep_if_better(spread)


def _foundable(search: Search) -> list[int]:
    return [challenge for challenge in (NOWHERE, *range(len(search.board.challenges))) if search.may_found(challenge)]


def _found(search: Search, challenge: int) -> bool:
    """Draw a new team from those who have none or like its challenge."""
    return search.may_found(challenge) and search.keep_if_better(lambda: _gather(search, challenge))


def _gather(search: Search, challenge: int) -> None:
    seat = search.found(challenge)
    leaving = {item: _leaving(search, item) for item in search.where if _might_come(search, item, challenge)}
    for _ in range(search.board.problem.max_size):
        best, chosen = 0, None
        for item, cost in leaving.items():
            if len(seat.members) + len(item) <= search.board.problem.max_size:
                gain = cost + search.worth(seat, [*seat.members, *item]) - seat.points
                if not seat.members:
                    gain += search.board.prices.broken * search.board.problem.min_size
                if chosen is None or gain > best:
                    best, chosen = gain, item
        if chosen is None or (best <= 0 and len(seat.members) >= search.board.problem.min_size):
            return
        search.put(chosen, seat)
        del leaving[chosen]


def _leaving(search: Search, item: Item) -> int:
    here = search.where[item]
    if here is None:
        return search.board.prices.unplaced * len(item)
    return search.worth(here, without(here, item)) - here.points


def _might_come(search: Search, item: Item, challenge: int) -> bool:
    if search.where[item] is None or len(search.where) <= LOOKED_AT:
        return True
    return any(challenge in search.board.liked[person] or not search.board.liked[person] for person in item)


def _expel(search: Search) -> None:
    """Make hard rules hold whatever happened: who breaks them has no team."""
    for seat in search.seats:
        while seat.items and _breaks(search, seat):
            search.put(seat.items[-1], None)


def _breaks(search: Search, seat: Seat) -> bool:
    lowest = search.board.problem.min_size if seat.stood is None else 0
    largest = max(search.board.problem.max_size, len(seat.stood or ()))
    if not lowest <= len(seat.members) <= largest:
        return True
    ties = (tie for person in seat.members for tie in search.board.ties[person])
    return any(price < 0 and other in seat.members for other, price in ties)


def _shuffled(items: Iterable[Item], dice: Random) -> list[Item]:
    listed = list(items)
    dice.shuffle(listed)
    return listed


def _mastered(person: Person, bits: dict[str, int]) -> int:
    return sum(bits[skill] for skill, level in person.skills.items() if level >= MASTERY)


def _bits(names: Iterable[str]) -> dict[str, int]:
    return {name: 1 << number for number, name in enumerate(sorted(set(names)))}
