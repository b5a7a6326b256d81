"""The life of a matching: it is solved in the background, looked at and changed, then applied or dropped.

Whether a worker is on it already is the job's business, and no state of its own.
"""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class RunState(StrEnum):
    """Where a matching stands."""

    ASKED = "ASKED"
    FAILED = "FAILED"
    PROPOSED = "PROPOSED"
    APPLIED = "APPLIED"
    DISCARDED = "DISCARDED"


RUN_FLOW = Flow(
    {
        "propose": move(RunState.ASKED, to=RunState.PROPOSED),
        "fail": move(RunState.ASKED, to=RunState.FAILED),
        "apply": move(RunState.PROPOSED, to=RunState.APPLIED),
        "discard": move(RunState.ASKED, RunState.PROPOSED, RunState.FAILED, to=RunState.DISCARDED),
    }
)
