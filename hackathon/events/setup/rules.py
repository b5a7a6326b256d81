"""Rules of an event's times: which windows it has, what fills them in, and which phase a moment falls into."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

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
