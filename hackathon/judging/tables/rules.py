"""How tables are numbered and ordered, and which of the free ones a judge walks to next."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _

VISIT = timedelta(minutes=10)
"""How long a table is taken by a judge who was sent there and does not go on."""
LONGEST = 12


class Stand(NamedTuple):
    """A project that a judge could walk to: its table, the ballots it has, and whether the judge was asked to score it.

    `has_own` tells that the judge has a ballot for it already.
    """

    project_id: int
    label: str
    ballots: int
    has_own: bool


def next_stand(stands: Iterable[Stand], *, here: str) -> Stand | None:
    """Choose what the judge was asked to score, then what has fewest ballots, then what is nearest behind `here`."""
    order = in_order(stands)
    behind = [stand for stand in order if _key(stand.label) > _key(here)]
    walk = behind + [stand for stand in order if stand not in behind]
    return min(walk, key=lambda stand: (not stand.has_own, stand.ballots), default=None)


def in_order(stands: Iterable[Stand]) -> list[Stand]:
    """Order tables as people number them: 2 before 10, A9 before A10."""
    return sorted(stands, key=lambda stand: (_key(stand.label), stand.project_id))


def free_numbers(taken: Collection[str]) -> Iterator[str]:
    """Count up from 1, leaving out what is taken."""
    number = 0
    while True:
        number += 1
        if str(number) not in taken:
            yield str(number)


def label_in(typed: str) -> str:
    """Read the name of a table as it was typed."""
    label = " ".join(typed.split())
    if not label or len(label) > LONGEST:
        raise Invalid("label", _("A table has a short name of up to %(most)s letters.") % {"most": LONGEST})
    return label


def _key(label: str) -> list[tuple[int, int, str]]:
    """Part a label into numbers and words, so that numbers compare as such."""
    parts = re.findall(r"\d+|\D+", label.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
