"""What a plan is worth: every price, its unit and its reason.

Worth is a sum of points and larger is better. Only choices, mixed units and mastered skills earn points; all else
costs. The lower prices stand below as they are. Each upper price is computed so that one unit of it costs more than
everything beneath it could ever make up for; so the order of the fields of `Prices` is the order of what matters.
"""

from collections.abc import Collection, Iterator
from dataclasses import astuple, dataclass
from itertools import combinations

from hackathon.placing.problems.rules import Challenge, Person, Plan, PlannedTeam, Problem

FIRST_CHOICE = 36
"""Points a person is worth in the challenge ranked first; in one not ranked, none.

Rank r earns (r - 1)² less: 36, 35, 32, 27, 20, 11 and 1 from the seventh on. The loss grows with every step, so that
two people get their second choice rather than one the first and one the third: nobody pays alone for all others.
"""
LEAST_CHOICE = 1
SKILL = 24
"""Points that a team costs which has none of the skills that its challenge wants; each missing one costs its share.

Less than a first choice, so that nobody is sent where they never wanted to be for one skill; a third of it is more
than a third choice loses, so that one is. It is a cost and no gain, else many small teams were worth more than few.
"""
MASTERED = 1
"""Points for each wanted skill that somebody in the team has at level 4 or 5: it decides between equals."""
MASTERY = 4
UNIT = 1
"""Points for each unit of the organization in a team, once: mixing is worth the step to a second choice, no more."""


@dataclass(frozen=True)
class Prices:
    """What one unit costs of what a plan should not do, dearest first."""

    broken: int
    """A pair kept apart in one team, a person above or below the sizes of a team, a team above a challenge's limit.
    No plan that is made here has any; an organizer's edit may."""
    unplaced: int
    """A person without a team: everybody is placed wherever sizes and keep-apart allow."""
    short: int
    """A place by which a standing team stays below the smallest size: nobody is left alone."""
    role: int
    """A team without a domain expert, and a team without a data person: the question or the means are missing."""
    parted: int
    """A keep-together pair that is not in one team."""


@dataclass(frozen=True)
class Worth:
    """The points of a plan by what they are for; costs are negative."""

    broken: int
    unplaced: int
    short: int
    roles: int
    together: int
    choices: int
    skills: int
    units: int

    @property
    def objective(self) -> int:
        """What is maximized: the sum of the parts."""
        return sum(astuple(self))


def prices_of(problem: Problem) -> Prices:
    """Compute the upper prices from the lowest up; without wishes or standing teams they stay as small as they can."""
    people = len(problem.people)
    teams = people // problem.min_size + len(problem.teams)
    widest = max((len(challenge.skills) for challenge in problem.challenges), default=0)
    range_below = people * (FIRST_CHOICE + UNIT) + teams * (max(SKILL, widest) + MASTERED * widest)
    counts = (len(problem.together), 2 * teams, problem.min_size * len(problem.teams), people)
    prices = []
    for count in counts:
        prices.append(range_below + 1)
        range_below += prices[-1] * count
    parted, role, short, unplaced = prices
    return Prices(broken=range_below + 1, unplaced=unplaced, short=short, role=role, parted=parted)


def worth_of(problem: Problem, plan: Plan) -> Worth:
    """Count what a plan is worth."""
    prices = prices_of(problem)
    people = {person.key: person for person in problem.people}
    challenges = {challenge.key: challenge for challenge in problem.challenges}
    seen = [(challenges.get(team.challenge or ""), [people[key] for key in team.members]) for team in plan.teams]
    return Worth(
        broken=-prices.broken * broken_rules(problem, plan),
        unplaced=-prices.unplaced * len(plan.unplaced),
        short=-prices.short * sum(places_short(problem, team) for team in plan.teams),
        roles=-prices.role * sum(lacking_roles(members) for _, members in seen),
        together=-prices.parted * sum(1 for _ in parted_pairs(problem, plan)),
        choices=sum(choice_points(person, challenge) for challenge, members in seen for person in members),
        skills=sum(skill_points(challenge, members) for challenge, members in seen),
        units=sum(unit_points(members) for _, members in seen),
    )


