"""Rules of an event's times: which windows it has, what fills them in, and which phase a moment falls into."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.events.setup.states import EventState
from hackathon.people.profiles.rules import time_zones

SLUG_LENGTH = 60
RESERVED_SLUGS = frozenset({"new"})
LARGEST_TEAM = 50
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
SHORTEST_REOPENING = timedelta(hours=1)
LONGEST_REOPENING = timedelta(days=1)


class WindowKind(StrEnum):
    """The stretches of an event in which something may be done; `RUNNING` ends with the deadline for handing in."""

    CHALLENGES = "challenges"
    REGISTRATION = "registration"
    FORMING = "forming"
    RUNNING = "running"
    JUDGING = "judging"


class Window(NamedTuple):
    """When something may be done: from `opens_at` (inclusive) until `closes_at` (exclusive)."""

    opens_at: datetime
    closes_at: datetime

    def is_open(self, at: datetime) -> bool:
        """Tell whether the moment lies in the window."""
        return self.opens_at <= at < self.closes_at


RESULTS = "results"
PHASE_LABELS: dict[str, LazySentence] = {
    WindowKind.CHALLENGES: lazy("Questions"),
    WindowKind.REGISTRATION: lazy("Registration"),
    WindowKind.FORMING: lazy("Teams form"),
    WindowKind.RUNNING: lazy("Build and hand in"),
    WindowKind.JUDGING: lazy("Judging"),
    RESULTS: lazy("Results"),
}
ANNOUNCED, BETWEEN, JUDGED = "announced", "between", "judged"
STANDINGS: dict[str, tuple[LazySentence, str]] = {
    WindowKind.CHALLENGES: (lazy("collecting questions"), "info"),
    WindowKind.REGISTRATION: (lazy("registration open"), "info"),
    WindowKind.FORMING: (lazy("forming teams"), "good"),
    WindowKind.RUNNING: (lazy("building"), "good"),
    WindowKind.JUDGING: (lazy("judging"), "good"),
    ANNOUNCED: (lazy("announced"), "info"),
    BETWEEN: (lazy("between two phases"), "neutral"),
    JUDGED: (lazy("waiting for results"), "warn"),
    EventState.DRAFT.lower(): (lazy("draft"), "neutral"),
    EventState.RELEASED.lower(): (lazy("results are out"), "accent"),
    EventState.ARCHIVED.lower(): (lazy("archived"), "neutral"),
    EventState.CANCELLED.lower(): (lazy("cancelled"), "bad"),
}
"""What to call where an event stands, and the tone of its badge."""


class Preset(StrEnum):
    """How long an event usually lasts; each fills every window."""

    ONE_DAY = "one_day"
    TWO_DAYS = "two_days"
    TWO_WEEKS = "two_weeks"


@dataclass(frozen=True)
class Pattern:
    """The wall times of a preset: from 9 o'clock on the first day until `ends` on the last."""

    label: LazySentence
    more_days: int
    weeks_before: int
    teams_stand: tuple[int, time]
    """On which day of the event, counted from 0, and when teams are complete."""
    deadline: time
    judged: time
    ends: time


MORNING = time(9)
PRESETS: dict[Preset, Pattern] = {
    Preset.ONE_DAY: Pattern(lazy("One day"), 0, 4, (0, time(10, 30)), time(16), time(17, 30), time(18)),
    Preset.TWO_DAYS: Pattern(lazy("Two days"), 1, 4, (0, time(12)), time(14), time(16, 30), time(17)),
    Preset.TWO_WEEKS: Pattern(lazy("Two weeks"), 11, 6, (1, time(17)), time(12), time(16, 30), time(17)),
}


@dataclass(frozen=True)
class Times:
    """The moments of an event by field, with a sentence for each whose wall time the clocks skip or show twice."""

    moments: dict[str, Any]
    notes: tuple[str, ...] = ()


class Bar(NamedTuple):
    """A window on a timeline, in thousandths of its length."""

    label: LazySentence
    window: Window
    start: int
    width: int


