"""Headers that keep a page from being turned against its reader."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.browsing import Browser
from tests.factories import make_account


@pytest.mark.parametrize("path", ["/sign-in", "/no-such-page", "/healthz", "/probe/fault/fault", "/api/v1/nothing"])
def test_every_answer_has_a_policy_without_unsafe_exceptions(probed: Flask, path: str) -> None:
    headers = Browser(probed).get(path).headers

    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"], headers["Cache-Control"]) == (
        "nosniff",
        "same-origin",
        "private, no-store",
    )


def test_session_cookie_is_out_of_reach_for_scripts_and_other_sites(app: Flask) -> None:
    cookie = app.test_client().get("/sign-in").headers["Set-Cookie"]

    assert ("HttpOnly" in cookie, "SameSite=Lax" in cookie, "Secure" in cookie) == (True, True, False)


def test_session_cookie_is_secure_exactly_when_people_come_by_https(install: Callable[..., Flask]) -> None:
    answer = install(public_url="https://hub.example.org").test_client().get("/sign-in")

    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_plain_http_promises_no_https(app: Flask) -> None:
    assert "Strict-Transport-Security" not in app.test_client().get("/sign-in").headers


def test_pages_hold_no_inline_script_or_style(app: Flask, session: Session) -> None:
    opened = Browser(app, make_account(session, "Ada", "admin"))

    pages = [opened.get(path).text for path in ("/", "/people", "/people/me", "/inbox", "/admin", "/events")]

    assert [word for page in pages for word in (" style=", " onclick=", "<script>", "hx-on") if word in page] == []
