"""Pages of an event as each role sees them, and what happens to bad input."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.work import Work
from hackathon.events.setup.facts import EventPublished
from hackathon.events.setup.models import Event, EventRoleGrant
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account, make_challenge, make_event, make_project, make_registration, make_team
from tests.factories.events import give_event_role
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
Working = Callable[[Account], AbstractContextManager[Work]]
TYPED: dict[str, object] = {
    "name": "Spring Datathon",
    "time_zone": "Europe/Berlin",
    "starts_at": "2027-03-01T09:00",
    "ends_at": "2027-03-03T17:00",
    "team_min": "2",
    "team_max": "5",
}


def test_create_as_employee_leads_to_the_draft(session: Session, browser: Open) -> None:
    ada = make_account(session)

    answer = browser(ada).post("/events/new", TYPED)

    event = session.scalars(select(Event)).one()
    assert (answer.status_code, answer.location) == (302, "/events/spring-datathon")
    assert (event.name, event.starts_at.isoformat(), event.registration_closes_at.isoformat()) == (
        "Spring Datathon",
        "2027-03-01T08:00:00+00:00",
        "2027-03-01T08:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Give the event a name."),
        ({"name": "x" * 121}, "longer than 120"),
        ({"ends_at": "2027-02-01T09:00"}, "The event ends before it starts."),
        ({"starts_at": "tomorrow"}, "Not a valid datetime value"),
        ({"starts_at": "0001-01-01T00:00"}, "Choose a date of this century."),
        ({"starts_at": "2027-03-28T02:30"}, "the clocks skip it"),
        ({"time_zone": "Mars/Olympus"}, "Not a valid choice"),
        ({"team_min": "4", "team_max": "3"}, "The largest team has at least as many people"),
        ({"team_max": "many"}, "Not a valid integer value"),
        ({"capacity": "0"}, "Number must be between 1"),
        (
            {"forming_opens_at": "2027-02-20T09:00", "forming_closes_at": "2027-02-19T09:00"},
            "This closes before it opens.",
        ),
    ],
)
def test_create_with_bad_input_says_what_is_wrong_and_keeps_what_was_typed(
    session: Session, browser: Open, change: dict[str, object], sentence: str
) -> None:
    ada = make_account(session)

    answer = browser(ada).post("/events/new", TYPED | {"summary": "kept <words>"} | change)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "kept &lt;words&gt;" in answer.text
    assert session.scalars(select(Event)).all() == []


def test_edit_shows_times_of_the_events_zone_and_saves_them_unchanged(session: Session, browser: Open) -> None:
    ada = make_account(session)
    to_the_second = NOON + timedelta(seconds=17, microseconds=5)
    event = make_event(session, organizer=ada, time_zone="Europe/Berlin", judging_opens_at=to_the_second)
    windows = event.windows
    page = browser(ada).get(f"/events/{event.slug}/edit")
    typed = {
        name: getattr(event, name).astimezone(ZoneInfo("Europe/Berlin")).strftime("%Y-%m-%dT%H:%M")
        for name in ("starts_at", "ends_at", *(f"{kind}_{end}_at" for kind in windows for end in ("opens", "closes")))
    }

    browser(ada).post(f"/events/{event.slug}/edit", TYPED | typed | {"name": "Renamed", "version": "1"})

    session.refresh(event)
    assert all(value in page.text for value in typed.values())
    assert (event.name, event.windows) == ("Renamed", windows)


def test_edit_of_an_older_version_answers_409_and_keeps_what_was_typed(session: Session, browser: Open) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada, version=4)

    answer = browser(ada).post(f"/events/{event.slug}/edit", TYPED | {"name": "Mine", "version": "3"})

    assert answer.status_code == 409
    assert "Somebody else changed this" in answer.text
    assert 'value="Mine"' in answer.text


@pytest.mark.parametrize("path", ["", "/edit", "/people", "/cancel", "/registration/people", "/challenges"])
def test_draft_does_not_exist_for_an_employee(session: Session, browser: Open, path: str) -> None:
    event = make_event(session, state="DRAFT", name="Secret plan")

    answer = browser(make_account(session)).get(f"/events/{event.slug}{path}")

    assert answer.status_code == 404
    assert "Secret plan" not in answer.text


def test_index_lists_what_runs_comes_and_was_without_drafts_of_others(session: Session, browser: Open) -> None:
    make_event(session, "running", name="Now on")
    make_event(session, "registration", name="Soon there")
    make_event(session, "over", name="Long gone", state="RELEASED")
    make_event(session, "registration", name="Secret plan", state="DRAFT")

    page = browser(make_account(session)).get("/events").text

    order = [page.index(words) for words in ("Running", "Now on", "Coming up", "Soon there", "Past", "Long gone")]
    assert order == sorted(order)
    assert "Secret plan" not in page


def test_index_without_events_says_how_to_begin(session: Session, browser: Open) -> None:
    page = browser(make_account(session)).get("/events").text

    assert "No event yet" in page
    assert "/events/new" in page


def test_show_offers_registration_while_it_is_open(session: Session, browser: Open) -> None:
    event = make_event(session, "registration")

    page = browser(make_account(session)).get(f"/events/{event.slug}").text

    assert f'href="/events/{event.slug}/registration"' in page
    assert "registration open" in page


def test_show_of_a_closed_registration_says_why_it_is_not_possible(session: Session, browser: Open) -> None:
    event = make_event(session, "judging")

    page = browser(make_account(session)).get(f"/events/{event.slug}").text

    assert "Registration is closed. Ask an organizer." in page


def test_show_gives_windows_and_roles_to_organizers_only(session: Session, browser: Open) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada)

    own = browser(ada).get(f"/events/{event.slug}").text
    other = browser(make_account(session)).get(f"/events/{event.slug}").text

    assert f"/events/{event.slug}/windows/running/close" in own
    assert 'Close now<span class="visually-hidden">: Build and hand in</span>' in own
    assert f"/events/{event.slug}/windows" not in other
    assert f"/events/{event.slug}/edit" not in other


def test_show_of_a_draft_tells_an_organizer_what_is_missing_and_who_publishes(session: Session, browser: Open) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada, state="DRAFT")

    page = browser(ada).get(f"/events/{event.slug}").text

    assert "Add at least one question from work" in page
    assert "Ask a host to look at the draft" in page


def test_publish_by_a_host_shows_the_event(session: Session, browser: Open) -> None:
    host, event = make_account(session, "", "host"), make_event(session, state="DRAFT")

    answer = browser(host).post(f"/events/{event.slug}/publish", version="1")

    session.refresh(event)
    assert (answer.status_code, event.state) == (302, "PUBLISHED")


def test_publish_by_the_organizer_alone_answers_403(session: Session, browser: Open) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada, state="DRAFT")

    answer = browser(ada).post(f"/events/{event.slug}/publish", version="1")

    assert answer.status_code == 403
    assert "Publishing needs the role of host" in answer.text


def test_windows_opened_and_closed_move_at_once(session: Session, browser: Open) -> None:
    ada = make_account(session)
    event = make_event(session, "running", organizer=ada)

    browser(ada).post(f"/events/{event.slug}/windows/running/close")
    browser(ada).post(f"/events/{event.slug}/windows/judging/open")

    session.refresh(event)
    assert (event.running_closes_at, event.judging_opens_at) == (NOON, NOON)


def test_windows_of_no_such_kind_answer_404(session: Session, browser: Open) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada)

    assert browser(ada).post(f"/events/{event.slug}/windows/lunch/open").status_code == 404


def test_cancel_without_a_reason_asks_for_one(session: Session, browser: Open) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada)

    answer = browser(ada).post(f"/events/{event.slug}/cancel", reason="", version="1")

    session.refresh(event)
    assert (answer.status_code, event.state) == (422, "PUBLISHED")
    assert "Say why" in answer.text


def test_cancel_with_a_reason_ends_it(session: Session, browser: Open) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada)

    browser(ada).post(f"/events/{event.slug}/cancel", reason="No room.", version="1")

    session.refresh(event)
    assert event.state == "CANCELLED"


def test_archive_after_release_puts_it_away(session: Session, browser: Open) -> None:
    ada = make_account(session)
    event = make_event(session, "over", organizer=ada, state="RELEASED")

    browser(ada).post(f"/events/{event.slug}/archive", version="1")

    session.refresh(event)
    assert event.state == "ARCHIVED"


def test_people_gives_a_role_by_mail_address_however_it_is_written(session: Session, browser: Open) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada)

    browser(ada).post(f"/events/{event.slug}/people", email=f" {bob.email.upper()} ", role="judge")

    assert session.get(EventRoleGrant, (event.id, bob.id, "judge")) is not None


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("nobody@example.org", "Nobody with this address has an account here."),
        ("nobody", "This is not a mail address."),
        ("", "Whose address?"),
    ],
)
def test_people_with_an_unknown_address_says_so(session: Session, browser: Open, email: str, sentence: str) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada)

    answer = browser(ada).post(f"/events/{event.slug}/people", email=email, role="judge")

    assert answer.status_code == 422
    assert sentence in answer.text


def test_people_taken_role_is_gone(session: Session, browser: Open) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada, judges=(bob,))

    browser(ada).post(f"/events/{event.slug}/people/take", account_id=str(bob.id), role="judge")

    assert session.get(EventRoleGrant, (event.id, bob.id, "judge")) is None


def test_people_is_for_organizers(session: Session, browser: Open) -> None:
    event = make_event(session)

    assert browser(make_account(session)).get(f"/events/{event.slug}/people").status_code == 403


def _fill(session: Session, event: Event, count: int) -> None:
    """Put so many of everything onto an event's page."""
    for _ in range(count):
        person = make_account(session)
        team = make_team(session, event, person, challenge=make_challenge(session, event))
        make_project(session, team)
        give_event_role(session, event, make_account(session), "judge")