def choice_points(person: Person, challenge: Challenge | None) -> int:
    """Tell what a person earns in a challenge."""
    if challenge is None or challenge.key not in person.choices:
        return 0
    return max(LEAST_CHOICE, FIRST_CHOICE - person.choices.index(challenge.key) ** 2)


def skill_points(challenge: Challenge | None, members: Collection[Person]) -> int:
    """Tell what a team costs for the skills that it lacks, and earns for those that it masters."""
    if challenge is None or not challenge.skills:
        return 0
    best = [max((person.skills.get(skill, 0) for person in members), default=0) for skill in challenge.skills]
    return MASTERED * sum(level >= MASTERY for level in best) - missing_price(challenge) * best.count(0)


def missing_price(challenge: Challenge) -> int:
    """Tell what one missing skill of this challenge costs."""
    return max(1, SKILL // len(challenge.skills))


def unit_points(members: Collection[Person]) -> int:
    """Tell what a team earns for being mixed."""
    return UNIT * len({person.unit for person in members if person.unit})


def lacking_roles(members: Collection[Person]) -> int:
    """Count what a team lacks of a domain expert and a data person."""
    return (not any(person.is_expert for person in members)) + (not any(person.is_analyst for person in members))


def parted_pairs(problem: Problem, plan: Plan) -> Iterator[tuple[str, str]]:
    """List the keep-together pairs that are not in one team."""
    team_of = {key: team.key for team in plan.teams for key in team.members}
    for first, second in sorted(map(_sorted, problem.together)):
        if first not in team_of or team_of[first] != team_of.get(second):
            yield first, second


def broken_rules(problem: Problem, plan: Plan) -> int:
    """Count the hard rules that a plan breaks; what standing teams brought with them is not counted."""
    sizes = sum(places_off(problem, team) for team in plan.teams)
    return sizes + sum(1 for _ in clashing_pairs(problem, plan)) + sum(teams_over(problem, plan).values())


def clashing_pairs(problem: Problem, plan: Plan) -> Iterator[tuple[str, str]]:
    """List the keep-apart pairs that are in one team and were not so before."""
    before = {person.key: person.team for person in problem.people}
    for team in plan.teams:
        for first, second in combinations(sorted(team.members), 2):
            stood_so = before[first] is not None and before[first] == before[second]
            if frozenset((first, second)) in problem.apart and not stood_so:
                yield first, second


def places_off(problem: Problem, team: PlannedTeam) -> int:
    """Count the people that a team has too many or, when it is new, too few."""
    stood = problem.standing.get(team.key)
    size = len(team.members)
    if stood is None:
        return max(0, size - problem.max_size) + max(0, problem.min_size - size)
    return max(0, size - max(problem.max_size, len(stood)))


def places_short(problem: Problem, team: PlannedTeam) -> int:
    """Count the people that a standing team needs for the smallest size."""
    return max(0, problem.min_size - len(team.members)) if team.key in problem.standing else 0


def teams_over(problem: Problem, plan: Plan) -> dict[str, int]:
    """Count, for each challenge, the new teams beyond its limit."""
    return {
        challenge.key: over
        for challenge in problem.challenges
        if (over := _new_teams(problem, plan, challenge.key) - places_for_teams(problem, challenge)) > 0
    }


def places_for_teams(problem: Problem, challenge: Challenge) -> int:
    """Tell how many new teams may take a challenge."""
    possible = len(problem.people) // problem.min_size
    if challenge.max_teams is None:
        return possible
    stand = sum(team.challenge == challenge.key for team in problem.teams)
    return min(possible, max(0, challenge.max_teams - stand))


def _new_teams(problem: Problem, plan: Plan, challenge: str) -> int:
    stand = {team.key for team in problem.teams}
    return sum(team.challenge == challenge and team.key not in stand for team in plan.teams)


def _sorted(pair: Collection[str]) -> tuple[str, str]:
    first, second = sorted(pair)
    return first, second
