"""Rules of taking part: what counts as a craft and a skill, and who gets a place."""

from collections.abc import Iterable

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.people.profiles.models import DATA_CRAFTS, Craft

MOST_SKILLS = 20
LONGEST_SKILL = 40
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


def clean_skills(skills: Iterable[str]) -> list[str]:
    """Return the skills without blanks and repetitions; raise `Invalid` for too many or too long ones."""
    seen: dict[str, str] = {}
    for skill in (" ".join(raw.split()) for raw in skills):
        seen.setdefault(skill.casefold(), skill)
    seen.pop("", None)
    if len(seen) > MOST_SKILLS:
        raise Invalid("skills", _("Name at most %(most)s skills.") % {"most": MOST_SKILLS})
    if any(len(skill) > LONGEST_SKILL for skill in seen.values()):
        raise Invalid("skills", _("Keep each skill to %(most)s characters.") % {"most": LONGEST_SKILL})
    return list(seen.values())


def free_places(capacity: int | None, *, taken: int) -> int | None:
    """Count the places nobody has, None where there is no limit."""
    return None if capacity is None else max(capacity - taken, 0)
