"""What may be said about a stage of judging."""

from dataclasses import dataclass

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _

MOST = 5
"""How many stages an event may have."""
MOST_PLACES = 1000
ALL = 100


@dataclass(frozen=True)
class StageDraft:
    """A stage after the first, as somebody planned it; see `Stage`."""

    name: str
    places: int | None = None
    carry_over: int = 0


def check_stage(draft: StageDraft) -> None:
    """Raise `Invalid` beside the first value that cannot stand."""
    if not draft.name:
        raise Invalid("name", _("Give the stage a name, such as “Final”."))
    if draft.places is not None and not 1 <= draft.places <= MOST_PLACES:
        raise Invalid("places", _("Give a number from 1 to %(most)s, or leave this empty.") % {"most": MOST_PLACES})
    if not 0 <= draft.carry_over <= ALL:
        raise Invalid("carry_over", _("Give a whole number from 0 to 100."))
