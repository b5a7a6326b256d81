"""Matching for people who have only spreadsheets: two CSV files in, one out, and the figures as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from hackathon.core.i18n import gettext as _
from hackathon.core.sheets import Sheet, WrongCell, write_sheet
from hackathon.placing.plans.rules import Unmet, figures, unmet
from hackathon.placing.problems.rules import LEVEL_UNSAID, LEVELS, ROLES, Challenge, Person, Plan, Problem
from hackathon.placing.solver.gateway import Solved, solve

REQUIRED = ("person", "role")
OPTIONAL = ("skills", "choices", "with", "apart", "unit")
HEAD = ("team", "challenge", "person", "role")
LIST = ";"
"""What parts the names in one cell."""
Pair = frozenset[str]


@dataclass(frozen=True)
class Limits:
    """What the command line says beside the files."""

    min_size: int
    max_size: int
    seed: int
    time_limit: float


@dataclass
class _Reading:
    """People while they are read, and their wishes with where they stand."""

    people: dict[str, Person] = field(default_factory=dict)
    wishes: dict[str, list[tuple[int, str, str]]] = field(default_factory=lambda: {"with": [], "apart": []})


def match_files(people: Path, challenges: Path, out: Path, limits: Limits) -> str:
    """Match the people of a file into teams of another, which appears whole or not at all; return figures as JSON.

    Raises `WrongCell`, or another refusal that names the file, where something in a file is wrong; then nothing is
    written.
    """
    problem = _read(people, challenges, limits)
    solved = solve(problem, seed=limits.seed, time_limit=limits.time_limit)
    plan = _named(solved.plan)
    write_sheet(out, HEAD, _rows(problem, plan))
    return json.dumps(_figures(problem, plan, solved), ensure_ascii=False)


def _read(people: Path, challenges: Path, limits: Limits) -> Problem:
    known = _read_challenges(challenges)
    sheet, reading = Sheet.read(people, REQUIRED, OPTIONAL), _Reading()
    for row, cells in sheet.rows():
        _take(reading, sheet, (row, cells), known)
    return Problem(
        people=tuple(reading.people.values()),
        challenges=tuple(known.values()),
        together=frozenset(_pairs(sheet, reading, "with")),
        apart=frozenset(_pairs(sheet, reading, "apart")),
        min_size=limits.min_size,
        max_size=limits.max_size,
    )


def _read_challenges(path: Path) -> dict[str, Challenge]:
    sheet, known = Sheet.read(path, ("challenge",), ("skills", "max_teams")), dict[str, Challenge]()
    for row, cells in sheet.rows():
        key = sheet.filled(row, cells, "challenge")
        if key in known:
            raise WrongCell(sheet.file, row, "challenge", _("%(name)s is there twice.") % {"name": key})
        skills = frozenset(skill.casefold() for skill in _listed(cells, "skills"))
        known[key] = Challenge(key, skills, _max_teams(sheet, row, cells))
    return known


def _max_teams(sheet: Sheet, row: int, cells: Mapping[str, str]) -> int | None:
    text = cells.get("max_teams", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise WrongCell(sheet.file, row, "max_teams", _("“%(text)s” is no whole number.") % {"text": text})
    return int(text)


def _take(
    reading: _Reading, sheet: Sheet, line: tuple[int, Mapping[str, str]], challenges: Mapping[str, Challenge]
) -> None:
    row, cells = line
    key, role = sheet.filled(row, cells, "person"), sheet.filled(row, cells, "role")
    if key in reading.people:
        raise WrongCell(sheet.file, row, "person", _("%(name)s is there twice.") % {"name": key})
    if role not in ROLES:
        values = {"text": role, "roles": ", ".join(ROLES)}
        raise WrongCell(sheet.file, row, "role", _("“%(text)s” is none of: %(roles)s.") % values)
    choices = tuple(dict.fromkeys(_listed(cells, "choices")))
    for choice in choices:
        if choice not in challenges:
            raise WrongCell(sheet.file, row, "choices", _("There is no challenge “%(text)s”.") % {"text": choice})
    skills = dict(_skill(sheet, row, text) for text in _listed(cells, "skills"))
    reading.people[key] = Person(key, role, skills, choices, cells.get("unit", ""))
    for column, wishes in reading.wishes.items():
        wishes += [(row, key, other) for other in _listed(cells, column)]


def _skill(sheet: Sheet, row: int, text: str) -> tuple[str, int]:
    """Read `name` or `name:level`."""
    name, colon, level = text.rpartition(":")
    if not colon:
        return text.casefold(), LEVEL_UNSAID
    if not name.strip() or level.strip() not in map(str, LEVELS):
        trouble = _("“%(text)s” is no skill with a level from 1 to 5, such as python:3.")
        raise WrongCell(sheet.file, row, "skills", trouble % {"text": text})
    return name.strip().casefold(), int(level)


def _pairs(sheet: Sheet, reading: _Reading, column: str) -> Iterator[Pair]:
    for row, person, other in reading.wishes[column]:
        if other not in reading.people:
            raise WrongCell(sheet.file, row, column, _("There is no person “%(text)s”.") % {"text": other})
        if other == person:
            raise WrongCell(sheet.file, row, column, _("%(name)s is named in their own row.") % {"name": person})
        yield frozenset((person, other))


def _listed(cells: Mapping[str, str], column: str) -> list[str]:
    return [name for text in cells.get(column, "").split(LIST) if (name := text.strip())]


def _named(plan: Plan) -> Plan:
    """Call the teams by numbers."""
    return replace(plan, teams=tuple(replace(team, key=f"team-{n}") for n, team in enumerate(plan.teams, start=1)))


def _rows(problem: Problem, plan: Plan) -> Iterator[Sequence[str]]:
    roles = {person.key: person.craft for person in problem.people}
    for team in plan.teams:
        for key in team.members:
            yield team.key, team.challenge or "", key, roles[key]


def _figures(problem: Problem, plan: Plan, solved: Solved) -> dict[str, object]:
    return {
        **asdict(figures(problem, plan)),
        "objective": solved.objective,
        "bound": solved.bound,
        "stopped_by": solved.stopped_by,
        "seconds": round(solved.seconds, 3),
        "unmet": [_told(each) for each in unmet(problem, plan)],
    }


def _told(each: Unmet) -> dict[str, object]:
    return {"what": each.what, "for": list(each.whom), "team": each.team, "why": str(each.why)}