@pytest.mark.parametrize("role", ["organizer", "employee", "participant", "captain", "judge"])
@pytest.mark.parametrize(("phase", "state"), [("forming", "PUBLISHED"), ("running", "PUBLISHED"), ("over", "RELEASED")])
def test_show_costs_the_same_queries_for_one_and_three_of_everything(
    session: Session, browser: Open, working: Working, queries: QueryCounter, role: str, phase: str, state: str
) -> None:
    costs = []
    for count in (1, 3):
        people = {name: make_account(session) for name in ("organizer", "employee", "participant", "captain", "judge")}
        event = make_event(session, phase, organizer=people["organizer"], judges=(people["judge"],), state=state)
        make_registration(session, event, people["participant"])
        make_team(session, event, people["captain"])
        _fill(session, event, count)
        with working(people["organizer"]) as work:
            work.record(EventPublished(subject_id=event.id))
        reader, path = browser(people[role]), f"/events/{event.slug}"
        with queries() as seen:
            assert reader.get(path).status_code == 200
        costs.append(len(seen))

    assert costs[0] == costs[1]
    assert costs[0] <= 12


def test_index_costs_the_same_queries_for_one_and_three_events(
    session: Session, browser: Open, queries: QueryCounter
) -> None:
    reader, costs = browser(make_account(session)), []
    for count in (1, 2):
        for _ in range(count):
            make_event(session, "running")
        with queries() as seen:
            reader.get("/events")
        costs.append(len(seen))

    assert costs == [2, 2]


def test_people_costs_the_same_queries_for_one_and_three_judges(
    session: Session, browser: Open, queries: QueryCounter
) -> None:
    ada = make_account(session)
    event, reader, costs = make_event(session, organizer=ada), browser(ada), []
    path = f"/events/{event.slug}/people"
    for count in (1, 2):
        for _ in range(count):
            give_event_role(session, event, make_account(session), "judge")
        with queries() as seen:
            reader.get(path)
        costs.append(len(seen))

    assert costs == [3, 3]


def test_show_in_a_readers_own_zone_names_both_times(session: Session, browser: Open) -> None:
    event = make_event(session, starts_at=NOON + timedelta(days=1))
    reader = make_account(session, profile={"time_zone": "Asia/Tokyo"})

    page = browser(reader).get(f"/events/{event.slug}").text

    assert "Wed 25 Nov 2026, 13:00 CET" in page
    assert "Wed 25 Nov 2026, 21:00" in page