@dataclass(frozen=True, kw_only=True)
class EventDraft:
    """What an organizer says about an event; window bounds left empty are filled in from its start and end."""

    name: str
    time_zone: str
    starts_at: datetime
    ends_at: datetime
    summary: str = ""
    description: str = ""
    place: str = ""
    team_min: int = 2
    team_max: int = 5
    capacity: int | None = None
    challenges_opens_at: datetime | None = None
    challenges_closes_at: datetime | None = None
    registration_opens_at: datetime | None = None
    registration_closes_at: datetime | None = None
    forming_opens_at: datetime | None = None
    forming_closes_at: datetime | None = None
    running_opens_at: datetime | None = None
    running_closes_at: datetime | None = None
    judging_opens_at: datetime | None = None
    judging_closes_at: datetime | None = None

    @property
    def windows(self) -> dict[WindowKind, Window]:
        """All windows, once they are filled in."""
        return {
            kind: Window(getattr(self, f"{kind}_opens_at"), getattr(self, f"{kind}_closes_at")) for kind in WindowKind
        }


MOMENTS = ("starts_at", "ends_at", *(f"{kind}_{edge}_at" for kind in WindowKind for edge in ("opens", "closes")))


@dataclass(frozen=True)
class Phase:
    """One stretch of an event as a moment sees it; `share` is how much of the present one is over, in percent."""

    kind: str
    state: str
    share: int
    opens_at: datetime
    closes_at: datetime | None = None
    label: LazySentence = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", PHASE_LABELS[self.kind])


def usual_windows(starts_at: datetime, ends_at: datetime) -> dict[WindowKind, Window]:
    """Spread the windows over an event: four weeks of questions before, its last eighth for judging."""
    eighth = (ends_at - starts_at) / 8
    announced = starts_at - timedelta(weeks=4)
    deadline = (ends_at - eighth).replace(second=0, microsecond=0)
    teams_stand = (starts_at + eighth).replace(second=0, microsecond=0)
    return {
        WindowKind.CHALLENGES: Window(announced, starts_at),
        WindowKind.REGISTRATION: Window(announced, starts_at),
        WindowKind.FORMING: Window(starts_at - timedelta(weeks=1), teams_stand),
        WindowKind.RUNNING: Window(starts_at, deadline),
        WindowKind.JUDGING: Window(deadline, ends_at),
    }


def preset_times(preset: Preset, first: date, last: date | None, zone: ZoneInfo) -> Times:
    """Place every window of a preset on the days of an event; raise `Invalid` beside the date that cannot be."""
    pattern = PRESETS[preset]
    if preset is Preset.ONE_DAY or last is None:
        last = first + timedelta(days=pattern.more_days)
    if last < first:
        raise Invalid("last_day", _("The event ends before it starts. Choose a later last day."))
    if not EARLIEST.year < first.year <= last.year < LATEST.year:
        raise Invalid("first_day", _("Choose a date of this century."))
    return in_zone(_walls(pattern, first, last), zone)


def shifted(moments: Mapping[str, datetime], first_day: date, zone: ZoneInfo) -> Times:
    """Move an event's moments so that it starts on another day, at the same times of the day in its zone."""
    walls = {name: at.astimezone(zone).replace(tzinfo=None) for name, at in moments.items()}
    by = first_day - walls["starts_at"].date()
    return in_zone({name: wall + by for name, wall in walls.items()}, zone)


def in_zone(walls: Mapping[str, datetime], zone: ZoneInfo) -> Times:
    """Turn wall times into moments: one that the clocks skip is moved behind the gap, one shown twice is the first."""
    moments: dict[str, datetime] = {}
    notes = []
    for name, wall in walls.items():
        moments[name] = wall.replace(tzinfo=zone).astimezone(UTC)
        moved = moments[name].astimezone(zone).replace(tzinfo=None)
        words = {"wall": f"{wall:%d.%m.%Y %H:%M}", "zone": zone.key, "moved": f"{moved:%H:%M}"}
        if moved != wall:
            notes.append(_("%(wall)s does not exist in %(zone)s: the clocks skip it. It became %(moved)s.") % words)
        elif is_twice(wall, zone):
            notes.append(_("%(wall)s happens twice in %(zone)s. The first one is meant.") % words)
    return Times(moments, tuple(dict.fromkeys(notes)))


