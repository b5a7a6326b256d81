"""Life cycles as tables: which action leads from which states to which."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hackathon.core.decisions import IllegalMove
from hackathon.core.i18n import _


@dataclass(frozen=True)
class Move:
    """One action of a life cycle."""

    sources: frozenset[str]
    to: str


def move(*sources: str, to: str) -> Move:
    """Lead from any of the sources to one state."""
    return Move(frozenset(sources), to)


class Flow:
    """A life cycle; asks no questions about who or when, which is a policy's business."""

    def __init__(self, moves: Mapping[str, Move]) -> None:
        self._moves = dict(moves)

    def __iter__(self) -> Iterator[tuple[str, Move]]:
        return iter(self._moves.items())

    def allows(self, action: str, state: str) -> bool:
        """Tell whether the action is possible from this state."""
        return state in self._moves[action].sources

    def after(self, action: str, state: str) -> str:
        """Return the state the action leads to; raise `IllegalMove` where it is not possible."""
        if not self.allows(action, state):
            raise IllegalMove(
                _("This is not possible any more: it is “%(state)s” now. Look at the page again.")
                % {"state": state.lower()}
            )
        return self._moves[action].to

    def mermaid(self) -> str:
        """Draw the table as a mermaid state diagram, in the table's order."""
        lines = ["stateDiagram-v2"]
        lines += [
            f"    {source} --> {step.to}: {action}"
            for action, step in self._moves.items()
            for source in sorted(step.sources)
        ]
        return "\n".join(lines)
