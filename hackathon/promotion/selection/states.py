"""The life of a selection round, and what it can decide about a candidate."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class RoundState(StrEnum):
    """Where a round is: put together, scored without looking at others, cut by capacity, closed."""

    OPEN = "OPEN"
    SCORING = "SCORING"
    CUT = "CUT"
    CLOSED = "CLOSED"


class Outcome(StrEnum):
    """What becomes of a candidate; `LEFT` was decided elsewhere while the round was on."""

    SELECTED = "SELECTED"
    WAITING = "WAITING"
    PARKED = "PARKED"
    LEFT = "LEFT"


ROUND_FLOW = Flow(
    {
        "start": move(RoundState.OPEN, to=RoundState.SCORING),
        "cut": move(RoundState.SCORING, to=RoundState.CUT),
        "close": move(RoundState.CUT, to=RoundState.CLOSED),
    }
)
MOVES = {Outcome.SELECTED: "select", Outcome.WAITING: "wait", Outcome.PARKED: "park"}
"""The move of a use case that each outcome is."""
