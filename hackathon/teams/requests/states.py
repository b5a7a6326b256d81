"""The life of a request to join a team."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class RequestState(StrEnum):
    """Where a request stands."""

    PENDING = "PENDING"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


REQUEST_FLOW = Flow(
    {
        "accept": move(RequestState.PENDING, to=RequestState.ACCEPTED),
        "decline": move(RequestState.PENDING, to=RequestState.DECLINED),
        "withdraw": move(RequestState.PENDING, to=RequestState.WITHDRAWN),
        "expire": move(RequestState.PENDING, to=RequestState.EXPIRED),
    }
)
