"""Rules of a question: what may be said about it, and what hangs together."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from urllib.parse import urlsplit

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy

LARGEST = Decimal(10) ** 13


class DataClass(StrEnum):
    """How sensitive a data set is."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    PERSONAL = "personal"


DATA_CLASS_LABELS: dict[str, LazySentence] = {
    DataClass.PUBLIC: lazy("Public"),
    DataClass.INTERNAL: lazy("Internal"),
    DataClass.CONFIDENTIAL: lazy("Confidential"),
    DataClass.PERSONAL: lazy("Personal data"),
}


@dataclass(frozen=True, kw_only=True)
class ChallengeDraft:
    """What somebody says about a question from work; whatever is not known yet stays empty."""

    title: str
    question: str
    why: str = ""
    metric: str = ""
    metric_unit: str = ""
    baseline: Decimal | None = None
    baseline_source: str = ""
    target: Decimal | None = None
    data_name: str = ""
    data_class: str | None = None
    data_link: str = ""
    product_owner_id: int | None = None


def check(draft: ChallengeDraft) -> None:
    """Raise `Invalid` beside the first value that cannot stand."""
    if not draft.title:
        raise Invalid("title", _("Give the question a short title."))
    if not draft.question:
        raise Invalid("question", _("Ask the question in one sentence."))
    _check_outcome(draft)
    _check_class(draft)


def _check_outcome(draft: ChallengeDraft) -> None:
    for name, value in (("baseline", draft.baseline), ("target", draft.target)):
        if value is not None and not (value.is_finite() and abs(value) < LARGEST):
            raise Invalid(name, _("This number is too large to be kept. Choose a larger unit."))
        if value is not None and not draft.metric:
            raise Invalid("metric", _("Say what is measured, or leave baseline and target empty."))


def _check_class(draft: ChallengeDraft) -> None:
    if draft.data_class is not None and draft.data_class not in set(DataClass):
        raise Invalid("data_class", _("Choose one of the list."))
    if draft.data_class and not draft.data_name:
        raise Invalid("data_name", _("Name the data set of this class."))
    if draft.data_link and not _is_web_address(draft.data_link):
        raise Invalid("data_link", _("This is not a web address. It begins with https:// or http://."))


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not set(text) & set(" \t\n<>\"'")
