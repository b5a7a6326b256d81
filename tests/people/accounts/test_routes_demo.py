"""The demo's bar: one click, on this machine, in the demo, and never as an administrator."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.browsing import Browser
from tests.factories import make_account

Browsers = Callable[..., Browser]
Install = Callable[..., Flask]


def is_in(browser: Browser) -> bool:
    return browser.get("/inbox").status_code == 200


def test_demo_sign_in_signs_in_as_one_of_its_people(install: Install, session: Session) -> None:
    make_account(session, "Jo Judge", email="judge@demo.example", is_demo=True)
    opened = Browser(install(demo=True))

    answer = opened.post("/demo/sign-in", person="judge")

    assert (answer.status_code, answer.location) == (302, "/")
    assert "Account of Jo Judge" in opened.get("/inbox").text


def test_demo_sign_in_outside_the_demo_does_not_exist(app: Flask, browser: Browsers, session: Session) -> None:
    make_account(session, "Jo Judge", email="judge@demo.example", is_demo=True)

    answer = browser().post("/demo/sign-in", person="judge")

    assert answer.status_code == 404
    assert [rule for rule in app.url_map.iter_rules() if "demo" in rule.rule] == []
    assert "demo-bar" not in browser().get("/sign-in").text


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("192.0.2.7", {}),
        ("127.0.0.2", {}),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}),
        ("127.0.0.1", {"Forwarded": "for=192.0.2.7"}),
        ("::ffff:192.0.2.7", {}),
    ],
)
def test_demo_sign_in_from_elsewhere_is_refused(
    install: Install, session: Session, address: str, headers: dict[str, str]
) -> None:
    make_account(session, "Jo Judge", email="judge@demo.example", is_demo=True)
    opened = Browser(install(demo=True))

    answer = opened.client.post(
        "/demo/sign-in",
        data={"csrf_token": opened.token(), "person": "judge"},
        environ_overrides={"REMOTE_ADDR": address},
        headers=headers,
    )

    assert (answer.status_code, is_in(opened)) == (403, False)


@pytest.mark.parametrize(("person", "status"), [("admin", 403), ("real", 403), ("nobody", 404), ("", 404)])
def test_demo_sign_in_as_an_administrator_or_no_demo_person_is_refused(
    install: Install, session: Session, person: str, status: int
) -> None:
    make_account(session, "Ada", "admin", email="admin@demo.example", is_demo=True)
    make_account(session, "Real", email="real@demo.example")
    opened = Browser(install(demo=True))

    answer = opened.post("/demo/sign-in", person=person)

    assert (answer.status_code, is_in(opened)) == (status, False)


def test_demo_sign_in_without_a_token_is_refused(install: Install, session: Session) -> None:
    make_account(session, "Jo Judge", email="judge@demo.example", is_demo=True)
    opened = Browser(install(demo=True))

    answer = opened.post("/demo/sign-in", person="judge", csrf_token=None)

    assert (answer.status_code, is_in(opened)) == (400, False)


def test_sign_in_page_in_the_demo_says_how_to_get_in(install: Install) -> None:
    page = Browser(install(demo=True)).get("/sign-in").text

    assert "This is the demo." in page
    assert all(f'value="{key}"' in page for key in ("organizer", "participant", "judge", "steward", "product_owner"))
