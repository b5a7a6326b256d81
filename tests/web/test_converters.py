"""Addresses that no row can have are found nowhere; what no text can hold is left out of what was typed."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from wtforms import IntegerField

from hackathon.people.accounts.rules import hash_password
from hackathon.web.forms import Form
from tests.browsing import Browser
from tests.factories import make_account, make_event
from tests.factories.integrations import make_token

PASSWORD = "three quiet meters"


class _Counting(Form):
    count = IntegerField()


@pytest.mark.parametrize(
    "path", ["/people/2147483648", f"/people/{'9' * 5000}", "/events/a%00b", "/api/v1/events/%00", "/people/2147483647"]
)
def test_address_that_names_nothing_is_404(app: Flask, session: Session, path: str) -> None:
    answer = Browser(app, make_account(session)).get(path)

    assert answer.status_code == 404


def test_number_too_large_for_a_row_is_404_where_an_address_takes_several_methods(app: Flask, session: Session) -> None:
    token = make_token(session, make_account(session), "read", "write")

    answer = app.test_client().put(
        "/api/v1/use-cases/4294967295/ticket",
        json={"link": ""},
        headers={"Authorization": f"Bearer {token}", "If-Match": '"1"'},
    )

    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/people?q=a%00da", "/projects?q=a%00da", "/use-cases?q=a%00da", "/tools?q=a%00da"])
def test_query_with_nul_is_read_without_it(app: Flask, session: Session, path: str) -> None:
    answer = Browser(app, make_account(session)).get(path)

    assert (answer.status_code, 'value="ada"' in answer.text) == (200, True)


@pytest.mark.parametrize(
    "page",
    [
        "/projects?challenge=",
        "/events/{}/projects?challenge=",
        "/events/{}/challenges?track=",
        "/events/{}/teams?challenge=",
    ],
)
def test_query_with_a_number_too_large_for_a_row_finds_nothing(app: Flask, session: Session, page: str) -> None:
    event = make_event(session, "forming")

    answer = Browser(app, make_account(session)).get(page.format(event.slug) + "99999999999")

    assert answer.status_code == 200


@pytest.mark.parametrize(("number", "status"), [("2147483647", 200), ("2147483648", 422), ("-99999999999", 422)])
def test_form_with_a_number_too_large_for_a_row_is_refused(app: Flask, number: str, status: int) -> None:
    with app.test_request_context("/", method="POST", data={"count": number}):
        form = _Counting()

        accepted = form.accepts()

    assert (accepted, form.status) == (status == 200, status)


def test_form_with_nul_is_read_without_it(app: Flask, session: Session) -> None:
    make_account(session, email="ada@example.org", password_hash=hash_password(PASSWORD))

    answer = Browser(app).post("/sign-in", email="a\x00da@example.org", password=PASSWORD)

    assert answer.status_code == 302
