"""Skills as people type and read them, with how well they are known, and the time zones there are."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple
from zoneinfo import available_timezones

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _

MOST_SKILLS = 20
LONGEST_SKILL = 40
HIGHEST_LEVEL = 5
USUAL_LEVEL = 3
"""How well a skill is known of which nothing else is said, from 1 to 5."""
_LEVELLED = re.compile(r"(.*\S)\s*:\s*(\d+)")
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


class Skill(NamedTuple):
    """A skill as it was written, `Python` or `Python:4`."""

    name: str
    level: int | None = None

    @classmethod
    def read(cls, written: str) -> "Skill":
        """Part a skill from its level; a colon before anything but a number belongs to the name."""
        found = _LEVELLED.fullmatch(written)
        return cls(found[1], int(found[2])) if found else cls(written)

    @property
    def written(self) -> str:
        """How it is kept, and typed."""
        return self.name if self.level is None else f"{self.name}:{self.level}"

    @property
    def said(self) -> str:
        """How people read it."""
        return self.name if self.level is None else f"{self.name} {self.level}/{HIGHEST_LEVEL}"


def skills_in(typed: str, *, field: str = "skills") -> list[str]:
    """Part what was typed at the commas: each skill once, as it was first written, `name` or `name:level`.

    `field` is where it was typed, for the refusal.
    """
    skills: dict[str, Skill] = {}
    for part in typed.split(","):
        skill = Skill.read(" ".join(part.split()))
        if skill.name:
            skills.setdefault(skill.name.casefold(), skill)
    _check(skills.values(), field)
    return [skill.written for skill in skills.values()]


def skill_names_in(typed: str, *, field: str = "skills") -> list[str]:
    """Part skills of which it does not matter how well they are known."""
    return [Skill.read(skill).name for skill in skills_in(typed, field=field)]


def levels_of(skills: Iterable[str]) -> dict[str, int]:
    """Return how well each skill is known, from 1 to 5, under its name in small letters, in which skills compare."""
    read = map(Skill.read, skills)
    return {skill.name.casefold(): USUAL_LEVEL if skill.level is None else skill.level for skill in read}


def said_skills(skills: Iterable[str]) -> str:
    """Write skills as people read them: `SQL, Python 4/5`."""
    return ", ".join(Skill.read(skill).said for skill in skills)


def _check(skills: Iterable[Skill], field: str) -> None:
    skills = list(skills)
    if len(skills) > MOST_SKILLS or any(len(skill.name) > LONGEST_SKILL for skill in skills):
        raise Invalid(
            field,
            _("Name up to %(most)s skills of up to %(longest)s letters each, parted by commas.")
            % {"most": MOST_SKILLS, "longest": LONGEST_SKILL},
        )
    if any(skill.level is not None and not 1 <= skill.level <= HIGHEST_LEVEL for skill in skills):
        raise Invalid(field, _("Say how well you know a skill by a number from 1 to 5, such as Python:4."))


@cache
def time_zones() -> list[str]:
    """List the zones people live in, UTC first."""
    return ["UTC", *sorted(name for name in available_timezones() if name.startswith(_REGIONS))]
