"""The life of a challenge."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class ChallengeState(StrEnum):
    """Whether teams may take a challenge on."""

    PROPOSED = "PROPOSED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"


CHALLENGE_FLOW = Flow(
    {
        "accept": move(ChallengeState.PROPOSED, ChallengeState.DECLINED, to=ChallengeState.ACCEPTED),
        "decline": move(ChallengeState.PROPOSED, ChallengeState.ACCEPTED, to=ChallengeState.DECLINED),
    }
)
