"""What candidates are worth and take by the scorers' answers, and which of them a plain list would take."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.promotion.scales.rules import EVERYBODY, MOST_WEEKS, Estimate, Figures
from hackathon.promotion.selection.states import Outcome

USUAL_WEIGHTS = {"value": 40, "readiness": 30, "adoption": 10, "cost": 20}
"""What the weighted sum goes by unless the chair says otherwise."""
MANY = 8
"""From so many candidates on, a round needs three scorers, and a reason to select more than half."""
MOST_ROLES = 12
LONGEST_ROLE = 60
EXACT = 1e-5
"""By how much sums of weeks may be wrong."""


class DecisionModel(StrEnum):
    """How the axes become one order; fixed before anybody scores."""

    PRODUCT = "PRODUCT"
    WEIGHTED = "WEIGHTED"


@dataclass(frozen=True)
class Candidate:
    """What the cut needs to know: priority orders the plain list, `worth` is what the best set has most of."""

    key: int
    priority: float
    worth: float
    weeks: Mapping[str, float]
    owner: int | None = None


@dataclass(frozen=True)
class Room:
    """What there is to give: person-weeks by role, and how many more use cases each owner may carry."""

    weeks: Mapping[str, float]
    places: Mapping[int, int] = field(default_factory=dict)

    def over(self, chosen: Iterable[Candidate]) -> list[str | int]:
        """List the roles and owners that these would ask too much of."""
        together = list(chosen)
        roles = [role for role, weeks in self.weeks.items() if _weeks_of(together, role) > weeks + EXACT]
        owners = [owner for owner, most in self.places.items() if sum(c.owner == owner for c in together) > most]
        return [*roles, *owners]

    def holds(self, chosen: Iterable[Candidate]) -> bool:
        """Tell whether these fit together."""
        return not self.over(chosen)


class Why(StrEnum):
    """Why a candidate is in or out."""

    FITS = "FITS"
    NO_ROOM = "NO_ROOM"
    OWNER_FULL = "OWNER_FULL"
    NOT_READY = "NOT_READY"
    NO_VALUE = "NO_VALUE"
    TOO_LARGE = "TOO_LARGE"
    CHAIR = "CHAIR"


PROPOSALS: Mapping[Why, str] = {
    Why.FITS: Outcome.SELECTED,
    Why.NO_ROOM: Outcome.WAITING,
    Why.OWNER_FULL: Outcome.WAITING,
    Why.NOT_READY: Outcome.PARKED,
    Why.NO_VALUE: Outcome.PARKED,
    Why.TOO_LARGE: Outcome.PARKED,
}
"""What a round does with a candidate unless its chair decides otherwise."""

WHY: Mapping[str, LazySentence] = {
    Why.FITS: lazy("It belongs to the set that brings most for the weeks there are."),
    Why.NO_ROOM: lazy("Others bring more for the weeks there are; it can be nominated again for the next round."),
    Why.OWNER_FULL: lazy("Its owner carries as many use cases as one person may."),
    Why.NOT_READY: lazy("Its data are not ready."),
    Why.NO_VALUE: lazy("No value was found in it."),
    Why.TOO_LARGE: lazy("It alone takes more weeks than there are."),
    Why.CHAIR: lazy("The chair decided otherwise than the figures."),
}

WHY_SHORT: Mapping[str, LazySentence] = {
    Why.FITS: lazy("brings most"),
    Why.NO_ROOM: lazy("no room left"),
    Why.OWNER_FULL: lazy("owner is full"),
    Why.NOT_READY: lazy("data not ready"),
    Why.NO_VALUE: lazy("no value"),
    Why.TOO_LARGE: lazy("too large"),
    Why.CHAIR: lazy("the chair's word"),
}


def candidates_of(
    figures: Mapping[int, Figures],
    *,
    weights: Mapping[str, int] | None = None,
    owners: Mapping[int, int | None] | None = None,
) -> list[Candidate]:
    """Put candidates in order, the first first: by benefit per week or, with `weights`, by a weighted sum of axes."""
    sums = weighted(figures, weights) if weights else {}
    found = [
        Candidate(
            key=key,
            priority=sums[key] if weights else each.benefit / each.total_weeks,
            worth=sums[key] if weights else each.benefit,
            weeks=each.weeks,
            owner=(owners or {}).get(key),
        )
        for key, each in figures.items()
    ]
    return sorted(found, key=lambda candidate: (-candidate.priority, candidate.key))


def weighted(figures: Mapping[int, Figures], weights: Mapping[str, int]) -> dict[int, float]:
    """Sum the axes from 0 to 100: value and speed beside the best of the round, readiness and adoption as they are.

    Nothing is made up for: where data are not ready or no value is found, the sum is 0.
    """
    largest = max((each.value.expected * each.confidence for each in figures.values()), default=0) or 1
    fastest = min((each.total_weeks for each in figures.values()), default=1)
    return {
        key: 100
        * bool(each.benefit)
        * (
            weights["value"] * each.value.expected * each.confidence / largest
            + weights["readiness"] * each.readiness
            + weights["adoption"] * each.adoption
            + weights["cost"] * fastest / each.total_weeks
        )
        / sum(weights.values())
        for key, each in figures.items()
    }


def plain_list(candidates: Iterable[Candidate], room: Room) -> frozenset[int]:
    """Take candidates in their order, each that still fits."""
    taken: list[Candidate] = []
    for each in candidates:
        if each.worth > 0 and room.holds([*taken, each]):
            taken.append(each)
    return frozenset(each.key for each in taken)


def why(candidate: Candidate, figures: Figures, room: Room, selected: Collection[int]) -> Why:
    """Say why a candidate is in or out of the best set."""
    if candidate.key in selected:
        return Why.FITS
    if figures.readiness == 0:
        return Why.NOT_READY
    if candidate.worth <= 0:
        return Why.NO_VALUE
    over = room.over([candidate])
    if any(isinstance(each, str) for each in over):
        return Why.TOO_LARGE
    return Why.OWNER_FULL if over else Why.NO_ROOM


def weeks_by_role(
    rows: Iterable[Mapping[str, Any]], chosen: Collection[int], capacities: Mapping[str, float]
) -> dict[str, tuple[float, float]]:
    """Tell by role how many weeks the chosen ones take, and how many there are."""
    together = [row["weeks"] for row in rows if row["case_id"] in chosen]
    return {role: (sum(weeks[role] for weeks in together), there) for role, there in capacities.items()}


def _weeks_of(candidates: Iterable[Candidate], role: str) -> float:
    return sum(each.weeks.get(role, 0) for each in candidates)


AXES: Mapping[str, LazySentence] = {
    "value": lazy("value"),
    "readiness": lazy("data readiness"),
    "adoption": lazy("use"),
    "cost": lazy("speed"),
}
MODELS: Mapping[str, LazySentence] = {
    DecisionModel.PRODUCT: lazy(
        "What it brings for each week it takes: value, confidence, readiness and use multiplied"
    ),
    DecisionModel.WEIGHTED: lazy("A weighted sum of value, readiness, use and speed"),
}
OUTCOMES: Mapping[str, LazySentence] = {
    Outcome.SELECTED: lazy("selected"),
    Outcome.WAITING: lazy("waiting"),
    Outcome.PARKED: lazy("parked"),
    Outcome.LEFT: lazy("decided elsewhere"),
}


class Bar(StrEnum):
    """Why somebody has no say about a candidate; where several hold, the first is told."""

    MEMBER = "MEMBER"
    REQUESTER = "REQUESTER"
    OWNER = "OWNER"
    LINE_MANAGER = "LINE_MANAGER"


BAR_SENTENCES: Mapping[Bar, LazySentence] = {
    Bar.MEMBER: lazy("You belong to the team of a candidate, so others decide about it."),
    Bar.REQUESTER: lazy("You nominated a candidate, so others decide about it."),
    Bar.OWNER: lazy("You would own a candidate, so others decide about it."),
    Bar.LINE_MANAGER: lazy("You are the line manager of somebody in the team, so others decide about it."),
}
BAR_LABELS: Mapping[Bar, LazySentence] = {
    Bar.MEMBER: lazy("in the team"),
    Bar.REQUESTER: lazy("nominated it"),
    Bar.OWNER: lazy("would own it"),
    Bar.LINE_MANAGER: lazy("line manager of a member"),
}


def first_bar(bars: Iterable[Bar]) -> Bar | None:
    """Return the bar that is told among several."""
    return min(bars, key=list(Bar).index, default=None)


def scorers_needed(candidates: int) -> int:
    """Tell how many independent answers each candidate needs."""
    return 3 if candidates >= MANY else 2


def is_too_many(selected: int, candidates: int) -> bool:
    """Tell whether a round selects so much that the chair has to say why."""
    return candidates >= MANY and 2 * selected > candidates


def read_capacity(typed: str) -> dict[str, float]:
    """Read what there is to give: a number of person-weeks, or a line "role: weeks" for each scarce role."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    found: dict[str, float] = {}
    for line in lines:
        role, parted, weeks = line.rpartition(":")
        name = " ".join(role.split())
        if name in found or len(name) > LONGEST_ROLE or bool(parted) != bool(name) or len(lines) > MOST_ROLES:
            raise Invalid(
                "capacity",
                _("Give one number of person-weeks, or up to %(most)s lines like “data engineer: 20”, no role twice.")
                % {"most": MOST_ROLES},
            )
        found[name] = _weeks(weeks)
    if not found or (EVERYBODY in found and len(found) > 1):
        raise Invalid("capacity", _("Say how many person-weeks there are, in all or for each scarce role."))
    return found


