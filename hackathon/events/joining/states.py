"""The life of somebody's wish to join."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class NewcomerState(StrEnum):
    """Where somebody stands who used a join link."""

    ASKED = "ASKED"
    ADMITTED = "ADMITTED"
    DECLINED = "DECLINED"


NEWCOMER_FLOW = Flow(
    {
        "admit": move(NewcomerState.ASKED, to=NewcomerState.ADMITTED),
        "decline": move(NewcomerState.ASKED, to=NewcomerState.DECLINED),
    }
)
