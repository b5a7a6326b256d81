"""Rules of the board: whom a team lacks, how well a person fits it and why, what a filter lets through, in which order.

A fit is a sum of points, each for one thing that the person would bring or get:

    12       the domain expert or the data person that the team lacks: without either a prototype finds no home
     6       another craft that the team looks for
     1 to 5  each skill that the team or its question looks for and nobody in it has, as well as the person knows it
     1 to 5  the team's question is among the person's choices, the first of five counting 5
     4       somebody is in it with whom the reader wished to be
     1       nobody in it is of the person's unit

Who must not be in one team counts nowhere here: an order would tell it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hackathon.core.i18n import _
from hackathon.people.profiles.models import DATA_CRAFTS, Craft
from hackathon.people.profiles.rules import Skill, levels_of
from hackathon.teams.formation.rules import DATA_PERSON, ROLE_LABELS, missing_roles
from hackathon.teams.formation.states import TeamEntry, TeamState
from hackathon.teams.wishes.rules import MOST_CHOICES

ESSENTIAL, CRAFT, COMPANION, UNIT = 12, 6, 4, 1


@dataclass(frozen=True)
class PersonShown:
    """Somebody on the board, in a team or looking for one."""

    account_id: int
    name: str
    craft: str = Craft.OTHER
    skills: Sequence[str] = ()
    unit: str = ""
    choices: Sequence[int] = ()

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """How well they know what, from 1 to 5, by skill in small letters."""
        return levels_of(self.skills)

    @property
    def craft_name(self) -> str:
        """What they do, in the reader's language."""
        return str(ROLE_LABELS[self.craft])


@dataclass(frozen=True)
class TeamShown:
    """A team on the board; the skills are those that it and its question look for."""

    id: int
    name: str
    most: int
    state: str = TeamState.FORMING
    entry: str = TeamEntry.OPEN
    challenge_id: int | None = None
    question: str = ""
    wanted_crafts: Sequence[str] = ()
    wanted_skills: Sequence[str] = ()
    members: Sequence[PersonShown] = ()
    captain_id: int = 0
    pitch: str = ""

    @cached_property
    def roles_missing(self) -> list[str]:
        """The roles it lacks, as codes."""
        return missing_roles((member.craft for member in self.members), self.wanted_crafts)

    @cached_property
    def missing(self) -> list[str]:
        """The roles it lacks, in the reader's language."""
        return [str(ROLE_LABELS[role]) for role in self.roles_missing]

    @cached_property
    def skills_missing(self) -> list[str]:
        """The skills it looks for that nobody in it has, however well."""
        there = {skill for member in self.members for skill in member.levels}
        return [name for name in _names(self.wanted_skills) if name.casefold() not in there]

    @property
    def has_place(self) -> bool:
        """Whether somebody could come in at all."""
        return self.state == TeamState.FORMING and len(self.members) < self.most

    @property
    def takes_people(self) -> bool:
        """Whether somebody could join, or ask to, without being invited."""
        return self.has_place and self.entry != TeamEntry.BY_INVITATION


@dataclass(frozen=True)
class Fit:
    """How well a person and a team fit, and what makes it so."""

    points: int = 0
    roles: Sequence[str] = ()
    skills: Sequence[str] = ()
    place: int | None = None
    """Where the team's question stands among the person's choices, 1 being the first."""
    companions: Sequence[str] = ()

    @property
    def brought(self) -> str:
        """What the person has that the team lacks, in words."""
        return ", ".join([*(str(ROLE_LABELS[role]).lower() for role in self.roles), *self.skills])


@dataclass(frozen=True)
class Filter:
    """What somebody looks for on the board; what is empty lets everything through."""

    skill: str = ""
    craft: str = ""
    unit: str = ""
    challenge_id: int | None = None

    def __bool__(self) -> bool:
        return self != Filter()

    def lets_team(self, team: TeamShown) -> bool:
        """Tell whether a team looks for this skill and craft, has somebody of this unit, and is on this question."""
        return (
            (not self.skill or self.skill.casefold() in levels_of(team.wanted_skills))
            and (not self.craft or any(_fills(self.craft, role) for role in team.roles_missing))
            and (not self.unit or any(member.unit == self.unit for member in team.members))
            and self.challenge_id in {None, team.challenge_id}
        )

    def lets_person(self, person: PersonShown) -> bool:
        """Tell whether somebody has this skill and craft, is of this unit, and chose this question."""
        return (
            (not self.skill or self.skill.casefold() in person.levels)
            and self.craft in {"", person.craft}
            and self.unit in {"", person.unit}
            and (self.challenge_id is None or self.challenge_id in person.choices)
        )


