"""Calendars: what they hold, read back by the library that programs use; and the address that opens them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from hackathon.core.facts import FactRow
from hackathon.events.schedule.rules import feed_key
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account, make_event, make_registration
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
BERLIN = ZoneInfo("Europe/Berlin")
WINDOWS = ("challenges", "registration", "forming", "running", "judging")
UID = "20260105T090000Z-event-{}-{}@hackathon"


def entries(answer: TestResponse) -> dict[str, dict[str, Any]]:
    """Read a calendar back, by the last part of its entries' names."""
    assert answer.mimetype == "text/calendar"
    found = {}
    for entry in Calendar.from_ical(answer.data).walk("VEVENT"):
        part = str(entry["UID"]).rpartition("-")[2].removesuffix("@hackathon")
        found[part] = {str(name).lower(): _value(entry, name) for name in entry}
    return found


def _value(entry: Any, name: str) -> object:
    value = entry.decoded(name)
    return value.decode() if isinstance(value, bytes) else value


def opened(browser: Open, account: Account) -> str:
    """Make somebody's calendar address and return its key."""
    person = browser(account)
    person.post("/calendar/address")
    page = person.get("/calendar").text
    return page.partition("/calendar.ics?key=")[2].partition("<")[0]


def test_calendar_of_an_event_holds_it_with_its_windows_and_deadline_in_its_zone(
    session: Session, browser: Open
) -> None:
    event = make_event(
        session, "running", slug="spring", name="Spring, again; really", summary="Two\nlines", place="Ulm"
    )
    key = opened(browser, make_account(session))

    answer = browser(None).get(f"/events/spring/calendar.ics?key={key}")

    common = {
        "sequence": 1,
        "dtstamp": datetime(2026, 1, 5, 9, tzinfo=UTC),
        "last-modified": datetime(2026, 1, 5, 9, tzinfo=UTC),
        "status": "CONFIRMED",
        "description": "Two\nlines",
        "location": "Ulm",
        "url": "http://127.0.0.1:8000/events/spring",
    }
    labels = dict(
        zip(WINDOWS, ("Questions", "Registration", "Teams form", "Build and hand in", "Judging"), strict=True)
    )
    expected: dict[str, dict[str, object]] = {
        kind: common
        | {
            "uid": UID.format(event.id, kind),
            "summary": f"{event.name}: {label}",
            "dtstart": event.window(kind).opens_at.astimezone(BERLIN),
            "dtend": event.window(kind).closes_at.astimezone(BERLIN),
            "transp": "TRANSPARENT",
        }
        for kind, label in labels.items()
    }
    expected["whole"] = common | {
        "uid": UID.format(event.id, "whole"),
        "summary": event.name,
        "dtstart": event.starts_at.astimezone(BERLIN),
        "dtend": event.ends_at.astimezone(BERLIN),
        "transp": "OPAQUE",
    }
    expected["deadline"] = common | {
        "uid": UID.format(event.id, "deadline"),
        "summary": f"{event.name}: deadline for handing in",
        "dtstart": event.deadline.astimezone(BERLIN),
        "transp": "TRANSPARENT",
    }
    assert entries(answer) == expected
    calendar = Calendar.from_ical(answer.data)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert b"DTSTART;TZID=Europe/Berlin:20261123T130000" in answer.data


def test_calendar_of_an_event_whose_window_moves_keeps_its_names_and_raises_its_sequence(
    session: Session, browser: Open, clock: StandingClock
) -> None:
    organizer = make_account(session)
    event = make_event(session, "running", organizer=organizer)
    path = f"/events/{event.slug}/calendar.ics?key={opened(browser, organizer)}"
    before = entries(browser(None).get(path))

    clock.advance(hours=1)
    browser(organizer).post(f"/events/{event.slug}/windows/running/close")
    after = entries(browser(None).get(path))

    assert {part: entry["uid"] for part, entry in after.items()} == {part: e["uid"] for part, e in before.items()}
    assert [{entry["sequence"] for entry in seen.values()} for seen in (before, after)] == [{1}, {2}]
    assert after["deadline"]["dtstart"] == clock.at
    assert after["whole"]["dtstamp"] == clock.at


def test_calendar_is_answered_with_304_until_something_changes(session: Session, browser: Open) -> None:
    organizer = make_account(session)
    event = make_event(session, "running", organizer=organizer)
    key = opened(browser, organizer)

    answers = []
    for path in ("/calendar.ics", f"/events/{event.slug}/calendar.ics"):
        first = browser(None).get(f"{path}?key={key}")
        match = {"If-None-Match": first.headers["ETag"]}
        answers.append((first.status_code, browser(None).get(f"{path}?key={key}", headers=match).status_code))
    browser(organizer).post(f"/events/{event.slug}/windows/running/close")
    changed = browser(None).get(f"/events/{event.slug}/calendar.ics?key={key}", headers=match)

    assert answers == [(200, 304), (200, 304)]
    assert changed.status_code == 200


