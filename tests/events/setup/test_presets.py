"""Presets and copies: every time from a few dates, in the event's zone, whatever its clocks do; and what is missing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Denied, Invalid
from hackathon.core.work import Work
from hackathon.events.challenges.models import Challenge
from hackathon.events.registration.models import Registration
from hackathon.events.setup.commands import copy_event
from hackathon.events.setup.models import Event, EventRoleGrant, WindowKind
from hackathon.events.setup.rules import (
    EventDraft,
    Preset,
    Window,
    checked,
    in_zone,
    oddities,
    preset_times,
    shifted,
    timeline,
    usual_windows,
)
from hackathon.judging.rubric.commands import provide_rubric, set_rubric
from hackathon.judging.rubric.queries import criteria_of
from hackathon.judging.rubric.rules import CriterionDraft, datathon_template
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account, make_challenge, make_event, make_registration

Open = Callable[[Account | None], Browser]
Working = Callable[[Account], AbstractContextManager[Work]]
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("preset", "last", "expected"),
    [
        ("one_day", date(2027, 3, 9), ("02 09:00", "02 10:30", "02 16:00", "02 17:30", "02 18:00")),
        ("two_days", None, ("02 09:00", "02 12:00", "03 14:00", "03 16:30", "03 17:00")),
        ("two_weeks", date(2027, 3, 12), ("02 09:00", "03 17:00", "12 12:00", "12 16:30", "12 17:00")),
    ],
)
def test_preset_times_fill_every_window_in_the_events_zone(
    preset: str, last: date | None, expected: tuple[str, ...]
) -> None:
    times = preset_times(Preset(preset), date(2027, 3, 2), last, BERLIN)

    named = ("starts_at", "forming_closes_at", "running_closes_at", "judging_closes_at", "ends_at")
    assert tuple(f"{times.moments[name].astimezone(BERLIN):%d %H:%M}" for name in named) == expected
    draft = EventDraft(name="Spring", time_zone=BERLIN.key, **times.moments)
    assert (checked(draft), oddities(draft.windows, datetime(2027, 1, 1, tzinfo=UTC)), times.notes) == (draft, [], ())


@pytest.mark.parametrize(
    ("first", "last", "field"), [("2027-03-02", "2027-03-01", "last_day"), ("0001-01-01", None, "first_day")]
)
def test_preset_times_of_days_that_cannot_be_name_the_field(first: str, last: str | None, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        preset_times(Preset.TWO_DAYS, date.fromisoformat(first), date.fromisoformat(last) if last else None, BERLIN)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("wall", "moment", "note"),
    [
        (
            "2027-03-28T02:30",
            "2027-03-28T01:30",
            "28.03.2027 02:30 does not exist in Europe/Berlin: the clocks skip it. It became 03:30.",
        ),
        (
            "2027-10-31T02:30",
            "2027-10-31T00:30",
            "31.10.2027 02:30 happens twice in Europe/Berlin. The first one is meant.",
        ),
        ("2027-10-31T12:00", "2027-10-31T11:00", None),
    ],
)
def test_in_zone_says_what_became_of_a_time_that_the_clocks_skip_or_repeat(
    wall: str, moment: str, note: str | None
) -> None:
    times = in_zone({"starts_at": datetime.fromisoformat(wall)}, BERLIN)

    assert times.moments == {"starts_at": datetime.fromisoformat(moment).replace(tzinfo=UTC)}
    assert times.notes == ((note,) if note else ())


def test_shifted_keeps_the_time_of_the_day_across_a_change_of_the_clocks() -> None:
    winter = datetime(2027, 1, 11, 8, tzinfo=UTC)

    times = shifted({"starts_at": winter, "ends_at": winter + timedelta(days=2)}, date(2027, 7, 5), BERLIN)

    assert times.moments == {
        "starts_at": datetime(2027, 7, 5, 7, tzinfo=UTC),
        "ends_at": datetime(2027, 7, 7, 7, tzinfo=UTC),
    }


def test_timeline_keeps_every_window_on_the_line_and_visible() -> None:
    bars = timeline(usual_windows(NOON, NOON + timedelta(hours=8)))

    assert [(bar.start, bar.width) for bar in bars] == [(0, 988), (0, 988), (741, 249), (988, 12), (988, 12)]


def test_oddities_name_the_field_to_look_at() -> None:
    windows = usual_windows(NOON, NOON + timedelta(days=2))
    windows[WindowKind.JUDGING] = Window(NOON, NOON + timedelta(hours=1))
    windows[WindowKind.REGISTRATION] = Window(NOON - timedelta(days=9), NOON - timedelta(days=8))

    assert [field for field, _sentence in oddities(windows, NOON)] == [
        "registration_closes_at",
        "judging_opens_at",
        "judging_closes_at",
    ]


def test_create_asks_for_days_then_shows_the_times_then_saves_them(session: Session, browser: Open) -> None:
    ada = make_account(session)
    asked = "name=Spring+Jam&preset=two_days&first_day=2027-03-02&last_day=2027-03-03&time_zone=Europe/Berlin"

    steps = [browser(ada).get(path).text for path in ("/events/new", f"/events/new?{asked}")]

    assert ["Show the times" in step for step in steps] == [True, False]
    assert 'value="2027-03-03T14:00"' in steps[1]
    assert "2 Feb 09:00 \N{EN DASH} 2 Mar 09:00" in steps[1]
    assert session.scalar(select(func.count()).select_from(Event)) == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"last_day": "2027-03-01"}, "The event ends before it starts. Choose a later last day."),
        ({"name": ""}, "Give the event a name."),
        ({"first_day": "soon"}, "Not a valid date value"),
        ({"time_zone": "Mars/Olympus"}, "Not a valid choice"),
        ({"preset": "a_year"}, "Not a valid choice"),
    ],
)
def test_create_from_bad_days_keeps_what_was_typed(
    session: Session, browser: Open, change: dict[str, str], sentence: str
) -> None:
    asked = {"name": "Spring Jam", "preset": "two_days", "first_day": "2027-03-02", "time_zone": "Europe/Berlin"}
    query = "&".join(f"{key}={value}" for key, value in (asked | change).items())

    answer = browser(make_account(session)).get(f"/events/new?{query}")

    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_look_draws_the_typed_times_and_saves_nothing(session: Session, browser: Open) -> None:
    typed: dict[str, object] = {
        "name": "Spring Jam",
        "time_zone": "Europe/Berlin",
        "starts_at": "2027-03-01T09:00",
        "ends_at": "2027-03-03T17:00",
        "team_min": "2",
        "team_max": "5",
        "look": "1",
    }

    answer = browser(make_account(session)).post("/events/new", typed)

    assert (answer.status_code, "1 Feb 09:00 \N{EN DASH} 1 Mar 09:00" in answer.text) == (200, True)
    assert session.scalar(select(func.count()).select_from(Event)) == 0


def test_edit_keeps_the_second_of_two_equal_times_that_was_left_alone(session: Session, browser: Open) -> None:
    organizer, second = make_account(session), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    event = make_event(session, organizer=organizer, registration_opens_at=second)
    page = browser(organizer).get(f"/events/{event.slug}/edit").text
    assert 'value="2026-10-25T02:30"' in page
    typed = {"name": event.name, "time_zone": event.time_zone, "team_min": 2, "team_max": 5, "version": event.version}
    typed |= {
        field: f"{getattr(event, field).astimezone(BERLIN):%Y-%m-%dT%H:%M}"
        for field in ("starts_at", "ends_at", "registration_opens_at", "judging_closes_at")
    }

    browser(organizer).post(f"/events/{event.slug}/edit", typed)

    session.expire_all()
    assert event.registration_opens_at == second


def test_copy_moves_the_times_and_takes_along_what_was_asked_for_but_nobody(session: Session, working: Working) -> None:
    ada, judge = make_account(session), make_account(session)
    past = make_event(session, "over", organizer=ada, judges=(judge,), name="Spring", summary="About meters")
    make_registration(session, past, make_account(session))
    make_challenge(session, past, title="Drift")
    with working(ada) as work:
        set_rubric(work, past.id, [CriterionDraft("Value", "", 100, datathon_template()[0].anchors)])
    past.state = "RELEASED"
    session.commit()

    with working(ada) as work:
        copy_id = copy_event(work, past.id, "Autumn", date(2027, 9, 6), ["questions", "rubric"]).id

    copy = session.get_one(Event, copy_id)
    assert (copy.name, copy.summary, copy.state, copy.released_at) == ("Autumn", "About meters", "DRAFT", None)
    assert copy.ends_at - copy.starts_at == past.ends_at - past.starts_at
    assert copy.starts_at.astimezone(BERLIN).date() == date(2027, 9, 6)
    assert session.scalars(select(Challenge.title).where(Challenge.event_id == copy_id)).all() == ["Drift"]
    assert [criterion.name for criterion in criteria_of(session, copy_id)] == ["Value"]
    roles = select(EventRoleGrant.account_id, EventRoleGrant.role).where(EventRoleGrant.event_id == copy_id)
    assert [tuple(row) for row in session.execute(roles)] == [(ada.id, "organizer")]
    assert session.scalars(select(Registration).where(Registration.event_id == copy_id)).all() == []


def test_copy_of_nothing_else_has_neither_questions_nor_a_rubric(session: Session, working: Working) -> None:
    ada = make_account(session)
    past = make_event(session, "over", organizer=ada)
    make_challenge(session, past)
    with working(ada) as work:
        provide_rubric(work, past.id)

    with working(ada) as work:
        copy_id = copy_event(work, past.id, "Autumn", date(2027, 9, 6)).id

    assert session.scalars(select(Challenge).where(Challenge.event_id == copy_id)).all() == []
    assert criteria_of(session, copy_id) == []


def test_copy_by_somebody_who_neither_organizes_nor_hosts_is_refused(session: Session, working: Working) -> None:
    event = make_event(session)

    with pytest.raises(Denied), working(make_account(session)) as work:
        copy_event(work, event.id, "Mine", date(2027, 9, 6))

    assert session.scalar(select(func.count()).select_from(Event)) == 1


def test_checklist_of_a_draft_links_to_what_is_missing(session: Session, browser: Open) -> None:
    organizer, host = make_account(session), make_account(session, "Hedda", "host")
    draft = make_event(session, "", organizer=organizer, state="DRAFT")
    draft.judging_opens_at = draft.running_opens_at
    make_challenge(session, draft, data_class=None)

    page = browser(organizer).get(f"/events/{draft.slug}").text

    base = f"/events/{draft.slug}"
    for sentence, url in {
        "Put right: judging begins before handing in ends": f"{base}/edit#judging_opens_at",
        "Name at least one judge": f"{base}/people",
        "Say of every named data set how sensitive it is": f"{base}/challenges/",
        "Set what projects are judged by": f"{base}/judging/rubric",
        "Ask a host to publish it: Hedda": f"/people/{host.id}",
    }.items():
        assert (sentence in page, f'href="{url}' in page) == (True, True), sentence
