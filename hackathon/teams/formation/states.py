"""The life of a team, and how people get into it."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class TeamEntry(StrEnum):
    """How somebody gets into a team, as its captain chose."""

    OPEN = "OPEN"
    BY_REQUEST = "BY_REQUEST"
    BY_INVITATION = "BY_INVITATION"


class TeamState(StrEnum):
    """Whether people may still come and go."""

    FORMING = "FORMING"
    LOCKED = "LOCKED"
    DISSOLVED = "DISSOLVED"


TEAM_FLOW = Flow(
    {
        "lock": move(TeamState.FORMING, to=TeamState.LOCKED),
        "reopen": move(TeamState.LOCKED, to=TeamState.FORMING),
        "dissolve": move(TeamState.FORMING, TeamState.LOCKED, to=TeamState.DISSOLVED),
    }
)
