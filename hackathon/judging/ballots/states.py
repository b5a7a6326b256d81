"""The life of a ballot."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class BallotState(StrEnum):
    """How far a judge is with one project."""

    ASSIGNED = "ASSIGNED"
    OPEN = "OPEN"
    CAST = "CAST"
    RECUSED = "RECUSED"


_S = BallotState

BALLOT_FLOW = Flow(
    {
        "open": move(_S.ASSIGNED, _S.OPEN, to=_S.OPEN),
        "cast": move(_S.ASSIGNED, _S.OPEN, _S.CAST, to=_S.CAST),
        "ask_again": move(_S.CAST, _S.OPEN, to=_S.OPEN),
        "recuse": move(_S.ASSIGNED, _S.OPEN, _S.CAST, to=_S.RECUSED),
    }
)
