"""Registering in the browser, and the organizers' list."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.events.registration.models import Registration
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.factories import make_account, make_event, make_registration
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]


def test_apply_is_filled_in_from_the_profile(session: Session, browser: Open) -> None:
    ada = make_account(session, profile={"craft": "designer", "skills": ["Figma", "SQL"]})
    event = make_event(session, "registration")

    page = browser(ada).get(f"/events/{event.slug}/registration").text

    assert '<option selected value="designer">' in page
    assert 'value="Figma, SQL"' in page


def test_apply_registers_and_then_changes_the_registration(session: Session, browser: Open) -> None:
    ada, event = make_account(session), make_event(session, "registration")
    path = f"/events/{event.slug}/registration"

    first = browser(ada).post(path, craft="designer", skills="Figma, SQL")
    browser(ada).post(path, craft="data_engineer", skills="dbt", version="1")

    own = session.scalars(select(Registration)).one()
    assert first.location == f"/events/{event.slug}"
    assert (own.account_id, own.state, own.craft, own.skills) == (ada.id, "ADMITTED", "data_engineer", ["dbt"])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"craft": "wizard", "skills": "kept words"}, "Not a valid choice"),
        ({"craft": "designer", "skills": "kept words, " + "x" * 41}, "Name up to 20 skills"),
        ({"craft": "designer", "skills": "kept words" + "x" * 500}, "longer than 500"),
    ],
)
def test_apply_with_bad_input_says_what_is_wrong_and_keeps_what_was_typed(
    session: Session, browser: Open, typed: dict[str, object], sentence: str
) -> None:
    event = make_event(session, "registration")

    answer = browser(make_account(session)).post(f"/events/{event.slug}/registration", typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "kept words" in answer.text
    assert session.scalars(select(Registration)).all() == []


def test_apply_after_the_window_shows_why_and_no_form(session: Session, browser: Open) -> None:
    event = make_event(session, "running")
    reader, path = browser(make_account(session)), f"/events/{event.slug}/registration"

    page, sent = reader.get(path).text, reader.post(path, craft="designer", skills="")

    assert "Registration is closed. Ask an organizer." in page
    assert 'name="craft"' not in page
    assert sent.status_code == 403


def test_apply_to_a_full_event_tells_that_one_waits(session: Session, browser: Open) -> None:
    event = make_event(session, "registration", capacity=1)
    make_registration(session, event, make_account(session))
    reader = browser(make_account(session))

    reader.post(f"/events/{event.slug}/registration", craft="designer", skills="")

    page = reader.get(f"/events/{event.slug}").text
    assert "You wait for one and are told as soon as it is yours." in page
    assert "1 of 1 places taken." in page


def test_withdraw_ends_taking_part(session: Session, browser: Open) -> None:
    ada, event = make_account(session), make_event(session)
    own = make_registration(session, event, ada)

    browser(ada).post(f"/events/{event.slug}/registration/withdraw")

    session.refresh(own)
    assert own.state == "WITHDRAWN"


def test_withdraw_without_a_registration_does_not_exist(session: Session, browser: Open) -> None:
    event = make_event(session)

    answer = browser(make_account(session)).post(f"/events/{event.slug}/registration/withdraw")

    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["people", "people.csv"])
@pytest.mark.parametrize("role", ["employee", "participant", "judge"])
def test_list_is_for_organizers(session: Session, browser: Open, path: str, role: str) -> None:
    people = {name: make_account(session) for name in ("employee", "participant", "judge")}
    event = make_event(session, judges=(people["judge"],))
    make_registration(session, event, people["participant"])
    make_registration(session, event, make_account(session, "Hidden Person"))

    answer = browser(people[role]).get(f"/events/{event.slug}/registration/{path}")

    assert answer.status_code == 403
    assert "Hidden Person" not in answer.text


def test_list_shows_who_is_to_be_decided_on_first(session: Session, browser: Open) -> None:
    org = make_account(session)
    event = make_event(session, organizer=org)
    make_registration(session, event, make_account(session, "Ada Admitted"))
    make_registration(session, event, make_account(session, "Wim Waits"), state="WAITLISTED")
    make_registration(session, event, make_account(session, "Gone Girl"), state="WITHDRAWN")

    page = browser(org).get(f"/events/{event.slug}/registration/people").text

    assert page.index("Wim Waits") < page.index("Ada Admitted")
    assert "Gone Girl" not in page


def test_export_is_a_table_whose_cells_are_no_formulas(session: Session, browser: Open) -> None:
    org = make_account(session)
    event = make_event(session, organizer=org)
    evil = make_account(session, '=HYPERLINK("http://evil")', profile={"unit": "+49"}, email="a@example.org")
    make_registration(session, event, evil, skills=["@SUM(A1)", "SQL"])

    answer = browser(org).get(f"/events/{event.slug}/registration/people.csv")

    assert answer.headers["Content-Disposition"] == f'attachment; filename="{event.slug}-people.csv"'
    head, row = answer.get_data().decode("utf-8-sig").splitlines()
    assert head == "Name,E-mail address,Unit,Craft,Skills,State,Registered at"
    assert row == (
        '"\'=HYPERLINK(""http://evil"")",a@example.org,\'+49,Data scientist,"\'@SUM(A1), SQL",takes part,'
        "2026-01-05T09:00+00:00"
    )


def test_admit_and_decline_by_an_organizer_decide(session: Session, browser: Open) -> None:
    org = make_account(session)
    event = make_event(session, organizer=org)
    one = make_registration(session, event, make_account(session), state="WAITLISTED")
    two = make_registration(session, event, make_account(session, "Wim Waits"), state="WAITLISTED")
    path = f"/events/{event.slug}/registration/people"

    browser(org).post(f"{path}/{one.id}/admit")
    asked = browser(org).get(f"{path}/{two.id}/decline").text
    browser(org).post(f"{path}/{two.id}/decline", reason="Too many designers.")

    session.expire_all()
    assert "Decline Wim Waits" in asked
    assert (one.state, two.state) == ("ADMITTED", "DECLINED")


def test_admit_under_another_events_address_does_not_exist(session: Session, browser: Open) -> None:
    org = make_account(session)
    own_event, other = make_event(session, organizer=org), make_event(session)
    waiting = make_registration(session, other, make_account(session), state="WAITLISTED")

    answer = browser(org).post(f"/events/{own_event.slug}/registration/people/{waiting.id}/admit")

    session.refresh(waiting)
    assert (answer.status_code, waiting.state) == (404, "WAITLISTED")


def test_list_costs_the_same_queries_for_one_and_three_people(
    session: Session, browser: Open, queries: QueryCounter
) -> None:
    org = make_account(session)
    event, reader, costs = make_event(session, organizer=org), browser(org), []
    path = f"/events/{event.slug}/registration/people"
    for count in (1, 2):
        for _ in range(count):
            make_registration(session, event, make_account(session))
        with queries() as seen:
            reader.get(path)
        costs.append(len(seen))

    assert costs == [3, 3]
