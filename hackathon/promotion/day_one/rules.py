"""What a day-one plan says, what of it is still empty, and what cannot stand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy

HIGHEST_COST = 1_000_000_000
LONGEST, LONGEST_ADDRESS = 2000, 254
PARTS: Mapping[str, LazySentence] = {
    "target_system": lazy("The system it runs in"),
    "system_owner": lazy("Who answers for that system"),
    "roles": lazy("Whose work changes"),
    "training": lazy("How they learn it"),
    "support": lazy("Whom they ask"),
    "support_from": lazy("From which day on they can ask"),
    "cost_ceiling": lazy("What a month of running may cost at most"),
}
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, kw_only=True)
class PlanDraft:
    """A plan as somebody typed it; people are named by their mail address. Empty is what nobody knows yet."""

    target_system: str = ""
    system_owner: str = ""
    roles: str = ""
    training: str = ""
    support: str = ""
    support_from: date | None = None
    cost_ceiling: int | None = None


def check(draft: PlanDraft) -> None:
    """Raise `Invalid` beside the first value that cannot stand."""
    for name, longest in {"target_system": 120, "roles": LONGEST, "training": LONGEST}.items():
        if len(getattr(draft, name)) > longest:
            raise Invalid(name, _("This is too long: %(limit)s characters are possible.") % {"limit": longest})
    for name in ("system_owner", "support"):
        typed = getattr(draft, name).strip()
        if typed and (len(typed) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(typed)):
            raise Invalid(name, _("Give a mail address."))
    if draft.cost_ceiling is not None and not 0 <= draft.cost_ceiling <= HIGHEST_COST:
        raise Invalid("cost_ceiling", _("Give a whole number that is not below zero."))


def empty_parts(values: Mapping[str, object]) -> Sequence[str]:
    """List the parts that nobody has filled in yet; nothing to pay is an answer."""
    return [str(label) for name, label in PARTS.items() if values.get(name) in (None, "")]
