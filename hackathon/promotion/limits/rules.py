"""Which numbers there are, what they are without anybody's word, and between what they may lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy


class Limit(StrEnum):
    """A number that promotion goes by."""

    CARRIED = "carried"
    PARKED_DAYS = "parked_days"


@dataclass(frozen=True)
class Bounds:
    """What a limit is called and explained as, its value unless changed, and between what it may lie."""

    label: LazySentence
    hint: LazySentence
    usual: int
    lowest: int
    highest: int


LIMITS: Mapping[Limit, Bounds] = {
    Limit.CARRIED: Bounds(
        lazy("Use cases that one product owner may carry"),
        lazy("Those on offer to them count too. Whoever carries as many is offered no more."),
        5,
        1,
        100,
    ),
    Limit.PARKED_DAYS: Bounds(
        lazy("Days after which a parked use case is declined"),
        lazy("It can still be nominated again, if it was not before."),
        180,
        7,
        3650,
    ),
}


def need_limit(limit: Limit, value: int | None) -> int:
    """Return a value for a limit; raise `Invalid` when it lies outside its bounds."""
    bounds = LIMITS[limit]
    if value is None or not bounds.lowest <= value <= bounds.highest:
        raise Invalid(
            limit,
            _("Give a whole number from %(lowest)s to %(highest)s.")
            % {"lowest": bounds.lowest, "highest": bounds.highest},
        )
    return value
