"""The life of a project."""

from enum import StrEnum

from hackathon.core.flow import Flow, move
from hackathon.core.i18n import LazySentence, lazy


class ProjectState(StrEnum):
    """Whether a project has been handed in; each submit is a new snapshot, and editing never un-submits."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    WITHDRAWN = "WITHDRAWN"
    DISQUALIFIED = "DISQUALIFIED"


_S = ProjectState

PROJECT_FLOW = Flow(
    {
        "submit": move(_S.DRAFT, _S.SUBMITTED, _S.WITHDRAWN, to=_S.SUBMITTED),
        "withdraw": move(_S.DRAFT, _S.SUBMITTED, to=_S.WITHDRAWN),
        "disqualify": move(_S.DRAFT, _S.SUBMITTED, _S.WITHDRAWN, to=_S.DISQUALIFIED),
    }
)

STATE_LABELS: dict[str, LazySentence] = {
    _S.DRAFT: lazy("not handed in yet"),
    _S.SUBMITTED: lazy("handed in"),
    _S.WITHDRAWN: lazy("withdrawn"),
    _S.DISQUALIFIED: lazy("disqualified"),
}
