"""Who goes on by the ranking, and who cannot be told apart from the last of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hackathon.judging.ranking.rules import Ranked


class Candidate(NamedTuple):
    """A project of the stage before with what organizers decide from; `place` is None where nobody scored it."""

    project_id: int
    title: str
    team: str
    ranked: Ranked | None
    is_proposed: bool
    is_close: bool

    @property
    def place(self) -> int | None:
        """Where it stands in the stage before."""
        return self.ranked.place if self.ranked else None


@dataclass(frozen=True)
class Proposal:
    """Those who go on by their places, and those behind that chance alone may have put there."""

    proposed: frozenset[int]
    close: frozenset[int]

    def is_followed_by(self, chosen: Collection[int]) -> bool:
        """Tell whether a choice needs no reason: all who are proposed, and of those behind only whom chance parts."""
        return self.proposed <= set(chosen) <= self.proposed | self.close


def propose(ranking: Sequence[Ranked], places: int) -> Proposal:
    """Propose the first `places` of a ranking; who shares the last of these places goes on too.

    Those behind are close where they cannot be told apart from the last one in.
    """
    order = sorted(ranking, key=lambda row: (row.place, row.component, row.project_id))
    last = order[min(places, len(order)) - 1].place if order and places else 0
    inside = [row for row in order if row.place <= last]
    edge = {other for row in inside if row.place == last for other in row.alike}
    close = {row.project_id for row in order if row.place > last and row.project_id in edge}
    return Proposal(frozenset(row.project_id for row in inside), frozenset(close))
