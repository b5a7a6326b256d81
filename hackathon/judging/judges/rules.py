"""What bars a judge from a project, and what only speaks against it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hackathon.core.i18n import LazySentence, lazy

Pair = tuple[int, int]
"""A judge and a project."""


class Bar(StrEnum):
    """Why somebody must not judge a project; where several hold, the first is told."""

    MEMBER = "MEMBER"
    PRODUCT_OWNER = "PRODUCT_OWNER"
    LINE_MANAGER = "LINE_MANAGER"
    MENTOR = "MENTOR"
    DECLARED = "DECLARED"


BAR_SENTENCES: Mapping[Bar, LazySentence] = {
    Bar.MEMBER: lazy("You are in this project's team, so you cannot judge it."),
    Bar.PRODUCT_OWNER: lazy("The question of this project is yours as product owner, so you cannot judge it."),
    Bar.LINE_MANAGER: lazy("You are the line manager of somebody in this team, so you cannot judge it."),
    Bar.MENTOR: lazy("You mentored this team, so you cannot judge it."),
    Bar.DECLARED: lazy("You said that you should not judge this team."),
}
"""What the judge reads."""

BAR_LABELS: Mapping[Bar, LazySentence] = {
    Bar.MEMBER: lazy("in the team"),
    Bar.PRODUCT_OWNER: lazy("owns the question"),
    Bar.LINE_MANAGER: lazy("line manager of a member"),
    Bar.MENTOR: lazy("mentored the team"),
    Bar.DECLARED: lazy("said so"),
}
"""What organizers read behind the judge's name."""


@dataclass(frozen=True)
class Bars:
    """Which judges must not judge which projects of an event, and which better do not."""

    reasons: Mapping[Pair, Bar] = field(default_factory=dict)
    avoided: frozenset[Pair] = frozenset()

    def reason(self, judge_id: int | None, project_id: int) -> Bar | None:
        """Return why somebody must not judge a project, if so."""
        return self.reasons.get((judge_id or 0, project_id))

    def is_avoided(self, judge_id: int, project_id: int) -> bool:
        """Tell whether a judge is of the same unit as somebody in the team, which speaks against it but bars nobody."""
        return (judge_id, project_id) in self.avoided


def bars_among(found: Mapping[Pair, set[str]], same_unit: str) -> Bars:
    """Put together what was found of each judge and project; `same_unit` is the one thing that does not bar."""
    order = {bar.value: place for place, bar in enumerate(Bar)}
    reasons = {
        pair: Bar(min(why, key=order.__getitem__)) for pair, all_why in found.items() if (why := all_why - {same_unit})
    }
    return Bars(reasons, frozenset(pair for pair, why in found.items() if same_unit in why))
