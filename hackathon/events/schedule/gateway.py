"""The only door to the calendar format (RFC 5545): entries in, text out."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from hackathon.events.schedule.rules import Entry

REFRESH = timedelta(hours=1)


def calendar_text(name: str, entries: Iterable[Entry]) -> bytes:
    """Write entries as a calendar with the time zones they use; the same entries give the same text."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//hackathon//schedule//EN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for entry in entries:
        calendar.add_component(_component(entry))
    calendar.add_missing_timezones()
    text: bytes = calendar.to_ical()
    return text


def _component(entry: Entry) -> CalendarEvent:
    made = CalendarEvent()
    made.add("uid", entry.uid)
    made.add("sequence", entry.sequence)
    made.add("dtstamp", entry.changed_at)
    made.add("last-modified", entry.changed_at)
    made.add("summary", entry.title)
    made.add("dtstart", _local(entry.starts_at, entry.zone))
    if entry.ends_at is not None:
        made.add("dtend", _local(entry.ends_at, entry.zone))
    made.add("status", entry.status)
    made.add("transp", "OPAQUE" if entry.is_busy else "TRANSPARENT")
    for name, text in (("description", entry.description), ("location", entry.place), ("url", entry.url)):
        if text:
            made.add(name, text)
    return made


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(microsecond=0)
