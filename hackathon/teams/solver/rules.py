"""A first plan: those who belong together form groups, the most wanted challenges get teams, search does the rest."""

from collections.abc import Callable, Iterator, Mapping
from random import Random

from hackathon.teams.aggregate.rules import Place, least, room_in
from hackathon.teams.problems.rules import Plan, Problem
from hackathon.teams.search.rules import NOWHERE, Board, Item, Search, Seat, improve

IsOver = Callable[[], bool]


def first_plan(problem: Problem, seed: int, is_over: IsOver = lambda: False) -> Plan:
    """Return a sound plan, whatever is asked for; the same for the same problem and seed."""
    search = begun(problem)
    _fill(search, Random(seed))
    return finished(search, seed, is_over)


def begun(problem: Problem) -> Search:
    """Begin a search in which those who belong together move together."""
    board = Board(problem)
    return Search(board, groups(board))


def finished(search: Search, seed: int, is_over: IsOver = lambda: False) -> Plan:
    """Improve a plan, first with groups that move together, then with everybody alone."""
    dice = Random(seed)
    improve(search, dice, is_over)
    search.loosen()
    improve(search, dice, is_over)
    return search.plan()


def parted_at_least(board: Board) -> int:
    """Count the keep-together pairs that no plan keeps: see `whole_groups`, and standing teams with no way in."""
    mates, foes = _tied(board)
    most = board.problem.max_size
    lost = sum(
        _is_lost(board, first, second) for first, ties in enumerate(board.ties) for second, price in ties if price > 0
    )
    for joined in _components(board, mates):
        has_foes = any(foes[person] & joined for person in joined)
        lost += max(-(-len(joined) // most) - 1, int(has_foes))
    return lost


def whole_groups(board: Board) -> list[Item]:
    """Group those who can all stay together; where wishes must be cut somewhere, everybody is alone."""
    mates, _ = _tied(board)
    joined = {frozenset(each) for each in _components(board, mates)}
    cut = [group for group in groups(board) if frozenset(group) not in joined]
    return [group for group in groups(board) if group not in cut] + [(person,) for group in cut for person in group]


def alone(board: Board) -> list[Item]:
    """Let everybody who is free move alone."""
    return [(person,) for person in sorted(_free(board))]


def divide(search: Search, wanted: Mapping[Item, Place], teams: Mapping[Place, int]) -> None:
    """Found these numbers of teams and part those who are wanted there among them, roles first."""
    seats = {place: _seats(search, place, number) for place, number in teams.items()}
    largest = search.board.problem.max_size
    for item in sorted(wanted, key=lambda item: (-max(search.board.role[person] for person in item), -len(item), item)):
        open_to = [seat for seat in seats[wanted[item]] if len(seat.members) + len(item) <= largest]
        if open_to:
            search.put(item, min(open_to, key=lambda seat: (not _brings_role(search, seat, item), len(seat.members))))


def _seats(search: Search, place: Place, number: int) -> list[Seat]:
    """Found the new teams of a place, or find the standing one."""
    standing = [seat for seat in search.seats if place.seat is not None and seat.key == place.seat.key]
    return standing or [search.found(place.challenge) for _ in range(number)]


def groups(board: Board) -> list[Item]:
    """Part everybody who is free to move into groups that stay together as far as sizes and keep-apart allow."""
    mates, foes = _tied(board)
    groups: list[list[int]] = []
    of: dict[int, list[int]] = {}
    for person in _walked(board, mates):
        near = (of[mate] for mate in sorted(mates[person]) if mate in of)
        most = board.problem.max_size
        fitting = (group for group in near if len(group) < most and not foes[person].intersection(group))
        group = next(fitting, None)
        if group is None:
            group = []
            groups.append(group)
        group.append(person)
        of[person] = group
    return [tuple(sorted(group)) for group in groups]


def _tied(board: Board) -> tuple[list[set[int]], list[set[int]]]:
    """List for each person who is wished into the same team, and who must not be in it."""
    mates: list[set[int]] = [set() for _ in board.people]
    foes: list[set[int]] = [set() for _ in board.people]
    for person, ties in enumerate(board.ties):
        for other, price in ties:
            tied = mates if price > 0 else foes
            tied[person].add(other)
            tied[other].add(person)
    return mates, foes


def _components(board: Board, mates: list[set[int]]) -> list[set[int]]:
    """Part the free people into those whom wishes join, directly or through others."""
    components: list[set[int]] = []
    for person in _walked(board, mates):
        if components and mates[person] & components[-1]:
            components[-1].add(person)
        else:
            components.append({person})
    return components


def _walked(board: Board, mates: list[set[int]]) -> Iterator[int]:
    """Walk along the wishes from their ends, so that a long chain is cut as seldom as can be."""
    free = _free(board)
    seen: set[int] = set()
    for start in sorted(free, key=lambda person: (len(mates[person]), person)):
        waiting = [start]
        while waiting:
            person = waiting.pop()
            if person not in seen:
                seen.add(person)
                yield person
                waiting.extend(sorted((mates[person] & free) - seen, reverse=True))


def _free(board: Board) -> set[int]:
    return {number for number, person in enumerate(board.people) if person.team is None}


def _is_lost(board: Board, first: int, second: int) -> bool:
    """Tell whether the team that one stands in keeps the other out."""
    one, other = board.people[first].team, board.people[second].team
    if one is None and other is None:
        return False
    if one is not None and other is not None:
        return one != other
    team = next(team for team in board.problem.teams if team.key in (one, other))
    return not room_in(board.problem, team)


def _fill(search: Search, dice: Random) -> None:
    """Found as many teams as fit best, each for what most of those who are left want, and draw people into them."""
    board = search.board
    teams = least(board.problem).best_teams(board.problem)
    left = [item for item in search.where]
    dice.shuffle(left)
    wanted = [sum(board.points[each][person] for item in left for person in item) for each in range(len(board.limits))]
    for team in range(teams, 0, -1):
        challenge = max(
            (each for each in range(len(wanted)) if search.may_found(each)),
            key=lambda each: wanted[each],
            default=NOWHERE,
        )
        if challenge == NOWHERE and board.challenges:
            return
        size = -(-sum(map(len, left)) // team)
        seat = search.found(challenge)
        _draw(search, seat, left, max(board.problem.min_size, min(board.problem.max_size, size)))
        left = [item for item in left if search.where[item] is None]
        for item in seat.items:
            for person in item:
                for each in board.liked[person]:
                    wanted[each] -= board.points[each][person]


def _draw(search: Search, seat: Seat, left: list[Item], size: int) -> None:
    """Draw people into a new team: first the roles it needs, then whoever wants its challenge most."""
    ranked = sorted(left, key=lambda item: -_wanting(search, item, seat.challenge))
    for needs_role in (True, False):
        for item in ranked:
            if search.where[item] is None and len(seat.members) + len(item) <= size:
                if not needs_role or _brings_role(search, seat, item):
                    search.put(item, seat)


def _wanting(search: Search, item: Item, challenge: int) -> int:
    return sum(search.board.points[challenge][person] for person in item)


def _brings_role(search: Search, seat: Seat, item: Item) -> bool:
    role = search.board.role
    there = {role[person] for person in seat.members}
    return any(role[person] and role[person] not in there for person in item)
