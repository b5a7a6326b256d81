"""The matching without single teams: who works on which challenge, and how many teams it has.

Team numbers one and two of a challenge are interchangeable, which is poison for a solver. Here they are counted
instead: a challenge with n teams has between n times the smallest and n times the largest size of people, at least n
experts and n data people, and has a skill in no more teams than people who have it. Every plan obeys this, so what is
best here bounds every plan; dividing the people of a challenge into its teams is left to the search.

People who would work on a challenge that they did not rank, or ranked none, are a pool that supplies it by numbers.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hackathon.placing.numbers.rules import DATA, EXPERT, NOWHERE, Item, Numbers, wanting
from hackathon.placing.problems.rules import DATA_ROLES, DOMAIN_EXPERT, Problem, StandingTeam
from hackathon.placing.search.rules import Search, Seat
from hackathon.placing.worth.rules import MASTERED, UNIT, places_for_teams

Terms = list[tuple[int, float]]
Feature = tuple[str, int]
"""What a team may need of people: ("size", 0), ("role", EXPERT), ("skill", bit), ("master", bit), ("unit", bit)."""
SIZE: Feature = ("size", 0)
INFINITE = float("inf")


@dataclass(frozen=True, order=True)
class Least:
    """What no plan can do without, gravest first, and the numbers of new teams that reach it."""

    unplaced: int
    short: int
    roles: int
    teams: tuple[int, ...] = field(compare=False, default=(0,))

    def best_teams(self, problem: Problem) -> int:
        """Return the number of new teams whose sizes are nearest to the middle."""
        free = sum(person.team is None for person in problem.people)
        return min(self.teams, key=lambda teams: (abs(2 * free - teams * (problem.min_size + problem.max_size)), teams))


def least(problem: Problem) -> Least:
    """Bound what must stay unmet by counting people, places and roles for every possible number of new teams."""
    free = sum(person.team is None for person in problem.people)
    rooms = {team.key: room_in(problem, team) for team in problem.teams}
    short = {key: max(0, problem.min_size - len(members)) for key, members in problem.standing.items()}
    fillable = sum(places for key, places in short.items() if rooms[key])
    roles = [_standing_without(problem, rooms, crafts) for crafts in ((DOMAIN_EXPERT,), DATA_ROLES)]
    possible = [
        Least(
            unplaced=max(0, free - teams * problem.max_size - sum(rooms.values())),
            short=sum(short.values()) - min(fillable, free - teams * problem.min_size),
            roles=sum(full + max(0, teams + open_ - there) for full, open_, there in roles),
            teams=(teams,),
        )
        for teams in range(_most_teams(problem, free) + 1)
    ]
    best = min(possible)
    return replace(best, teams=tuple(each.teams[0] for each in possible if each == best))


def _most_teams(problem: Problem, free: int) -> int:
    limits = [places_for_teams(problem, challenge) for challenge in problem.challenges]
    return min(free // problem.min_size, sum(limits)) if limits else free // problem.min_size


def _standing_without(problem: Problem, rooms: Mapping[str, int], crafts: Collection[str]) -> tuple[int, int, int]:
    """Count standing teams without any of these crafts, full ones and others, and the free people who have one."""
    have = {person.team for person in problem.people if person.craft in crafts}
    lacking = [rooms[team.key] for team in problem.teams if team.key not in have]
    free = sum(person.team is None and person.craft in crafts for person in problem.people)
    return lacking.count(0), len(lacking) - lacking.count(0), free


def room_in(problem: Problem, team: StandingTeam) -> int:
    """Tell how many people a standing team can take in."""
    return max(0, problem.max_size - len(problem.standing[team.key])) if team.is_open else 0


@dataclass(eq=False)
class Place:
    """Where people can be: a challenge with a number of new teams, or a standing team with its members."""

    challenge: int
    limit: int
    room: int
    """For how many people each of its teams has room."""
    seat: Seat | None = None
    teams: int = 0
    """The variable that counts its teams."""
    comers: dict[Item, int] = field(default_factory=dict)
    """The variables of those who may come, by item."""
    pool: dict[Feature, int] = field(default_factory=dict)
    """The variables of what the pool supplies."""

    @property
    def members(self) -> Sequence[int]:
        """Who is there already."""
        return self.seat.members if self.seat else ()


class Model:
    """A linear model with whole variables: maximize the objective within bounds and rows."""

    def __init__(self) -> None:
        self.objective: list[float] = []
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[Terms] = []
        self.row_lower: list[float] = []
        self.row_upper: list[float] = []

    def variable(self, worth: float = 0, *, upper: float = 1, lower: float = 0, whole: bool = False) -> int:
        """Add a variable and return its number."""
        self.objective.append(worth)
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.objective) - 1

    def row(self, terms: Terms, *, lower: float = -INFINITE, upper: float = INFINITE) -> None:
        """Bound a sum; an empty one says nothing."""
        if not terms:
            return
        self.rows.append(terms)
        self.row_lower.append(lower)
        self.row_upper.append(upper)


class Aggregate:
    """The model of a problem whose people move as these items, and what its variables mean.

    What must stay unmet at least is not exceeded, and wishes are kept as far as items keep them; a problem in which
    that cannot be has no solution here. What remains to be maximized is choices, skills and units.
    """

    def __init__(self, search: Search, unmet: Least, *, is_bound: bool) -> None:
        self.numbers, self.items, self.unmet, self.is_bound = search.numbers, list(search.where), unmet, is_bound
        self.model = Model()
        self.places = list(_places(self.numbers, search.seats))
        for place in self.places:
            fewest = 0 if place.seat is None else 1
            place.teams = self.model.variable(lower=fewest, upper=place.limit, whole=True)
        self.elsewhere: dict[Item, int] = {}
        self._come()
        self._fill_pool()
        self._staff()
        self._fill_up()
        for place in self.places:
            self._size(place)
            self._cover(place)
            self._part(place)

    @property
    def constant(self) -> int:
        """What those who stand in teams are worth there by their choices."""
        return sum(wanting(self.numbers, place.members, place.challenge) for place in self.places)

    def wanted(self, values: Sequence[float]) -> dict[Item, Place]:
        """Read from a solution, whole or not, who is wanted where more than anywhere else."""
        wanted: dict[Item, Place] = {}
        for item in self.items:
            comers = [(values[place.comers[item]], place) for place in self.places if item in place.comers]
            most, place = max(comers, key=lambda comer: comer[0], default=(0, None))
            if place is not None and most > (values[self.elsewhere[item]] if item in self.elsewhere else 0):
                wanted[item] = place
        return wanted

    def teams(self, values: Sequence[float]) -> dict[Place, int]:
        """Read from a solution how many teams each place has."""
        return {place: round(values[place.teams]) for place in self.places}

    def _come(self) -> None:
        """Let each item be in one place, in the pool, or, where there are too many people, nowhere."""
        left_out: Terms = []
        for item in self.items:
            open_to = [place for place in self.places if _is_open_to(self.numbers, item, place)]
            bound_to = [place for place in open_to if self.is_bound and _has_mates(self.numbers, item, place)]
            for place in bound_to or open_to:
                worth = wanting(self.numbers, item, place.challenge)
                if worth or bound_to:
                    place.comers[item] = self.model.variable(worth, whole=True)
            if not bound_to:
                mixing = UNIT * len({self.numbers.unit[person] for person in item} - {0})
                self.elsewhere[item] = self.model.variable(mixing, whole=True)
            choices = [place.comers[item] for place in self.places if item in place.comers]
            choices += [self.elsewhere[item]] if item in self.elsewhere else []
            if self.unmet.unplaced:
                choices.append(self.model.variable(whole=True))
                left_out.append((choices[-1], len(item)))
            self.model.row([(each, 1) for each in choices], lower=1, upper=1)
        self.model.row(left_out, lower=self.unmet.unplaced, upper=self.unmet.unplaced)

    def _fill_pool(self) -> None:
        """Let the pool supply every place with people, roles and skills, in all as many as it has."""
        drawn: dict[Feature, Terms] = defaultdict(list)
        for place in self.places:
            for feature in _pooled(self.numbers, place):
                place.pool[feature] = self.model.variable(upper=INFINITE)
                drawn[feature].append((place.pool[feature], 1))
                if feature != SIZE:
                    self.model.row([(place.pool[feature], 1), (place.pool[SIZE], -1)], upper=0)
        for feature, terms in drawn.items():
            has = [(each, -_count(self.numbers, item, feature)) for item, each in self.elsewhere.items()]
            exact = {"lower": 0.0} if feature == SIZE else {}
            self.model.row([*terms, *((each, count) for each, count in has if count)], upper=0, **exact)

    def _supply(self, place: Place, feature: Feature) -> Terms:
        """Sum up what comes to a place."""
        comers = [(each, _count(self.numbers, item, feature)) for item, each in place.comers.items()]
        pool = [(place.pool[feature], 1)] if feature in place.pool else []
        return [*((each, count) for each, count in comers if count), *pool]

    def _staff(self) -> None:
        """Give each team an expert and a data person, but for as many as must go without."""
        lacks: Terms = []
        for place in self.places:
            for role in (EXPERT, DATA):
                lack = self.model.variable(upper=place.limit if self.unmet.roles else 0)
                lacks.append((lack, 1))
                needed = [(lack, 1.0), (place.teams, -1)]
                there = _count(self.numbers, place.members, ("role", role))
                self.model.row([*self._supply(place, ("role", role)), *needed], lower=-there)
        self.model.row(lacks, upper=self.unmet.roles)

    def _fill_up(self) -> None:
        """Fill standing teams up to the smallest size, but for as many places as must stay empty."""
        short: Terms = []
        for place in self.places:
            needed = self.numbers.problem.min_size - len(place.members)
            if place.seat is not None and needed > 0:
                short.append((self.model.variable(upper=needed), 1))
                self.model.row([*self._supply(place, SIZE), short[-1]], lower=needed)
        self.model.row(short, upper=self.unmet.short)

    def _size(self, place: Place) -> None:
        problem, people = self.numbers.problem, self._supply(place, SIZE)
        if place.seat is None:
            self.model.row([*people, (place.teams, -problem.min_size)], lower=0)
            self.model.row([*people, (place.teams, -problem.max_size)], upper=0)
            for comer in place.comers.values():
                self.model.row([(comer, 1), (place.teams, -1)], upper=0)
            return
        self.model.row(people, upper=place.room)

    def _cover(self, place: Place) -> None:
        """Count in how many teams of a place each wanted skill, mastered skill and unit can be at most."""
        if place.challenge != NOWHERE:
            missing = self.numbers.missing[place.challenge]
            self.model.objective[place.teams] -= missing * len(self.numbers.wanted[place.challenge])
            for skill in filter(None, self.numbers.wanted[place.challenge]):
                self._count_teams(place, ("skill", skill), missing)
                self._count_teams(place, ("master", skill), MASTERED)
        for unit in sorted({*self.numbers.unit} - {0}):
            self._count_teams(place, ("unit", unit), UNIT)

    def _count_teams(self, place: Place, feature: Feature, worth: int) -> None:
        there = _count(self.numbers, place.members, feature)
        supply = self._supply(place, feature)
        if supply or there:
            teams = self.model.variable(worth, upper=place.limit)
            self.model.row([(teams, 1), (place.teams, -1)], upper=0)
            self.model.row([(teams, 1), *((each, -count) for each, count in supply)], upper=there)

    def _part(self, place: Place) -> None:
        """Let two who are kept apart come only where there are two teams."""
        of = {person: comer for item, comer in place.comers.items() for person in item}
        for person, ties in enumerate(self.numbers.ties):
            for other, price in ties:
                if price < 0 and person in of and other in of:
                    self.model.row([(of[person], 1), (of[other], 1), (place.teams, -1)], upper=0)


def _places(numbers: Numbers, seats: Sequence[Seat]) -> Iterator[Place]:
    rooms = {team.key: room_in(numbers.problem, team) for team in numbers.problem.teams}
    for seat in seats:
        yield Place(seat.challenge, 1, rooms[seat.key], seat)
    if not numbers.challenges:
        yield Place(NOWHERE, len(numbers.people) // numbers.problem.min_size, numbers.problem.max_size)
    for challenge, limit in enumerate(numbers.limits):
        if limit:
            yield Place(challenge, limit, numbers.problem.max_size)


def _is_open_to(numbers: Numbers, item: Item, place: Place) -> bool:
    """Tell whether an item may come at all."""
    if len(item) > place.room:
        return False
    return not any(price < 0 for price in _ties_between(numbers, item, place))


def _has_mates(numbers: Numbers, item: Item, place: Place) -> bool:
    return any(price > 0 for price in _ties_between(numbers, item, place))


def _ties_between(numbers: Numbers, item: Item, place: Place) -> list[int]:
    pairs = (
        (numbers.ties[one], other)
        for person in item
        for member in place.members
        for one, other in ((person, member), (member, person))
    )
    return [price for ties, other in pairs for tied, price in ties if tied == other]


def _pooled(numbers: Numbers, place: Place) -> Iterator[Feature]:
    yield SIZE
    yield from (("role", EXPERT), ("role", DATA))
    if place.challenge != NOWHERE:
        for skill in filter(None, numbers.wanted[place.challenge]):
            yield from (("skill", skill), ("master", skill))


def _count(numbers: Numbers, people: Iterable[int], feature: Feature) -> int:
    """Count the people who bring something."""
    kind, bit = feature
    if feature == SIZE:
        return len(list(people))
    bits = {"role": numbers.role, "skill": numbers.has, "master": numbers.masters, "unit": numbers.unit}[kind]
    return sum(bool(bits[person] & bit) for person in people)
