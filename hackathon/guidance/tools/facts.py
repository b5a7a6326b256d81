"""What can have happened to a tool."""

from collections.abc import Mapping
from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy
from hackathon.guidance.tools.rules import STANDING_LABELS


@dataclass(frozen=True, kw_only=True)
class ToolFact(Fact):
    """What all facts about tools carry."""

    subject = "tool"

    standing: str

    def words(self) -> Mapping[str, str]:
        """Name the standing."""
        return {"standing": str(STANDING_LABELS.get(self.standing, self.standing))}


@dataclass(frozen=True, kw_only=True)
class ToolAdded(ToolFact):
    """A tool is known from now on."""

    kind = "guidance.tools.added"
    sentence = lazy("%(actor)s added %(tool)s: %(standing)s")


@dataclass(frozen=True, kw_only=True)
class ToolEdited(ToolFact):
    """What is said about a tool changed; `was` is the standing it had."""

    kind = "guidance.tools.edited"
    sentence = lazy("%(actor)s edited %(tool)s, %(was)s until then: %(standing)s")

    was: str

    def words(self) -> Mapping[str, str]:
        """Name both."""
        return {name: str(STANDING_LABELS.get(getattr(self, name), "")) for name in ("was", "standing")}
