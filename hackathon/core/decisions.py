"""What a policy answers, and the few ways in which a command refuses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Decision:
    """Whether something may be done; when not, the sentence that says why."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def __and__(self, other: "Decision") -> "Decision":
        return other if self.allowed else self

    def __or__(self, other: "Decision") -> "Decision":
        return self if self.allowed else other


ALLOWED = Decision(allowed=True)


def allow_if(condition: object, reason: str) -> Decision:
    """Allow when the condition holds, else refuse with this sentence."""
    return ALLOWED if condition else Decision(allowed=False, reason=str(reason))


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A command did not do what was asked; the sentence is for the person who asked."""

    def __init__(self, sentence: str) -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)


class Denied(Refusal):
    """The actor may not do this."""


class Missing(Refusal):
    """There is no such thing, or none that the actor may know of."""


class Conflict(Refusal):
    """The thing is not, or no longer, in a state in which this is possible."""


class IllegalMove(Conflict):
    """The life cycle has no such move from the present state."""


class Stale(Conflict):
    """Somebody changed the thing since the actor read it; `version` is the one it has now."""

    def __init__(self, sentence: str, *, version: int) -> None:
        super().__init__(sentence)
        self.version = version


class Invalid(Refusal):
    """One value is not acceptable; `field` names where it was typed, empty for the whole form."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def require(decision: Decision) -> None:
    """Raise `Denied` with the policy's sentence unless it allowed."""
    if not decision:
        raise Denied(decision.reason)
