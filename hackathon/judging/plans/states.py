"""The life of a plan of who judges what: computed in the background, looked at, then applied or dropped."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class PlanState(StrEnum):
    """Where a plan stands."""

    ASKED = "ASKED"
    PROPOSED = "PROPOSED"
    APPLIED = "APPLIED"
    DISCARDED = "DISCARDED"


PLAN_FLOW = Flow(
    {
        "propose": move(PlanState.ASKED, to=PlanState.PROPOSED),
        "apply": move(PlanState.PROPOSED, to=PlanState.APPLIED),
        "discard": move(PlanState.ASKED, PlanState.PROPOSED, to=PlanState.DISCARDED),
    }
)
