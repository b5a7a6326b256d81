"""Who is asked to score what where every judge scores everything, who is behind, and how many judges it takes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from hackathon.events.setup.rules import Window
from hackathon.judging.ballots.rules import MINUTES_PER_BALLOT
from hackathon.judging.tallies.rules import MOST_JUDGES, MOST_PROJECTS

SLACK = 0.1
TRUSTED = 3
"""Ballots that each project needs for a ranking to be trusted."""


class Place(NamedTuple):
    """A ballot to be made, and where it comes in its judge's queue."""

    judge_id: int
    project_id: int
    position: int


def open_places(
    judges: Sequence[int], projects: Sequence[int], *, barred: Collection[tuple[int, int]], ends: Mapping[int, int]
) -> Iterator[Place]:
    """List the missing ballots. `barred` holds the (judge, project) pairs that are taken or in conflict.

    Each judge begins with another project, so that none is always judged last; `ends` says behind which
    position the judge's queue goes on.
    """
    for turn, judge_id in enumerate(judges):
        for step in range(len(projects)):
            project_id = projects[(turn + step) % len(projects)]
            if (judge_id, project_id) not in barred:
                yield Place(judge_id, project_id, ends.get(judge_id, 0) + step + 1)


def is_behind(cast: int, total: int, window: Window, at: datetime) -> bool:
    """Tell whether a judge has cast a smaller share than time has passed, by more than a tenth of it all."""
    passed = (at - window.opens_at) / (window.closes_at - window.opens_at)
    return cast < total * (passed - SLACK)


def is_small(judges: int, projects: int) -> bool:
    """Tell whether every judge can be asked to score every project."""
    return judges <= MOST_JUDGES and projects <= MOST_PROJECTS


@dataclass(frozen=True)
class Effort:
    """What is to be judged: projects, ballots for each, minutes for one ballot, and minutes that a judge has."""

    projects: int
    ballots: int = TRUSTED
    minutes: int = MINUTES_PER_BALLOT
    time: int = 60

    @property
    def judges_needed(self) -> int:
        """How many judges it takes, and never fewer than each project is to be seen by."""
        return max(self.ballots, -(-self.projects * self.ballots * self.minutes // self.time))

    def ballots_with(self, judges: int) -> int:
        """Count the ballots that each project gets from so many judges in their time."""
        return min(judges, judges * self.time // (self.projects * self.minutes))

    def minutes_with(self, judges: int) -> int:
        """Count the minutes that each of so many judges has to give for all ballots that are wanted."""
        return -(-self.projects * self.ballots // judges) * self.minutes
