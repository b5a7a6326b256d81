"""Skills as people type them, and the time zones there are."""

from functools import cache
from zoneinfo import available_timezones

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _

MOST_SKILLS = 20
LONGEST_SKILL = 40
_REGIONS = tuple(
    f"{region}/"
    for region in (
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
)


def skills_in(typed: str) -> list[str]:
    """Part what was typed at the commas: each skill once, as it was first written."""
    skills: dict[str, str] = {}
    for part in typed.split(","):
        skill = " ".join(part.split())
        if skill:
            skills.setdefault(skill.casefold(), skill)
    if len(skills) > MOST_SKILLS or any(len(skill) > LONGEST_SKILL for skill in skills.values()):
        raise Invalid(
            "skills",
            _("Name up to %(most)s skills of up to %(longest)s letters each, parted by commas.")
            % {"most": MOST_SKILLS, "longest": LONGEST_SKILL},
        )
    return list(skills.values())


@cache
def time_zones() -> list[str]:
    """List the zones people live in, UTC first."""
    return ["UTC", *sorted(name for name in available_timezones() if name.startswith(_REGIONS))]
