"""Rules of a data set: how sensitive data can be, and what must be said about it."""

from dataclasses import dataclass
from enum import StrEnum

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy


class DataClass(StrEnum):
    """How sensitive data is, the least sensitive first."""

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
DATA_CLASS_TONES = {
    DataClass.PUBLIC: "neutral",
    DataClass.INTERNAL: "info",
    DataClass.CONFIDENTIAL: "warn",
    DataClass.PERSONAL: "bad",
}
_ORDER = list(DataClass)


@dataclass(frozen=True, kw_only=True)
class DatasetDraft:
    """What somebody says about a data set; without an owner it is the data of whoever says it."""

    name: str
    data_class: str
    terms: str = ""
    owner_id: int | None = None


def check(draft: DatasetDraft) -> None:
    """Raise `Invalid` beside the first value that cannot stand."""
    if not draft.name.strip():
        raise Invalid("name", _("Give the data set the name by which people know it."))
    if draft.data_class not in set(DataClass):
        raise Invalid("data_class", _("Choose one of the list."))


def is_lower(data_class: str, than: str) -> bool:
    """Tell whether one class is less sensitive than another."""
    return _ORDER.index(DataClass(data_class)) < _ORDER.index(DataClass(than))
