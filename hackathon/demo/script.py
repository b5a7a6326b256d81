"""The demo's script: people, events and what becomes of them, read from the files in `data` into values."""

import csv
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from hackathon.teams.formation.states import TeamEntry

DATA = files("hackathon.demo") / "data"
DOMAIN = "demo.example"
OFFICE = ZoneInfo("Europe/Berlin")
_MOMENT = re.compile(r"(now)?([+-]\d+) (\d\d):(\d\d)")


@dataclass(frozen=True)
class Person:
    """Somebody who works at the demo's company; `key` is what the script calls them."""

    key: str
    name: str
    unit: str
    craft: str
    skills: tuple[str, ...]
    zone: str
    line_manager: str
    roles: tuple[str, ...]
    about: str

    @property
    def email(self) -> str:
        """The address, which for the people of the demo's bar is their part."""
        return f"{self.key}@{DOMAIN}"


@dataclass(frozen=True)
class Calendar:
    """Turns moments of the script into real ones: days from the event's first day, or with `now` from today."""

    first_day: date
    today: date
    zone: ZoneInfo

    def __call__(self, moment: str) -> datetime:
        """Return a moment written like `+2 14:00` or `now-4 10:25`, in the event's zone."""
        found = _MOMENT.fullmatch(moment)
        if found is None:
            raise ValueError(f"{moment!r} is not a moment of the script")
        day = (self.today if found[1] else self.first_day) + timedelta(days=int(found[2]))
        return datetime.combine(day, time(int(found[3]), int(found[4])), self.zone)


@dataclass(frozen=True, kw_only=True)
class ChallengeScript:
    """A question, as somebody poses it."""

    key: str
    title: str
    question: str
    why: str
    metric: str
    unit: str
    baseline: str
    target: str
    source: str
    dataset: str
    dataset_class: str
    dataset_link: str
    poser: str
    owner: str
    at: str
    track: str = ""
    accepted: bool = True
    skills: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class ProjectScript:
    """A prototype: what it says about itself, its history as `path | subject` lines, and when it is handed in."""

    title: str
    summary: str
    description: str
    demo: str
    quality: float
    repository: str
    submitted: Sequence[str]
    feedback: Sequence[str]
    history: Sequence[str] = ()
    early: int = 0
    uploads: Sequence[str] = ()
    award: Sequence[str] = ()
    voters: Sequence[str] = ()
    pdf: bool = False
    png: bool = False
    video: bool = False


@dataclass(frozen=True, kw_only=True)
class TeamScript:
    """A team, its captain first, who waits to get in, and its project if it has one."""

    name: str
    challenge: str
    members: Sequence[str]
    pitch: str
    wanted: Sequence[str]
    at: str
    entry: str = TeamEntry.OPEN
    asked_by: Mapping[str, str] = field(default_factory=dict)
    invited: Sequence[str] = ()
    mentor: str = ""
    project: ProjectScript | None = None

    @property
    def captain(self) -> str:
        """Who founds the team and speaks for it."""
        return self.members[0]


@dataclass(frozen=True, kw_only=True)
class EvidenceScript:
    """What somebody gives at a gate (a link, a file, or a reading by its number), and when the owner accepts it."""

    requirement: str
    by: str
    note: str
    given: str
    accepted: str
    link: str = ""
    file: str = ""
    reading: int = 0


@dataclass(frozen=True, kw_only=True)
class CaseScript:
    """How far a project comes after the event; steps left empty have not happened."""

    project: str
    by: str
    owner: str
    nominated: str
    change: str
    measured: str = ""
    risks: str = ""
    signed: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    """What is not answered as the light path wants it."""
    terms: Sequence[str] = ()
    """What data and system owners are asked about: moment, who says so, data, purpose, system."""
    names: Sequence[Sequence[str]] = ()
    """Who is named to decide a must-pass question: moment, who names, question, who decides."""
    decides: Sequence[Sequence[str]] = ()
    """Must-pass questions that are answered: moment, who answers, questions; and unless it is yes: answer, reason, what
    would change it."""
    passed: str = ""
    plan: Mapping[str, Any] = field(default_factory=dict)
    """The day-one plan: when and by whom it was written, and what it says."""
    screened: str = ""
    declined: str = ""
    would_change: str = ""
    comes_back: str = ""
    offered: str = ""
    refuses: Sequence[str] = ()
    accepted: str = ""
    signs: Sequence[str] = ()
    builds: str = ""
    pilots: str = ""
    lives: str = ""
    readings: Sequence[Sequence[str]] = ()
    evidence: Sequence[EvidenceScript] = ()


