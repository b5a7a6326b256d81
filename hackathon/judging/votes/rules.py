"""How votes are counted: apart from the ranking, and after the release alone."""

from collections.abc import Mapping
from typing import NamedTuple


class Favourite(NamedTuple):
    """A project with its votes; those with equally many share the place."""

    place: int
    project_id: int
    votes: int


def favourites(counts: Mapping[int, int]) -> list[Favourite]:
    """Put projects in the order of their votes, equals by id."""
    order = sorted(counts, key=lambda project_id: (-counts[project_id], project_id))
    return [Favourite(1 + sum(other > counts[each] for other in counts.values()), each, counts[each]) for each in order]
