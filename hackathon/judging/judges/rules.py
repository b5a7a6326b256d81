"""What bars a judge from a project, what only speaks against it, and what judges may say of themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy

MOST_MINUTES = 10_000
MOST_LANGUAGES = 10
LONGEST_LANGUAGE = 30
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


@dataclass(frozen=True)
class JudgeDraft:
    """What a judge says of themselves: how much time they have, what they know about, which languages they read."""

    minutes: int | None = None
    free_from: datetime | None = None
    free_until: datetime | None = None
    expertise: str = ""
    languages: str = ""


def check(draft: JudgeDraft) -> None:
    """Raise `Invalid` beside what cannot be."""
    if draft.minutes is not None and not 0 <= draft.minutes <= MOST_MINUTES:
        raise Invalid("minutes", _("Give a number of minutes from 0 to %(most)s.") % {"most": MOST_MINUTES})
    if draft.free_from and draft.free_until and draft.free_until <= draft.free_from:
        raise Invalid("free_until", _("This ends before it begins."))


def languages_in(typed: str) -> list[str]:
    """Part languages at the commas, each once as it was first written."""
    found: dict[str, str] = {}
    for part in typed.split(","):
        if name := " ".join(part.split()):
            found.setdefault(name.casefold(), name)
    if len(found) > MOST_LANGUAGES or any(len(name) > LONGEST_LANGUAGE for name in found):
        raise Invalid("languages", _("Name a few languages, parted by commas."))
    return list(found.values())


def minutes_free(minutes: int | None, free_from: datetime | None, free_until: datetime | None) -> int | None:
    """Return how long a judge can judge: as they said, else between the times they gave, None where they gave none."""
    if minutes is not None:
        return minutes
    if free_from is None or free_until is None:
        return None
    return int((free_until - free_from).total_seconds() // 60)
