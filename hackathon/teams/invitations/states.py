"""The life of an invitation to a team."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class InvitationState(StrEnum):
    """Where an invitation stands."""

    PENDING = "PENDING"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


INVITATION_FLOW = Flow(
    {
        "accept": move(InvitationState.PENDING, to=InvitationState.ACCEPTED),
        "decline": move(InvitationState.PENDING, to=InvitationState.DECLINED),
        "withdraw": move(InvitationState.PENDING, to=InvitationState.WITHDRAWN),
        "expire": move(InvitationState.PENDING, to=InvitationState.EXPIRED),
    }
)
