"""Why a nomination is declined, and what the event already knows about the three questions of the light path."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.promotion.adoption.rules import working_days_after


class ReasonCode(StrEnum):
    """Why a nomination is declined, in a word that can be counted."""

    NO_OWNER = "no_owner"
    NO_USABLE_DATA = "no_usable_data"
    NO_MEASURED_OUTCOME = "no_measured_outcome"
    NOT_PERMITTED = "not_permitted"
    PROHIBITED = "prohibited"
    DUPLICATE = "duplicate"
    TOO_COSTLY = "too_costly"
    OTHER = "other"


REASON_LABELS: dict[str, LazySentence] = {
    ReasonCode.NO_OWNER: lazy("nobody would own it"),
    ReasonCode.NO_USABLE_DATA: lazy("its data is not usable"),
    ReasonCode.NO_MEASURED_OUTCOME: lazy("its outcome cannot be measured"),
    ReasonCode.NOT_PERMITTED: lazy("the data or the system may not be used for it"),
    ReasonCode.PROHIBITED: lazy("it is prohibited"),
    ReasonCode.DUPLICATE: lazy("there is one like it"),
    ReasonCode.TOO_COSTLY: lazy("it costs too much"),
    ReasonCode.OTHER: lazy("something else"),
}


@dataclass(frozen=True)
class Refusal:
    """Why a nomination is declined, what would change that, and when to come back, None for whenever."""

    reason: str
    code: str
    would_change: str
    come_back_on: date | None = None


def need_refusal(refusal: Refusal, today: date) -> Refusal:
    """Return why a nomination is declined; raise `Invalid` beside what cannot stand."""
    if refusal.code not in set(ReasonCode):
        raise Invalid("code", _("Choose why."))
    if not refusal.reason.strip():
        raise Invalid("reason", _("Say why, in a sentence that the people concerned can use."))
    if not refusal.would_change.strip():
        raise Invalid("would_change", _("Say what would change it; “nothing” is an answer."))
    if refusal.come_back_on and refusal.come_back_on <= today:
        raise Invalid("come_back_on", _("Choose a day to come, or none."))
    return refusal


def what_would_change(would_change: str, come_back_on: date | None) -> str:
    """Say what would change a refusal, and when to come back."""
    said = _("What would change it: %(change)s") % {"change": would_change} if would_change else ""
    back = _("Come back on %(day)s.") % {"day": come_back_on.isoformat()} if come_back_on else ""
    return " ".join(filter(None, (said, back)))


def decision_due(nominated_at: datetime, days: int) -> datetime:
    """Say until when a nomination is decided, so many working days after it was made."""
    return working_days_after(nominated_at, days)


@dataclass(frozen=True)
class Known:
    """One of the three questions: its key, its words, and what the event knows, empty when nothing."""

    key: str
    question: str
    known: str


def three_questions(*, owner: str, data: str, outcome: str) -> list[Known]:
    """Put the three questions beside what is known."""
    return [
        Known("has_owner", _("Is there a named owner?"), owner),
        Known("has_usable_data", _("Is the data there, and may it be used for this?"), data),
        Known("has_measured_outcome", _("Can the outcome be measured against a baseline?"), outcome),
    ]


def share_known(questions: list[Known]) -> str:
    """Say how much of the screening the event filled in."""
    known = sum(1 for each in questions if each.known)
    return _("The event already says something on %(known)s of the %(all)s.") % {"known": known, "all": len(questions)}


def data_known(name: str, data_class: str | None) -> str:
    """Name a data set with its class; empty unless both are known."""
    return f"{name} ({data_class})" if name and data_class else ""


def outcome_known(metric: str, baseline: str, unit: str) -> str:
    """Name a metric with its baseline; empty unless both are known."""
    if not (metric and baseline):
        return ""
    return _("%(metric)s, %(baseline)s %(unit)s today") % {
        "metric": metric,
        "baseline": baseline,
        "unit": unit,
    }


@dataclass(frozen=True)
class Part:
    """One part of a nomination's file and what the event filled in, empty where it knows nothing; `url` shows it."""

    label: str
    value: str
    url: str = ""


def share_filled(parts: Sequence[Part]) -> str:
    """Say how many parts of a nomination arrived filled in."""
    filled = sum(1 for part in parts if part.value)
    return _("%(filled)s of %(all)s filled by the event") % {"filled": filled, "all": len(parts)}
