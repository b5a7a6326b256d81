"""What can have happened to the matrix."""

from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class MatrixChanged(Fact):
    """A new version of the matrix says something else about one tool; the reason is a statement."""

    kind = "guidance.matrix.changed"
    subject = "matrix"
    sentence = lazy("%(actor)s made %(matrix)s: what may go to %(tool)s changed")
    shows_on = ("tool",)

    tool_id: int
