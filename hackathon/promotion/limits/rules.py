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
    SCREENING_DAYS = "screening_days"
    OFFER_DAYS = "offer_days"
    LIGHT_PEOPLE = "light_people"
    LIGHT_WEEKS = "light_weeks"
    LIGHT_COST = "light_cost"
    LIGHT_OPEN = "light_open"
    PILOT_DAYS = "pilot_days"
    WAIVER_DAYS = "waiver_days"
    CONSENT_DAYS = "consent_days"
    MISSING_DAYS = "missing_days"
    STALLED_SHARE = "stalled_share"


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
    Limit.SCREENING_DAYS: Bounds(
        lazy("Working days in which a nomination is decided"),
        lazy("Afterwards everybody who may decide is reminded."),
        5,
        1,
        60,
    ),
    Limit.OFFER_DAYS: Bounds(
        lazy("Working days that an owner has to answer an offer"),
        lazy("Afterwards the next owner is asked, or the use case is parked."),
        10,
        1,
        60,
    ),
    Limit.LIGHT_PEOPLE: Bounds(
        lazy("People whom a use case on the light path may reach"), lazy("All in the owner's unit."), 50, 1, 1000
    ),
    Limit.LIGHT_WEEKS: Bounds(
        lazy("Person-weeks into the workflow on the light path"), lazy("More than that takes a round."), 4, 1, 52
    ),
    Limit.LIGHT_COST: Bounds(
        lazy("Running cost of a month on the light path"),
        lazy("In whole units of your currency."),
        500,
        0,
        1_000_000,
    ),
    Limit.LIGHT_OPEN: Bounds(
        lazy("Open light use cases that one owner may have"), lazy("Any more wait until one is over."), 2, 1, 100
    ),
    Limit.PILOT_DAYS: Bounds(
        lazy("Days after which a pilot on the light path ends"),
        lazy("Unless a reading against the baseline is in by then."),
        90,
        7,
        730,
    ),
    Limit.WAIVER_DAYS: Bounds(
        lazy("Days for which a question can be waived"), lazy("By two people, and never for longer than 90."), 90, 1, 90
    ),
    Limit.CONSENT_DAYS: Bounds(
        lazy("Days for which a yes to data or a system holds"),
        lazy("It serves every use case on the same data, purpose and system until then."),
        365,
        7,
        1095,
    ),
    Limit.MISSING_DAYS: Bounds(
        lazy("Working days to find a new owner where one left"),
        lazy("Afterwards the use case is suspended."),
        20,
        1,
        120,
    ),
    Limit.STALLED_SHARE: Bounds(
        lazy("From which share of past use cases on one counts as stalled"),
        lazy("In per cent: stalled is what stays in a state longer than so many of the past ones did."),
        85,
        50,
        99,
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