@dataclass(frozen=True)
class Board:
    """Everything on the board of an event; without `seekers` the reader may not know who looks for a team."""

    teams: Sequence[TeamShown]
    seekers: Sequence[PersonShown] | None = None
    reader_id: int | None = None
    companions: Collection[int] = field(default_factory=frozenset)

    @cached_property
    def me(self) -> PersonShown | None:
        """The reader, as long as they look for a team."""
        return next((each for each in self.seekers or () if each.account_id == self.reader_id), None)

    @cached_property
    def mine(self) -> TeamShown | None:
        """The team that the reader is in."""
        return next((team for team in self.teams if self.reader_id in {m.account_id for m in team.members}), None)

    @cached_property
    def units(self) -> list[str]:
        """The units that people on the board are of."""
        return sorted({person.unit for person in self._people() if person.unit}, key=str.casefold)

    @cached_property
    def skills(self) -> list[str]:
        """The skills that teams look for, and those that people who look for one have."""
        wanted = (skill for team in self.teams for skill in team.wanted_skills)
        brought = (skill for person in self.seekers or () for skill in person.skills)
        return _names((*wanted, *brought))

    def teams_for_reader(self, sought: Filter) -> list[tuple[TeamShown, Fit]]:
        """Order the teams: those that can be joined first, among them those that fit a reader who looks for one."""
        me, teams = self.me, [team for team in self.teams if sought.lets_team(team)]
        fits = [(team, self._fit_for(me, team) if me and team.has_place else Fit()) for team in teams]
        return sorted(fits, key=lambda each: (_closed(each[0]), -each[1].points, *_alphabet(each[0].name, each[0].id)))

    def people_for_reader(self, sought: Filter) -> list[tuple[PersonShown, Fit]]:
        """Order who looks for a team by what the reader's team lacks, as long as it has a place, else by name."""
        team = self.mine if self.mine and self.mine.has_place else None
        people = [person for person in self.seekers or () if sought.lets_person(person)]
        fits = [(each, fit_of(each, team, known=self._named([each])) if team else Fit()) for each in people]
        return sorted(fits, key=lambda each: (-each[1].points, *_alphabet(each[0].name, each[0].account_id)))

    def _fit_for(self, me: PersonShown, team: TeamShown) -> Fit:
        return fit_of(me, team, known=self._named(team.members))

    def _named(self, people: Iterable[PersonShown]) -> list[str]:
        return [each.name for each in people if each.account_id in self.companions]

    def _people(self) -> Iterable[PersonShown]:
        yield from (member for team in self.teams for member in team.members)
        yield from self.seekers or ()


def fit_of(person: PersonShown, team: TeamShown, *, known: Sequence[str] = ()) -> Fit:
    """Tell how well somebody fits a team; `known` names those with whom the reader would be as they wished."""
    roles = tuple(role for role in team.roles_missing if _fills(person.craft, role))
    skills = tuple(skill for skill in team.skills_missing if skill.casefold() in person.levels)
    place = person.choices.index(team.challenge_id) + 1 if team.challenge_id in person.choices else None
    points = (
        sum(_worth(role, team) for role in roles)
        + sum(person.levels[skill.casefold()] for skill in skills)
        + (MOST_CHOICES + 1 - place if place else 0)
        + (COMPANION if known else 0)
        + (UNIT if person.unit and all(member.unit != person.unit for member in team.members) else 0)
    )
    return Fit(points, roles, skills, place, tuple(known))


def why_join(fit: Fit) -> str:
    """Say to somebody who looks for a team why they would fit this one; empty where nothing speaks for it."""
    said = [_("you bring what they lack: %(what)s") % {"what": fit.brought}] if fit.brought else []
    if fit.place:
        said.append(_("you chose their question") if fit.place > 1 else _("their question is your first choice"))
    return _sentence(said, fit)


def why_ask(fit: Fit) -> str:
    """Say to somebody in a team why this person would fit it; empty where nothing speaks for it."""
    said = [_("brings what you lack: %(what)s") % {"what": fit.brought}] if fit.brought else []
    if fit.place:
        said.append(_("would like to work on your question"))
    return _sentence(said, fit)


def _sentence(said: list[str], fit: Fit) -> str:
    if fit.companions:
        said.append(_("with %(people)s, as you would like") % {"people": ", ".join(fit.companions)})
    words = "; ".join(said)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _fills(craft: str, role: str) -> bool:
    return craft == role or (role == DATA_PERSON and craft in DATA_CRAFTS)


def _worth(role: str, team: TeamShown) -> int:
    """Return what filling a role counts: a data craft that is looked for is the data person where there is none."""
    has_data = any(member.craft in DATA_CRAFTS for member in team.members)
    is_essential = role in {Craft.DOMAIN_EXPERT, DATA_PERSON} or (role in DATA_CRAFTS and not has_data)
    return ESSENTIAL if is_essential else CRAFT


def _names(skills: Iterable[str]) -> list[str]:
    """Return each skill once, as it was first written, without how well it is known."""
    names: dict[str, str] = {}
    for skill in skills:
        name = Skill.read(skill).name
        names.setdefault(name.casefold(), name)
    return list(names.values())


def _closed(team: TeamShown) -> tuple[bool, bool]:
    return not team.has_place, not team.takes_people


def _alphabet(name: str, row_id: int) -> tuple[str, int]:
    return name.casefold(), row_id
