"""A first plan: those who belong together form groups, the most wanted challenges get teams, search does the rest."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from hackathon.placing.aggregate.rules import Place, least, room_in
from hackathon.placing.numbers.rules import Item, Numbers, wanting
from hackathon.placing.problems.rules import Plan, Problem
from hackathon.placing.search.rules import FEW_ROUNDS, ROUNDS, IsOver, Search, Seat, foundable, improve


def first_plan(problem: Problem, seed: int, is_over: IsOver = lambda: False, *, rounds: int = FEW_ROUNDS) -> Plan:
    """Return a sound plan, whatever is asked for; the same for the same problem and seed."""
    search = begun(problem)
    _fill(search, _dice(seed))
    return finished(search, seed, is_over, rounds)


def _dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - it must be foreseeable


def begun(problem: Problem) -> Search:
    """Begin a search in which those who belong together move together."""
    numbers = Numbers(problem)
    return Search(numbers, groups(numbers))


def finished(search: Search, seed: int, is_over: IsOver, rounds: int = ROUNDS) -> Plan:
    """Improve a plan, first with groups that move together, then with everybody alone."""
    dice = _dice(seed)
    improve(search, dice, is_over, rounds)
    if search.loosen():
        improve(search, dice, is_over, rounds)
    return search.plan()


def parted_at_least(numbers: Numbers) -> int:
    """Count the keep-together pairs that no plan keeps: see `whole_groups`, and standing teams with no way in."""
    mates, foes = _tied(numbers)
    most = numbers.problem.max_size
    lost = sum(
        _is_lost(numbers, first, second)
        for first, ties in enumerate(numbers.ties)
        for second, price in ties
        if price > 0
    )
    for joined in _components(numbers, mates):
        has_foes = any(foes[person] & joined for person in joined)
        lost += max(-(-len(joined) // most) - 1, int(has_foes))
    return lost


def whole_groups(numbers: Numbers) -> list[Item]:
    """Group those who can all stay together; where wishes must be cut somewhere, everybody is alone."""
    mates, _ = _tied(numbers)
    joined = {frozenset(each) for each in _components(numbers, mates)}
    cut = [group for group in groups(numbers) if frozenset(group) not in joined]
    return [group for group in groups(numbers) if group not in cut] + [(person,) for group in cut for person in group]


def alone(numbers: Numbers) -> list[Item]:
    """Let everybody who is free move alone."""
    return [(person,) for person in sorted(_free(numbers))]


def divide(search: Search, wanted: Mapping[Item, Place], teams: Mapping[Place, int]) -> None:
    """Found these numbers of teams and part those who are wanted there among them, roles first."""
    seats = {place: _seats(search, place, number) for place, number in teams.items()}
    largest = search.numbers.problem.max_size
    for item in sorted(
        wanted, key=lambda item: (-max(search.numbers.role[person] for person in item), -len(item), item)
    ):
        open_to = [seat for seat in seats[wanted[item]] if len(seat.members) + len(item) <= largest]
        if open_to:
            search.put(item, min(open_to, key=lambda seat: (not _brings_role(search, seat, item), len(seat.members))))


def _seats(search: Search, place: Place, number: int) -> list[Seat]:
    """Found the new teams of a place, or find the standing one."""
    standing = [seat for seat in search.seats if place.seat is not None and seat.key == place.seat.key]
    return standing or [search.found(place.challenge) for _ in range(number)]


def groups(numbers: Numbers) -> list[Item]:
    """Part everybody who is free to move into groups that stay together as far as sizes and keep-apart allow."""
    mates, foes = _tied(numbers)
    groups: list[list[int]] = []
    of: dict[int, list[int]] = {}
    for person in _walked(numbers, mates):
        near = (of[mate] for mate in sorted(mates[person]) if mate in of)
        most = numbers.problem.max_size
        fitting = (group for group in near if len(group) < most and not foes[person].intersection(group))
        group = next(fitting, None)
        if group is None:
            group = []
            groups.append(group)
        group.append(person)
        of[person] = group
    return [tuple(sorted(group)) for group in groups]


def _tied(numbers: Numbers) -> tuple[list[set[int]], list[set[int]]]:
    """List for each person who is wished into the same team, and who must not be in it."""
    mates: list[set[int]] = [set() for _ in numbers.people]
    foes: list[set[int]] = [set() for _ in numbers.people]
    for person, ties in enumerate(numbers.ties):
        for other, price in ties:
            tied = mates if price > 0 else foes
            tied[person].add(other)
            tied[other].add(person)
    return mates, foes


def _components(numbers: Numbers, mates: list[set[int]]) -> list[set[int]]:
    """Part the free people into those whom wishes join, directly or through others."""
    components: list[set[int]] = []
    for person in _walked(numbers, mates):
        if components and mates[person] & components[-1]:
            components[-1].add(person)
        else:
            components.append({person})
    return components


def _walked(numbers: Numbers, mates: list[set[int]]) -> Iterator[int]:
    """Walk along the wishes from their ends, so that a long chain is cut as seldom as can be."""
    free = _free(numbers)
    seen: set[int] = set()
    for start in sorted(free, key=lambda person: (len(mates[person]), person)):
        waiting = [start]
        while waiting:
            person = waiting.pop()
            if person not in seen:
                seen.add(person)
                yield person
                waiting.extend(sorted((mates[person] & free) - seen, reverse=True))


def _free(numbers: Numbers) -> set[int]:
    return {number for number, person in enumerate(numbers.people) if person.team is None}


def _is_lost(numbers: Numbers, first: int, second: int) -> bool:
    """Tell whether the team that one stands in keeps the other out."""
    one, other = numbers.people[first].team, numbers.people[second].team
    if one is None and other is None:
        return False
    if one is not None and other is not None:
        return one != other
    team = next(team for team in numbers.problem.teams if team.key in (one, other))
    return not room_in(numbers.problem, team)


def _fill(search: Search, dice: Random) -> None:
    """Found as many teams as fit best, each for what most of those who are left want, and draw people into them."""
    problem = search.numbers.problem
    left = list(search.where)
    dice.shuffle(left)
    for teams in range(least(problem).best_teams(problem), 0, -1):
        challenge = _most_wanted(search, left)
        if challenge is None:
            return
        size = min(problem.max_size, max(problem.min_size, -(-sum(map(len, left)) // teams)))
        _draw(search, search.found(challenge), left, size)
        left = [item for item in left if search.where[item] is None]


def _most_wanted(search: Search, left: Sequence[Item]) -> int | None:
    """Find the challenge that those who are left would gain most by, of those that may have one more team."""
    wanted = Counter(dict.fromkeys(foundable(search), 0))
    for item in left:
        for person in item:
            for challenge in search.numbers.liked[person]:
                if challenge in wanted:
                    wanted[challenge] += search.numbers.points[challenge][person]
    return max(wanted, key=lambda challenge: wanted[challenge], default=None)


def _draw(search: Search, seat: Seat, left: Sequence[Item], size: int) -> None:
    """Draw people into a new team: first the roles it needs, then whoever wants its challenge most."""
    ranked = sorted(left, key=lambda item: -wanting(search.numbers, item, seat.challenge))
    for needs_role in (True, False):
        for item in ranked:
            fits = search.where[item] is None and len(seat.members) + len(item) <= size
            if fits and (not needs_role or _brings_role(search, seat, item)):
                search.put(item, seat)


def _brings_role(search: Search, seat: Seat, item: Item) -> bool:
    role = search.numbers.role
    there = {role[person] for person in seat.members}
    return any(role[person] and role[person] not in there for person in item)
