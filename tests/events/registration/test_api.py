"""Events as JSON."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.events.registration.models import Registration
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.calling import Program
from tests.factories import make_account, make_challenge, make_event, make_registration
from tests.factories.integrations import make_token
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
SPRING = {
    "slug": "spring",
    "name": "Spring",
    "summary": "Meters",
    "place": "Berlin",
    "time_zone": "Europe/Berlin",
    "starts_at": "2026-11-23T12:00:00+00:00",
    "ends_at": "2026-11-29T12:00:00+00:00",
    "state": "PUBLISHED",
    "phase": "forming",
    "windows": {
        "challenges": {"opens_at": "2026-11-19T12:00:00+00:00", "closes_at": "2026-11-21T12:00:00+00:00"},
        "registration": {"opens_at": "2026-11-21T12:00:00+00:00", "closes_at": "2026-11-23T12:00:00+00:00"},
        "forming": {"opens_at": "2026-11-23T12:00:00+00:00", "closes_at": "2026-11-25T12:00:00+00:00"},
        "running": {"opens_at": "2026-11-25T12:00:00+00:00", "closes_at": "2026-11-27T12:00:00+00:00"},
        "judging": {"opens_at": "2026-11-27T12:00:00+00:00", "closes_at": "2026-11-29T12:00:00+00:00"},
    },
    "team_size": {"min": 2, "max": 5},
    "capacity": 60,
    "counts": {"participants": 1, "waiting": 1, "challenges": 1},
    "url": "/events/spring",
}


def make_spring(session: Session) -> None:
    event = make_event(session, "forming", slug="spring", name="Spring", summary="Meters", place="Berlin", capacity=60)
    make_registration(session, event, make_account(session))
    make_registration(session, event, make_account(session), state="WAITLISTED")
    make_registration(session, event, make_account(session), state="WITHDRAWN")
    make_challenge(session, event)
    make_challenge(session, event, state="PROPOSED")


def test_index_lists_the_events_the_reader_may_see(session: Session, browser: Open) -> None:
    make_spring(session)
    make_event(session, "registration", state="DRAFT")

    answer = browser(make_account(session)).get("/api/v1/events")

    assert answer.json == {"items": [SPRING], "total": 1, "next": None}


def test_show_adds_the_description(session: Session, browser: Open) -> None:
    make_spring(session)

    answer = browser(make_account(session)).get("/api/v1/events/spring")

    assert answer.json == {**SPRING, "description": ""}


def test_show_of_a_draft_is_a_problem_that_tells_nothing(session: Session, browser: Open) -> None:
    event = make_event(session, state="DRAFT", name="Secret plan")

    answer = browser(make_account(session)).get(f"/api/v1/events/{event.slug}")

    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert "Secret plan" not in answer.text


def test_index_without_a_session_is_a_problem(browser: Open) -> None:
    answer = browser(None).get("/api/v1/events")

    assert (answer.status_code, answer.content_type) == (401, "application/problem+json")


def test_index_costs_the_same_queries_for_one_and_three_events(
    session: Session, browser: Open, queries: QueryCounter
) -> None:
    reader, costs = browser(make_account(session)), []
    for count in (1, 2):
        for _ in range(count):
            make_registration(session, make_event(session), make_account(session))
        with queries() as seen:
            reader.get("/api/v1/events")
        costs.append(len(seen))

    assert costs[0] == costs[1] <= 5


def test_registrations_are_listed_for_organizers_with_address_and_unit(session: Session, app: Flask) -> None:
    organizer = make_account(session)
    event = make_event(session, "registration", organizer=organizer)
    jo = make_account(session, "Jo", email="jo@example.org", profile={"unit": "Metering"})
    registration = make_registration(session, event, jo, skills=["SQL"])

    answer = Program(app, make_token(session, organizer)).get(f"/api/v1/events/{event.slug}/registrations")

    shown = {
        "id": registration.id,
        "account_id": jo.id,
        "name": "Jo",
        "email": "jo@example.org",
        "unit": "Metering",
        "craft": "data_scientist",
        "skills": ["SQL"],
        "state": "ADMITTED",
        "created_at": "2026-01-05T09:00:00+00:00",
    }
    assert answer.json == {"items": [shown], "total": 1, "next": None}


def test_register_gives_a_place_and_the_second_time_a_sentence(session: Session, app: Flask) -> None:
    event, jo = make_event(session, "registration"), make_account(session, "Jo")
    program, path = Program(app, make_token(session, jo)), f"/api/v1/events/{event.slug}/registrations"

    answers = [program.send("POST", path, {"craft": "designer", "skills": ["SQL", "maps"]}) for _time in range(2)]

    kept = session.scalars(select(Registration)).one()
    assert [answer.status_code for answer in answers] == [201, 409]
    assert answers[0].json == {
        "id": kept.id,
        "account_id": jo.id,
        "name": "Jo",
        "craft": "designer",
        "skills": ["SQL", "maps"],
        "state": "ADMITTED",
        "created_at": "2026-11-24T12:00:00+00:00",
    }
    assert "You are registered for this event already" in (answers[1].json or {})["detail"]
    assert (kept.account_id, kept.craft, kept.skills) == (jo.id, "designer", ["SQL", "maps"])


def test_register_after_the_window_is_refused_with_the_policys_sentence(session: Session, app: Flask) -> None:
    event = make_event(session, "running")
    program = Program(app, make_token(session, make_account(session)))

    answer = program.send("POST", f"/api/v1/events/{event.slug}/registrations", {"craft": "designer"})

    assert (answer.status_code, (answer.json or {})["detail"]) == (403, "Registration is closed. Ask an organizer.")
