"""Rules of a tool: whether it may be used at all, and what must be said about it."""

from dataclasses import dataclass
from enum import StrEnum

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy


class ToolStanding(StrEnum):
    """Whether a tool may be used, whatever the data."""

    APPROVED = "approved"
    LIMITED = "limited"
    BLOCKED = "blocked"


class ToolKind(StrEnum):
    """What sort of tool it is."""

    MODEL = "model"
    NOTEBOOK = "notebook"
    DATABASE = "database"
    REPORTING = "reporting"
    OFFICE = "office"
    OTHER = "other"


STANDING_LABELS: dict[str, LazySentence] = {
    ToolStanding.APPROVED: lazy("Approved"),
    ToolStanding.LIMITED: lazy("Limited"),
    ToolStanding.BLOCKED: lazy("Blocked"),
}
STANDING_TONES = {ToolStanding.APPROVED: "good", ToolStanding.LIMITED: "warn", ToolStanding.BLOCKED: "bad"}
KIND_LABELS: dict[str, LazySentence] = {
    ToolKind.MODEL: lazy("Language model or assistant"),
    ToolKind.NOTEBOOK: lazy("Notebook or development"),
    ToolKind.DATABASE: lazy("Database or storage"),
    ToolKind.REPORTING: lazy("Reporting"),
    ToolKind.OFFICE: lazy("Office and collaboration"),
    ToolKind.OTHER: lazy("Something else"),
}


@dataclass(frozen=True, kw_only=True)
class ToolDraft:
    """What somebody says about a tool: a limited one has a condition, a blocked one can have a substitute."""

    name: str
    kind: str
    standing: str
    vendor: str = ""
    condition: str = ""
    substitute_id: int | None = None


def check(draft: ToolDraft) -> None:
    """Raise `Invalid` beside the first value that cannot stand."""
    if not draft.name.strip():
        raise Invalid("name", _("Give the tool its name."))
    if draft.kind not in set(ToolKind):
        raise Invalid("kind", _("Choose one of the list."))
    if draft.standing not in set(ToolStanding):
        raise Invalid("standing", _("Choose one of the list."))
    _check_standing(draft)


def _check_standing(draft: ToolDraft) -> None:
    is_limited = draft.standing == ToolStanding.LIMITED
    if is_limited and not draft.condition:
        raise Invalid("condition", _("Say under which condition a limited tool may be used."))
    if draft.condition and not is_limited:
        raise Invalid("condition", _("Only a limited tool has a condition. Empty this, or choose “Limited”."))
    if draft.substitute_id is not None and draft.standing != ToolStanding.BLOCKED:
        raise Invalid("substitute_id", _("Only a blocked tool has a substitute. Choose none, or “Blocked”."))