@dataclass(frozen=True, kw_only=True)
class StageScript:
    """A stage of judging after the first, and when its finalists were named, empty while it is ahead."""

    name: str
    places: int
    carry_over: int
    begins: str = ""


@dataclass(frozen=True, kw_only=True)
class EventScript:
    """One event with everything that happens around it."""

    key: str
    name: str
    summary: str
    description: str
    place: str
    zone: str
    organizers: Sequence[str]
    judges: Sequence[str]
    mentors: Sequence[str]
    drafted: str
    published: str
    starts: str
    ends: str
    windows: Mapping[str, Sequence[str]]
    calendar: Calendar
    capacity: int | None = None
    challenges: Sequence[ChallengeScript] = ()
    teams: Sequence[TeamScript] = ()
    cases: Sequence[CaseScript] = ()
    alone: Sequence[str] = ()
    withdrawn: Sequence[str] = ()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    together: Sequence[Sequence[str]] = ()
    judged: Mapping[str, int] = field(default_factory=dict)
    stages: Sequence[StageScript] = ()
    prizes: Sequence[Sequence[str]] = ()
    """What can be won: its name, and the track it is for or nothing."""
    has_vote: bool = False
    tables: str = ""

    @property
    def members(self) -> list[str]:
        """Everybody who is in a team."""
        return [member for team in self.teams for member in team.members]


@dataclass(frozen=True, kw_only=True)
class RoundScript:
    """A selection round; its candidates are projects of events, steps left empty have not happened."""

    name: str
    chair: str
    weeks: float
    scorers: Sequence[str]
    candidates: Sequence[Sequence[str]]
    opened: str
    started: str
    sheets: Sequence[Sequence[Any]]
    calendar: Calendar
    cut: str = ""
    closed: str = ""


def tuesday(today: date, *, weeks: int) -> date:
    """Return the Tuesday of the week so many weeks from now: the day on which the long events begin."""
    return today - timedelta(days=today.weekday() - 1) + timedelta(weeks=weeks)


FIRST_DAYS: Mapping[str, Callable[[date], date]] = {
    "earlier": partial(tuesday, weeks=-24),
    "finished": partial(tuesday, weeks=-7),
    "judging": lambda today: today - timedelta(days=6),
    "running": lambda today: today - timedelta(days=1),
    "announced": partial(tuesday, weeks=3),
}


def read_people() -> list[Person]:
    """Read the people, those whom others report to included."""
    lines = (DATA / "people.csv").read_text(encoding="utf-8").splitlines()
    return [_person(row) for row in csv.DictReader(lines)]


def read_events(now: datetime) -> Iterator[EventScript]:
    """Read the events around the present: half a year and seven weeks ago, last week, yesterday, and in three weeks."""
    for key, first_day in FIRST_DAYS.items():
        text = _read(key)
        zone = ZoneInfo(text["event"]["zone"])
        today = now.astimezone(zone).date()
        yield _event(key, text, Calendar(first_day(today), today, zone))


def read_rounds(now: datetime) -> list[RoundScript]:
    """Read the selection rounds, counted from today."""
    today = now.astimezone(OFFICE).date()
    calendar = Calendar(today, today, OFFICE)
    return [RoundScript(calendar=calendar, **each) for each in _read("rounds")["rounds"]]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _event(key: str, text: Mapping[str, Any], calendar: Calendar) -> EventScript:
    return EventScript(
        key=key,
        calendar=calendar,
        challenges=[ChallengeScript(**each) for each in text["challenges"]],
        teams=[_team(each) for each in text.get("teams", [])],
        cases=[_case(each) for each in text.get("cases", [])],
        judged=text.get("judged", {}),
        **text.get("people", {}),
        **{**text["event"], "stages": [StageScript(**each) for each in text["event"].get("stages", [])]},
    )


def _team(text: Mapping[str, Any]) -> TeamScript:
    project = text.get("project")
    return TeamScript(**{**text, "project": ProjectScript(**project) if project else None})


def _case(text: Mapping[str, Any]) -> CaseScript:
    return CaseScript(**{**text, "evidence": [EvidenceScript(**each) for each in text.get("evidence", [])]})


def _person(row: Mapping[str, str]) -> Person:
    return Person(
        key=row["key"],
        name=row["name"],
        unit=row["unit"],
        craft=row["craft"],
        skills=tuple(row["skills"].split("; ")),
        zone=row["zone"],
        line_manager=row["manager"],
        roles=tuple(filter(None, row["roles"].split("; "))),
        about=row["about"] or "",
    )
