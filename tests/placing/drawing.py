"""Matching problems, drawn by chance: small and odd ones, with every kind of wish, limit and standing team."""

from collections.abc import Sequence
from itertools import combinations

from hypothesis import strategies as st

from hackathon.placing.problems.rules import ROLES, Challenge, Person, Problem, StandingTeam

SKILLS = ("python", "sql", "telling", "maps")
UNITS = ("", "Grid", "Trade")


@st.composite
def problems(draw: st.DrawFn, most_people: int = 14, most_challenges: int = 4) -> Problem:
    """Draw a sound problem."""
    challenges = [f"c{number}" for number in range(draw(st.integers(0, most_challenges)))]
    teams = [f"t{number}" for number in range(draw(st.integers(0, 2)))]
    people = [f"p{number}" for number in range(draw(st.integers(0, most_people)))]
    min_size = draw(st.integers(1, 4))
    return Problem(
        people=tuple(draw(_person(key, challenges, teams)) for key in people),
        challenges=tuple(
            Challenge(key, draw(st.frozensets(st.sampled_from(SKILLS))), draw(st.none() | st.integers(0, 2)))
            for key in challenges
        ),
        teams=tuple(
            StandingTeam(key, draw(st.sampled_from([None, *challenges])), is_open=draw(st.booleans())) for key in teams
        ),
        together=draw(_pairs(people)),
        apart=draw(_pairs(people)),
        min_size=min_size,
        max_size=draw(st.integers(min_size, 5)),
    )


@st.composite
def _person(draw: st.DrawFn, key: str, challenges: Sequence[str], teams: Sequence[str]) -> Person:
    return Person(
        key,
        draw(st.sampled_from(ROLES)),
        draw(st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 5), max_size=2)),
        tuple(draw(st.lists(st.sampled_from(challenges), unique=True)) if challenges else ()),
        draw(st.sampled_from(UNITS)),
        draw(st.sampled_from([None, None, None, *teams])),
    )


def _pairs(people: Sequence[str]) -> st.SearchStrategy[frozenset[frozenset[str]]]:
    pairs = [frozenset(pair) for pair in combinations(people, 2)]
    return st.frozensets(st.sampled_from(pairs), max_size=5) if pairs else st.just(frozenset())
