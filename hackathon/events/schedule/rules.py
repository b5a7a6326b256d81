"""Rules of the schedule: when to remind, what a calendar holds, and the secret in a calendar's address."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from hackathon.core.i18n import _
from hackathon.events.setup.models import Event, WindowKind
from hackathon.events.setup.rules import PHASE_LABELS
from hackathon.events.setup.states import EventState

Steps = tuple[timedelta, ...]
BEFORE: Steps = (timedelta(days=1), timedelta(hours=2))
TENTATIVE, CONFIRMED, CANCELLED = "TENTATIVE", "CONFIRMED", "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar. `sequence` rises with every change; without `ends_at` it is a moment."""

    uid: str
    sequence: int
    changed_at: datetime
    title: str
    starts_at: datetime
    ends_at: datetime | None
    zone: str
    status: str
    is_busy: bool
    description: str
    place: str
    url: str


def reminder_moments(opens_at: datetime, closes_at: datetime, before: Steps = BEFORE) -> list[datetime]:
    """Return when to remind before something closes, sooner where it is open for a short time only.

    The first reminder leaves at most half of that time, the second at most an eighth.
    """
    lasts = closes_at - opens_at
    return [closes_at - min(step, lasts / share) for step, share in zip(before, (2, 8), strict=False)]


def is_reminder_due(
    opens_at: datetime, closes_at: datetime, *, before: Steps = BEFORE, reminded_at: datetime | None, at: datetime
) -> bool:
    """Tell whether a reminder's moment has passed since the last one, and it is still of use.

    Whatever moved or was missed, at most one is due: of two missed moments the later stands for both, and who was
    reminded shortly before the moment is left alone.
    """
    passed = [moment for moment in reminder_moments(opens_at, closes_at, before) if moment <= at]
    if not passed or at >= closes_at:
        return False
    shortly_before = passed[-1] - (closes_at - passed[-1]) / 2
    return reminded_at is None or reminded_at < shortly_before


def written(at: datetime, zone: str) -> str:
    """Write a moment in an event's zone: Tue 24 Nov 2026, 09:00 CET."""
    return format_datetime(at, "EEE d MMM y, HH:mm z", tzinfo=ZoneInfo(zone), locale="en_GB")


def entries_of(event: Event, *, changed_at: datetime, url: str) -> Iterator[Entry]:
    """List what a calendar holds of an event: itself, its windows, and the deadline as a moment of its own."""
    whole = Entry(
        uid=_uid(event, "whole"),
        sequence=event.version,
        changed_at=changed_at,
        title=event.name,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.time_zone,
        status=_STATUS.get(event.state, CONFIRMED),
        is_busy=True,
        description=event.summary,
        place=event.place,
        url=url,
    )
    yield whole
    for kind, window in event.windows.items():
        title, opens_at, closes_at = f"{event.name}: {PHASE_LABELS[kind]}", *window
        part = replace(whole, uid=_uid(event, kind), title=title, is_busy=False)
        yield replace(part, starts_at=opens_at, ends_at=closes_at)
    deadline = _("%(event)s: deadline for handing in") % {"event": event.name}
    part = replace(whole, uid=_uid(event, "deadline"), title=deadline, is_busy=False)
    yield replace(part, starts_at=event.deadline, ends_at=None)


def feed_key(secret_key: str, account_id: int, serial: int) -> str:
    """Return the secret part of a person's calendar addresses; it changes with the serial and is kept nowhere."""
    said = f"calendar:{account_id}.{serial}".encode()
    seal = hmac.digest(secret_key.encode(), said, hashlib.sha256)
    return f"{account_id}.{serial}.{urlsafe_b64encode(seal).decode().rstrip('=')}"


def feed_owner(secret_key: str, key: str) -> tuple[int, int] | None:
    """Return whose calendar key it is and its serial, None where it was not made here."""
    numbers: Sequence[str] = key.split(".")[:2]
    if len(numbers) != 2 or not all(each.isascii() and each.isdecimal() and len(each) < 10 for each in numbers):  # noqa: PLR2004 - account and serial
        return None
    account_id, serial = map(int, numbers)
    is_ours = hmac.compare_digest(feed_key(secret_key, account_id, serial).encode(), key.encode())
    return (account_id, serial) if is_ours else None


def _uid(event: Event, part: WindowKind | str) -> str:
    """Name an entry for ever: whatever the event is called and wherever this site moves to."""
    return f"{event.created_at:%Y%m%dT%H%M%SZ}-event-{event.id}-{part}@hackathon"


_STATUS = {EventState.DRAFT.value: TENTATIVE, EventState.CANCELLED.value: CANCELLED}
