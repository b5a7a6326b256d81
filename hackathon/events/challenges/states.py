"""The life of a challenge."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class ChallengeState(StrEnum):
    """Whether teams may take a challenge on."""

    PROPOSED = "PROPOSED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    MERGED = "MERGED"
    """Part of another question, to which its page leads."""


CHALLENGE_FLOW = Flow(
    {
        "accept": move(ChallengeState.PROPOSED, ChallengeState.DECLINED, to=ChallengeState.ACCEPTED),
        "decline": move(ChallengeState.PROPOSED, ChallengeState.ACCEPTED, to=ChallengeState.DECLINED),
        "merge": move(
            ChallengeState.PROPOSED, ChallengeState.ACCEPTED, ChallengeState.DECLINED, to=ChallengeState.MERGED
        ),
    }
)