def is_twice(wall: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the clocks of a zone show a time twice, as in the night in which summer time ends."""
    first, second = wall.replace(tzinfo=zone), wall.replace(tzinfo=zone, fold=1)
    exists = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall
    return exists and first.utcoffset() != second.utcoffset()


def timeline(windows: Mapping[WindowKind, Window]) -> list[Bar]:
    """Place windows on one line, from the first that opens until the last that closes; the shortest stays visible."""
    begins = min(window.opens_at for window in windows.values())
    lasts = max(window.closes_at for window in windows.values()) - begins or timedelta(seconds=1)
    bars = []
    for kind, window in windows.items():
        width = max(round(1000 * ((window.closes_at - window.opens_at) / lasts)), 12)
        start = min(round(1000 * ((window.opens_at - begins) / lasts)), 1000 - width)
        bars.append(Bar(PHASE_LABELS[kind], window, start, width))
    return bars


def oddities(windows: Mapping[WindowKind, Window], at: datetime) -> list[tuple[str, str]]:
    """Say what about an event's windows is hardly meant, each with the field to look at."""
    register, forming = windows[WindowKind.REGISTRATION], windows[WindowKind.FORMING]
    running, judging = windows[WindowKind.RUNNING], windows[WindowKind.JUDGING]
    found = {
        "running_closes_at": (running.closes_at <= at, _("the deadline for handing in is over already")),
        "registration_opens_at": (
            register.opens_at >= running.closes_at,
            _("registration opens after the deadline for handing in"),
        ),
        "registration_closes_at": (
            register.closes_at <= max(at, register.opens_at),
            _("nobody can register: registration is over before it is published"),
        ),
        "forming_opens_at": (forming.opens_at >= running.closes_at, _("teams form after the deadline for handing in")),
        "forming_closes_at": (forming.closes_at <= forming.opens_at, _("there is no time to form teams")),
        "judging_opens_at": (judging.opens_at < running.closes_at, _("judging begins before handing in ends")),
        "judging_closes_at": (judging.closes_at <= running.closes_at, _("judging ends before handing in does")),
    }
    return [(field, sentence) for field, (is_odd, sentence) in found.items() if is_odd]


def checked(draft: EventDraft) -> EventDraft:
    """Give every empty window bound its usual place; raise `Invalid` beside the first value that contradicts."""
    _check_basics(draft)
    complete = _filled_in(draft)
    _check_windows(complete)
    _check_numbers(complete)
    return complete


def phases(windows: Mapping[WindowKind, Window], at: datetime, *, is_released: bool) -> tuple[Phase, ...]:
    """Tell of each window, and of the results at the end, whether it is over, open or to come."""
    timed = tuple(_phase(kind, window, at) for kind, window in windows.items())
    judged_at = windows[WindowKind.JUDGING].closes_at
    return (*timed, Phase(RESULTS, "done" if is_released else "next", 0, judged_at))


def standing(state: str, windows: Mapping[WindowKind, Window], at: datetime) -> str:
    """Name where an event stands, as in `STANDINGS`: its furthest open window while it is published, else its state."""
    if state != EventState.PUBLISHED:
        return state.lower()
    is_open = [kind.value for kind, window in windows.items() if window.is_open(at)]
    if is_open:
        return is_open[-1]
    if at >= max(window.closes_at for window in windows.values()):
        return JUDGED
    return ANNOUNCED if at < min(window.opens_at for window in windows.values()) else BETWEEN


def opened(window: Window, at: datetime) -> Window:
    """Open a window now: one to come begins earlier; one that is over lasts as long again, an hour to a day."""
    if at < window.opens_at:
        return window._replace(opens_at=at)
    lasted = window.closes_at - window.opens_at
    return Window(at, at + min(max(lasted, SHORTEST_REOPENING), LONGEST_REOPENING))


def closed(window: Window, at: datetime) -> Window:
    """Close an open window now."""
    return window._replace(closes_at=at)


def slug_of(name: str, taken: Collection[str] = ()) -> str:
    """Make the part of the address from a name, numbered when it is taken."""
    ascii_name = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:SLUG_LENGTH].strip("-") or "event"
    slug, number = base, 1
    while slug in taken or slug in RESERVED_SLUGS:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _walls(pattern: Pattern, first: date, last: date) -> dict[str, datetime]:
    def at(day: date, moment: time) -> datetime:
        return datetime.combine(day, moment)

    starts, announced = at(first, MORNING), at(first - timedelta(weeks=pattern.weeks_before), MORNING)
    days, teams_at = pattern.teams_stand
    teams_stand = at(min(first + timedelta(days=days), last), teams_at)
    deadline, judged = at(last, pattern.deadline), at(last, pattern.judged)
    return {
        "starts_at": starts,
        "ends_at": at(last, pattern.ends),
        "challenges_opens_at": announced,
        "challenges_closes_at": starts,
        "registration_opens_at": announced,
        "registration_closes_at": starts,
        "forming_opens_at": starts - timedelta(weeks=1),
        "forming_closes_at": teams_stand,
        "running_opens_at": starts,
        "running_closes_at": deadline,
        "judging_opens_at": deadline,
        "judging_closes_at": judged,
    }


