"""A problem in numbers: people and challenges are counted through and sets of skills are bits.

So a team is weighed in microseconds. The points are those of `worth`; a test compares both.
"""

from collections.abc import Iterable, Sequence

from hackathon.placing.problems.rules import Person, Problem
from hackathon.placing.worth.rules import (
    MASTERED,
    MASTERY,
    UNIT,
    choice_points,
    missing_price,
    places_for_teams,
    prices_of,
)

EXPERT, DATA, BOTH = 1, 2, 3
NOWHERE = -1
"""No challenge."""
Item = tuple[int, ...]
"""People who move together."""


class Numbers:
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
        self.role = [EXPERT * person.is_expert + DATA * person.is_analyst for person in self.people]
        self.has = [sum(self.skills[skill] for skill in person.skills) for person in self.people]
        self.masters = [_mastered(person, self.skills) for person in self.people]
        self.wanted = [[self.skills.get(skill, 0) for skill in sorted(each.skills)] for each in self.challenges]
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


def wanting(numbers: Numbers, people: Iterable[int], challenge: int) -> int:
    """Tell what people earn in a challenge by their choices."""
    return sum(numbers.points[challenge][person] for person in people)


def _mastered(person: Person, bits: dict[str, int]) -> int:
    return sum(bits[skill] for skill, level in person.skills.items() if level >= MASTERY)


def _bits(names: Iterable[str]) -> dict[str, int]:
    return {name: 1 << number for number, name in enumerate(sorted(set(names)))}
