"""What a matching is given and what it answers: people, challenges, standing teams and wishes in, a plan out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

DOMAIN_EXPERT = "domain_expert"
DATA_ROLES = ("data_scientist", "data_engineer")
ROLES = (DOMAIN_EXPERT, *DATA_ROLES, "software_engineer", "designer", "other")
"""What people are in a team; the second and third count as data people."""
LEVELS = range(1, 6)
LEVEL_UNSAID = 3
"""The level of a skill that somebody has without having said how well."""
Pairs = frozenset[frozenset[str]]


class ProblemError(ValueError):
    """What is given contradicts itself; the text says where."""


@dataclass(frozen=True)
class Person:
    """Somebody to be placed: `choices` are challenges, best first; who is in a `team` already stays there."""

    key: str
    craft: str
    skills: Mapping[str, int] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    unit: str = ""
    team: str | None = None

    @property
    def is_expert(self) -> bool:
        """Whether this is a domain expert."""
        return self.craft == DOMAIN_EXPERT

    @property
    def is_analyst(self) -> bool:
        """Whether this is one of the data people."""
        return self.craft in DATA_ROLES


@dataclass(frozen=True)
class Challenge:
    """A question that teams may take: `max_teams` counts standing teams too, None is no limit."""

    key: str
    skills: frozenset[str] = frozenset()
    max_teams: int | None = None


@dataclass(frozen=True)
class StandingTeam:
    """A team that exists and is kept whole; an open one may be filled up to the largest size, another is only kept."""

    key: str
    challenge: str | None = None
    is_open: bool = True


@dataclass(frozen=True)
class Problem:
    """All that is given. `together` and `apart` are pairs of people; sizes hold for new teams and for filling up."""

    people: tuple[Person, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    teams: tuple[StandingTeam, ...] = ()
    together: Pairs = frozenset()
    apart: Pairs = frozenset()
    min_size: int = 3
    max_size: int = 5

    @cached_property
    def standing(self) -> Mapping[str, tuple[str, ...]]:
        """Who is in which standing team already."""
        members: dict[str, list[str]] = {team.key: [] for team in self.teams}
        for person in self.people:
            if person.team is not None:
                members[person.team].append(person.key)
        return {key: tuple(sorted(keys)) for key, keys in members.items()}


@dataclass(frozen=True)
class PlannedTeam:
    """A team as planned, standing or new; its members in the order of their keys."""

    key: str
    challenge: str | None
    members: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """Who is in which team, standing teams first, and who is in none."""

    teams: tuple[PlannedTeam, ...] = ()
    unplaced: tuple[str, ...] = ()


def moved(plan: Plan, person_key: str, to: str | None) -> Plan:
    """Return the plan with somebody in another team, None being no team; a team that nobody is left in is gone."""
    if to is not None and all(team.key != to for team in plan.teams):
        raise ProblemError(f"unknown team {to}")
    teams = [_with(team, person_key) if team.key == to else _without(team, person_key) for team in plan.teams]
    unplaced = set(plan.unplaced) - {person_key} | ({person_key} if to is None else set())
    return Plan(tuple(team for team in teams if team.members), tuple(sorted(unplaced)))


def check(problem: Problem) -> None:
    """Raise `ProblemError` unless every name is known and single, and sizes, levels and roles are possible."""
    people = _keys("person", (person.key for person in problem.people))
    challenges = _keys("challenge", (challenge.key for challenge in problem.challenges))
    teams = _keys("team", (team.key for team in problem.teams))
    if not 1 <= problem.min_size <= problem.max_size:
        raise ProblemError(f"no team has between {problem.min_size} and {problem.max_size} people")
    for person in problem.people:
        _check_person(person, challenges, teams)
    for team in problem.teams:
        _known("challenge", challenges, [team.challenge] if team.challenge is not None else [])
    for pair in (*problem.together, *problem.apart):
        _known("person", people, pair)
        if len(pair) != 2:  # noqa: PLR2004 - a pair
            raise ProblemError(f"a wish is about two people, not about {sorted(pair)}")


def _with(team: PlannedTeam, key: str) -> PlannedTeam:
    return replace(team, members=tuple(sorted({*team.members, key})))


def _without(team: PlannedTeam, key: str) -> PlannedTeam:
    return replace(team, members=tuple(member for member in team.members if member != key))


def _check_person(person: Person, challenges: frozenset[str], teams: frozenset[str]) -> None:
    _known("challenge", challenges, person.choices)
    _known("team", teams, [person.team] if person.team is not None else [])
    if person.craft not in ROLES:
        raise ProblemError(f"unknown role {person.craft} of {person.key}")
    if len(set(person.choices)) < len(person.choices):
        raise ProblemError(f"{person.key} chose something twice")
    if any(level not in LEVELS for level in person.skills.values()):
        raise ProblemError(f"a level of {person.key} is not from 1 to 5")


def _keys(kind: str, keys: Iterable[str]) -> frozenset[str]:
    listed = sorted(keys)
    twice = [key for key, following in pairwise(listed) if key == following]
    if twice:
        raise ProblemError(f"{kind} {twice[0]} is there twice")
    return frozenset(listed)


def _known(kind: str, known: frozenset[str], named: Iterable[str]) -> None:
    unknown = sorted(set(named) - known)
    if unknown:
        raise ProblemError(f"unknown {kind} {unknown[0]}")