def _phase(kind: WindowKind, window: Window, at: datetime) -> Phase:
    if at < window.opens_at:
        return Phase(kind, "next", 0, *window)
    if not window.is_open(at):
        return Phase(kind, "done", 100, *window)
    return Phase(kind, "now", int(100 * ((at - window.opens_at) / (window.closes_at - window.opens_at))), *window)


def _filled_in(draft: EventDraft) -> EventDraft:
    usual: dict[str, Any] = {}
    for kind, window in usual_windows(draft.starts_at, draft.ends_at).items():
        usual |= {f"{kind}_opens_at": window.opens_at, f"{kind}_closes_at": window.closes_at}
    return replace(draft, **{name: at for name, at in usual.items() if getattr(draft, name) is None})


def _check_basics(draft: EventDraft) -> None:
    if not draft.name:
        raise Invalid("name", _("Give the event a name."))
    if draft.time_zone not in time_zones():
        raise Invalid("time_zone", _("This time zone is not known. Choose one of the list, such as Europe/Berlin."))
    if not EARLIEST <= draft.starts_at <= LATEST:
        raise Invalid("starts_at", _("Choose a date of this century."))
    if not draft.starts_at < draft.ends_at <= LATEST:
        raise Invalid("ends_at", _("The event ends before it starts. Choose a later end."))


def _check_windows(draft: EventDraft) -> None:
    for kind in WindowKind:
        opens_at, closes_at = getattr(draft, f"{kind}_opens_at"), getattr(draft, f"{kind}_closes_at")
        if closes_at < opens_at:
            raise Invalid(f"{kind}_closes_at", _("This closes before it opens. Choose a later time."))


def _check_numbers(draft: EventDraft) -> None:
    if not 1 <= draft.team_min <= LARGEST_TEAM:
        raise Invalid("team_min", _("A team has between 1 and %(most)s people.") % {"most": LARGEST_TEAM})
    if not draft.team_min <= draft.team_max <= LARGEST_TEAM:
        raise Invalid(
            "team_max",
            _("The largest team has at least as many people as the smallest, and at most %(most)s.")
            % {"most": LARGEST_TEAM},
        )
    if draft.capacity is not None and draft.capacity < 1:
        raise Invalid("capacity", _("An event has room for at least one person. Leave this empty for no limit."))
