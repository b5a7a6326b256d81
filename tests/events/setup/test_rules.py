"""The times of an event: windows, phases, what is filled in and what is refused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.decisions import Invalid
from hackathon.events.setup.rules import (
    STANDINGS,
    EventDraft,
    Window,
    WindowKind,
    checked,
    closed,
    opened,
    phases,
    slug_of,
    standing,
    usual_windows,
)
from hackathon.events.setup.states import EventState

STARTS = datetime(2026, 11, 24, 8, tzinfo=UTC)
ENDS = datetime(2026, 11, 26, 16, tzinfo=UTC)
DRAFT = EventDraft(name="Spring Datathon", time_zone="Europe/Berlin", starts_at=STARTS, ends_at=ENDS)
moments = st.timedeltas(timedelta(0), timedelta(days=700)).map(lambda passed: STARTS + passed)
lengths = st.timedeltas(timedelta(hours=1), timedelta(days=30))


def test_checked_without_windows_spreads_them_over_the_event() -> None:
    complete = checked(DRAFT)

    assert {
        kind.value: (getattr(complete, f"{kind}_opens_at"), getattr(complete, f"{kind}_closes_at"))
        for kind in WindowKind
    } == {
        "challenges": (STARTS - timedelta(weeks=4), STARTS),
        "registration": (STARTS - timedelta(weeks=4), STARTS),
        "forming": (STARTS - timedelta(weeks=1), datetime(2026, 11, 24, 15, tzinfo=UTC)),
        "running": (STARTS, datetime(2026, 11, 26, 9, tzinfo=UTC)),
        "judging": (datetime(2026, 11, 26, 9, tzinfo=UTC), ENDS),
    }


def test_checked_with_a_bound_keeps_it_and_fills_in_the_rest() -> None:
    complete = checked(replace(DRAFT, registration_opens_at=STARTS - timedelta(days=3)))

    assert (complete.registration_opens_at, complete.registration_closes_at) == (STARTS - timedelta(days=3), STARTS)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"starts_at": datetime(1900, 1, 1, tzinfo=UTC)}, "starts_at"),
        ({"ends_at": STARTS}, "ends_at"),
        ({"ends_at": STARTS - timedelta(days=1)}, "ends_at"),
        ({"judging_closes_at": STARTS - timedelta(days=9)}, "judging_closes_at"),
        ({"team_min": 0}, "team_min"),
        ({"team_min": 3, "team_max": 2}, "team_max"),
        ({"team_max": 51}, "team_max"),
        ({"capacity": 0}, "capacity"),
    ],
)
def test_checked_with_a_contradiction_names_its_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked(replace(DRAFT, **change))  # type: ignore[arg-type]

    assert refused.value.field == field


@given(moments, lengths)
def test_usual_windows_of_any_event_are_in_order(starts_at: datetime, length: timedelta) -> None:
    windows = usual_windows(starts_at, starts_at + length)

    assert all(window.opens_at <= window.closes_at for window in windows.values())
    assert windows[WindowKind.RUNNING].closes_at == windows[WindowKind.JUDGING].opens_at


@given(moments, lengths, moments)
def test_phases_at_any_moment_agree_with_the_windows(starts_at: datetime, length: timedelta, at: datetime) -> None:
    windows = usual_windows(starts_at, starts_at + length)

    seen = phases(windows, at, is_released=False)

    assert [phase.kind for phase in seen] == [*WindowKind, "results"]
    for phase, window in zip(seen, windows.values(), strict=False):
        expected = "next" if at < window.opens_at else "now" if at < window.closes_at else "done"
        assert phase.state == expected
        assert phase.share == {"next": 0, "done": 100}.get(expected, phase.share)
        assert 0 <= phase.share <= 100


@given(moments, lengths, moments, st.sampled_from(EventState))
def test_standing_at_any_moment_has_a_label(
    starts_at: datetime, length: timedelta, at: datetime, state: EventState
) -> None:
    assert standing(state, usual_windows(starts_at, starts_at + length), at) in STANDINGS


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (STARTS - timedelta(weeks=5), "announced"),
        (STARTS - timedelta(weeks=2), "registration"),
        (STARTS - timedelta(days=2), "forming"),
        (STARTS + timedelta(hours=1), "running"),
        (ENDS - timedelta(hours=1), "judging"),
        (ENDS, "judged"),
    ],
)
def test_standing_of_a_published_event_is_its_furthest_open_window(at: datetime, expected: str) -> None:
    assert standing(EventState.PUBLISHED, usual_windows(STARTS, ENDS), at) == expected


@given(moments, lengths, moments)
def test_opened_window_is_open(opens_at: datetime, length: timedelta, at: datetime) -> None:
    assert opened(Window(opens_at, opens_at + length), at).is_open(at)


def test_opened_window_that_is_over_stays_open_for_a_day_at_most() -> None:
    assert opened(Window(STARTS, STARTS + timedelta(weeks=4)), ENDS + timedelta(weeks=8)) == Window(
        ENDS + timedelta(weeks=8), ENDS + timedelta(weeks=8, days=1)
    )


def test_closed_window_is_closed_from_that_moment_on() -> None:
    window = closed(Window(STARTS, ENDS), STARTS + timedelta(hours=1))

    assert window == Window(STARTS, STARTS + timedelta(hours=1))
    assert not window.is_open(STARTS + timedelta(hours=1))


@pytest.mark.parametrize(
    ("name", "taken", "slug"),
    [
        ("Spring Datathon 2026", (), "spring-datathon-2026"),
        ("Größe & Maß", (), "grosse-mass"),
        ("日本", (), "event"),
        ("New", (), "new-2"),
        ("Spring", ("spring", "spring-2"), "spring-3"),
        ("x" * 200, (), "x" * 60),
    ],
)
def test_slug_of_a_name_is_free_and_fits_an_address(name: str, taken: tuple[str, ...], slug: str) -> None:
    assert slug_of(name, taken) == slug
