"""Rules of taking part: what counts as a craft and a skill, and who gets a place."""

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.people.profiles.models import DATA_CRAFTS, Craft

CRAFT_GROUPS: tuple[tuple[LazySentence, frozenset[str]], ...] = (
    (lazy("Domain experts"), frozenset({Craft.DOMAIN_EXPERT})),
    (lazy("Data people"), frozenset(DATA_CRAFTS)),
    (lazy("Builders and designers"), frozenset({Craft.SOFTWARE_ENGINEER, Craft.DESIGNER})),
    (lazy("Others"), frozenset({Craft.OTHER})),
)
"""How an event's page counts its people."""


def known_craft(craft: str) -> str:
    """Return the craft, or raise `Invalid` when there is no such craft."""
    if craft not in set(Craft):
        raise Invalid("craft", _("Choose what you bring to a team."))
    return craft


def free_places(capacity: int | None, *, taken: int) -> int | None:
    """Count the places nobody has, None where there is no limit."""
    return None if capacity is None else max(capacity - taken, 0)
