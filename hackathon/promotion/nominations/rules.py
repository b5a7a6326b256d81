"""What the event already knows about the three questions of the light path."""

from dataclasses import dataclass

from hackathon.core.i18n import _


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