def test_own_calendar_holds_the_events_somebody_has_a_part_in_and_says_which_are_cancelled(
    session: Session, browser: Open
) -> None:
    jo = make_account(session, "Jo")
    going, off, drafted = (make_event(session, "running", organizer=jo) for _number in range(3))
    off.state, drafted.state = "CANCELLED", "DRAFT"
    taking_part = make_event(session)
    make_registration(session, taking_part, jo)
    make_event(session)
    key = opened(browser, jo)

    answer = browser(None).get(f"/calendar.ics?key={key}")

    found = [
        (str(entry["SUMMARY"]), str(entry["STATUS"]))
        for entry in Calendar.from_ical(answer.data).walk("VEVENT")
        if "-whole@" in str(entry["UID"])
    ]
    assert sorted(found) == sorted(
        [
            (going.name, "CONFIRMED"),
            (off.name, "CANCELLED"),
            (drafted.name, "TENTATIVE"),
            (taking_part.name, "CONFIRMED"),
        ]
    )


def test_calendar_behind_a_key_shows_no_more_than_its_owner_sees(session: Session, browser: Open) -> None:
    draft = make_event(session, state="DRAFT", slug="secret-draft")
    key = opened(browser, make_account(session))

    answers = [browser(None).get(f"/events/{slug}/calendar.ics?key={key}") for slug in (draft.slug, "no-such-event")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert draft.name not in answers[0].text


def test_calendar_address_that_is_void_opens_nothing(session: Session, browser: Open, clock: StandingClock) -> None:
    jo, gone = make_account(session, "Jo"), make_account(session, "Gone")
    event = make_event(session, organizer=jo)
    first = opened(browser, jo)
    second = opened(browser, jo)
    answers = {"second": browser(None).get(f"/calendar.ics?key={second}").status_code}
    browser(jo).post("/calendar/revoke")
    of_gone = opened(browser, gone)
    gone.state = "DEACTIVATED"
    session.commit()
    never = feed_key("a secret of the tests", make_account(session).id, 1)
    third = feed_key("a secret of the tests", jo.id, 3)

    for name, key in {"first": first, "revoked": second, "gone": of_gone, "never": never, "third": third}.items():
        answers[name] = browser(None).get(f"/events/{event.slug}/calendar.ics?key={key}").status_code

    assert answers == {"second": 200, "first": 404, "revoked": 404, "gone": 404, "never": 404, "third": 404}
    reopened = opened(browser, jo)
    assert reopened not in {first, second}
    kinds = session.scalars(select(FactRow.kind).where(FactRow.stream_id == jo.id, FactRow.stream_kind == "account"))
    assert [kind.rpartition("_")[2] for kind in kinds] == ["made", "made", "revoked", "made"]


def test_calendar_without_a_key_is_for_whoever_is_signed_in(session: Session, browser: Open) -> None:
    event = make_event(session)

    paths = ("/calendar.ics", f"/events/{event.slug}/calendar.ics")
    stranger, somebody = browser(None), browser(make_account(session))

    assert [stranger.get(path).status_code for path in paths] == [404, 404]
    assert [somebody.get(path).status_code for path in paths] == [200, 200]
    assert somebody.get("/calendar.ics?key=1.1.x").status_code == 404


def test_calendar_pages_ask_as_many_queries_for_one_event_as_for_many(
    session: Session, browser: Open, queries: QueryCounter
) -> None:
    jo = make_account(session, "Jo")
    make_event(session, organizer=jo)
    key, reader, asked = opened(browser, jo), browser(jo), []

    for _round in range(2):
        with queries() as page:
            reader.get("/calendar")
        with queries() as feed:
            browser(None).get(f"/calendar.ics?key={key}")
        asked.append((len(page), len(feed)))
        for _number in range(12):
            make_event(session, organizer=jo)

    assert asked[0] == asked[1]
    assert max(asked[0]) <= 5


def test_calendar_keeps_the_hour_through_a_change_of_clocks(session: Session, browser: Open) -> None:
    starts_at = datetime(2027, 3, 27, 9, 0, tzinfo=BERLIN)
    event = make_event(
        session, starts_at=starts_at.astimezone(UTC), ends_at=(starts_at + timedelta(days=2)).astimezone(UTC)
    )

    answer = browser(make_account(session)).get(f"/events/{event.slug}/calendar.ics")

    assert b"DTSTART;TZID=Europe/Berlin:20270327T090000" in answer.data
    assert b"DTEND;TZID=Europe/Berlin:20270329T090000" in answer.data


def test_revoking_without_an_address_says_so(session: Session, browser: Open) -> None:
    assert browser(make_account(session)).post("/calendar/revoke").status_code == 409
