"""Closed by default: who may call an endpoint at all, and with which token."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hackathon.web.access import declared_access
from tests.browsing import Browser
from tests.factories import make_account


def test_endpoint_without_a_declaration_is_closed_to_everybody(probed: Flask, session: Session) -> None:
    lookers = [None, make_account(session, "Jo"), make_account(session, "Ada", "admin", "host", "steward")]

    answers = [Browser(probed, who).get("/probe/undeclared") for who in lookers]

    assert [(answer.status_code, "a secret" in answer.text) for answer in answers] == [(403, False)] * 3


def test_every_endpoint_of_the_house_declares_its_access(app: Flask) -> None:
    undeclared = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint != "static" and declared_access(view) is None
    ]

    assert undeclared == [], "declare it with @public, @signed_in or @site_role(…): undeclared endpoints are closed"


def test_page_for_members_asks_strangers_to_sign_in_and_come_back(probed: Flask) -> None:
    answer = Browser(probed).get("/probe/members?tab=2")

    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/probe/members?tab%3D2")


def test_form_of_a_lost_session_says_how_to_keep_what_was_typed(probed: Flask) -> None:
    answer = Browser(probed).post("/probe/members", text="a long text")

    assert (answer.status_code, "Sign in in another tab" in answer.text) == (401, True)


@pytest.mark.parametrize(("role", "status"), [("", 403), ("admin", 403), ("steward", 200), ("host", 200)])
def test_page_for_a_role_is_closed_to_others(probed: Flask, session: Session, role: str, status: int) -> None:
    account = make_account(session, "Jo", *[role] if role else [])

    answer = Browser(probed, account).get("/probe/stewards")

    assert (answer.status_code, "for stewards" in answer.text) == (status, status == 200)


@pytest.mark.parametrize("token", [None, "", "guessed", "20261124120000##0123456789abcdef"])
def test_form_without_this_sessions_token_is_refused_with_what_to_do(probed: Flask, token: str | None) -> None:
    answer = Browser(probed).post("/probe/open", csrf_token=token)

    assert answer.status_code == 400
    assert "reload the page and send it again" in answer.text


def test_form_with_the_token_of_another_session_is_refused(probed: Flask) -> None:
    mine, theirs = Browser(probed), Browser(probed)
    with theirs.client.session_transaction() as cookie:
        cookie["csrf"] = "1" * 40

    answer = theirs.post("/probe/open", csrf_token=mine.token())

    assert answer.status_code == 400


def test_token_is_taken_from_the_header_too(probed: Flask) -> None:
    opened = Browser(probed)

    answer = opened.client.post("/probe/open", headers={"X-CSRF-Token": opened.token()})

    assert (answer.status_code, answer.text) == (200, "open")


def test_api_reads_with_the_session_but_never_writes_with_it(probed: Flask, session: Session) -> None:
    stranger, member = Browser(probed), Browser(probed, make_account(session, "Jo"))

    answers = [
        stranger.get("/api/v1/probe/members"),
        member.get("/api/v1/probe/members"),
        member.post("/api/v1/probe/members"),
        stranger.post("/api/v1/probe/open"),
    ]

    assert [answer.status_code for answer in answers] == [401, 200, 401, 401]
    assert answers[0].content_type == "application/problem+json"
