"""Who is asked to score what: small is simple, every judge scores every project that is no business of theirs."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from hackathon.events.setup.rules import Window

SLACK = 0.1


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