def written_capacity(capacities: Mapping[str, float]) -> str:
    """Write capacities as `read_capacity` reads them."""
    return "\n".join(f"{role}: {weeks:g}" if role else f"{weeks:g}" for role, weeks in capacities.items())


def need_weights(weights: Mapping[str, int]) -> dict[str, int]:
    """Return the weights of a weighted sum; raise `Invalid` when they weigh nothing, or less."""
    if any(not 0 <= weight <= 100 for weight in weights.values()) or not any(weights.values()):  # noqa: PLR2004
        raise Invalid("weights", _("Give each axis a weight from 0 to 100, and one of them more than 0."))
    return dict(weights)


@dataclass(frozen=True)
class Bubble:
    """A candidate on the map of value and readiness, its weeks as the circle's area."""

    x: float
    y: float
    radius: float
    label: str
    title: str
    is_in: bool


MAP_WIDTH, MAP_HEIGHT, MAP_EDGE = 640, 320, 40
_LARGEST = 26


def bubbles(rows: Iterable[Mapping[str, Any]], numbers: Mapping[int, str], selected: Collection[int]) -> list[Bubble]:
    """Place candidates: readiness to the right, value with its confidence upwards, large ones first to lie below."""
    drawn = sorted(rows, key=lambda row: -sum(row["weeks"].values()))
    values = {row["case_id"]: Estimate(*row["value"]).expected * row["confidence"] for row in drawn}
    highest, longest = max(values.values(), default=0) or 1, max((sum(r["weeks"].values()) for r in drawn), default=1)
    return [
        Bubble(
            x=round(MAP_EDGE + row["readiness"] * (MAP_WIDTH - 2 * MAP_EDGE), 1),
            y=round(MAP_HEIGHT - MAP_EDGE - values[row["case_id"]] / highest * (MAP_HEIGHT - 2 * MAP_EDGE), 1),
            radius=round(max(5, _LARGEST * (sum(row["weeks"].values()) / longest) ** 0.5), 1),
            label=str(row["place"]),
            title=numbers[row["case_id"]],
            is_in=row["case_id"] in selected,
        )
        for row in drawn
    ]


def _weeks(typed: str) -> float:
    try:
        weeks = float(typed.strip().replace(",", ".", 1))
    except ValueError:
        weeks = -1.0
    if weeks == 0:
        raise Invalid("capacity", _("With a capacity of zero nothing could be selected. Leave the role out, or wait."))
    if not 0 < weeks <= MOST_WEEKS:
        raise Invalid(
            "capacity", _("Person-weeks are a number above 0, of %(most)s at most.") % {"most": f"{MOST_WEEKS:,}"}
        )
    return weeks
