"""The life of a data set: to be used, or not any more."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class DatasetState(StrEnum):
    """Whether a data set may be used at all."""

    ACTIVE = "ACTIVE"
    WITHDRAWN = "WITHDRAWN"


DATASET_FLOW = Flow(
    {
        "withdraw": move(DatasetState.ACTIVE, to=DatasetState.WITHDRAWN),
        "restore": move(DatasetState.WITHDRAWN, to=DatasetState.ACTIVE),
    }
)
