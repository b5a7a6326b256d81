"""What can have happened to what a project says it uses."""

from collections.abc import Mapping
from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy
from hackathon.guidance.matrix.rules import VERDICT_LABELS


@dataclass(frozen=True, kw_only=True)
class UseDeclared(Fact):
    """A team said that it takes data into a tool, and read this answer under this version of the matrix."""

    kind = "projects.declarations.declared"
    subject = "project"
    sentence = lazy("%(actor)s declared %(dataset)s in %(tool)s: %(verdict)s (matrix, version %(matrix_version)s)")

    dataset_id: int
    tool_id: int
    verdict: str
    matrix_version: int

    def words(self) -> Mapping[str, str]:
        """Name the answer."""
        return {"verdict": str(VERDICT_LABELS.get(self.verdict, self.verdict))}


@dataclass(frozen=True, kw_only=True)
class UseTakenBack(Fact):
    """A team does not take this data into this tool any more."""

    kind = "projects.declarations.taken_back"
    subject = "project"
    sentence = lazy("%(actor)s took back %(dataset)s in %(tool)s")

    dataset_id: int
    tool_id: int
