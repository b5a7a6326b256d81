"""What people and programs see when something is refused or breaks: a sentence, and never a trace."""

from http import HTTPStatus
from pathlib import Path

import pytest
from flask import Flask
from structlog.testing import capture_logs

from hackathon.app import create_app
from tests.browsing import Browser
from tests.installation import make_settings

SENTENCES = {
    "denied": (403, "Only the captain hands in."),
    "missing": (404, "There is no such team."),
    "conflict": (409, "The team is full."),
    "invalid": (422, "Give it a name."),
    "unfit": (422, "Something in this cannot be kept"),
    "busy": (503, "The database was too busy. Nothing was saved"),
    "fault": (500, "Something went wrong on our side"),
}
INSIDE = ("Traceback", "a secret of the program", "secret_column", "database is locked", "ValueError", "probe.py")


@pytest.mark.parametrize("kind", SENTENCES)
def test_page_of_what_went_wrong_says_what_and_what_next(probed: Flask, kind: str) -> None:
    status, sentence = SENTENCES[kind]

    answer = Browser(probed).get(f"/probe/fault/{kind}")

    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert 'href="/"' in answer.text
    assert [word for word in INSIDE if word in answer.text] == []


@pytest.mark.parametrize("kind", SENTENCES)
def test_problem_of_what_went_wrong_is_a_document_for_programs(probed: Flask, kind: str) -> None:
    answer = Browser(probed).get(f"/api/v1/probe/fault/{kind}")

    status, sentence = SENTENCES[kind]
    errors = {"errors": [{"field": "name", "detail": sentence}]} if kind == "invalid" else {}
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    problem = answer.json or {}
    assert sentence in problem.pop("detail")
    assert problem == {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, **errors}
    assert [word for word in INSIDE if word in answer.text] == []


def test_fault_behind_a_link_leaves_its_secret_out_of_the_log(probed: Flask) -> None:
    with capture_logs() as log:
        Browser(probed).get("/probe/link/abc-secret-xyz")

    assert [each["path"] for each in log] == ["/probe/link/•••"]


def test_database_trouble_says_when_to_try_again(probed: Flask) -> None:
    assert Browser(probed).get("/probe/fault/busy").headers["Retry-After"] == "5"


def test_pages_while_the_database_is_gone_are_still_pages_for_who_is_signed_in(tmp_path: Path) -> None:
    client = create_app(make_settings(tmp_path, f"sqlite:///{tmp_path / 'gone' / 'hub.sqlite3'}")).test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "1.1"

    answers = [client.get(path) for path in ("/people", "/no-such-page")]

    assert [answer.status_code for answer in answers] == [503, 404]
    assert [SENTENCES["fault"][1] in answer.text for answer in answers] == [True, True]
    assert answers[0].headers["Retry-After"] == "5"


@pytest.mark.parametrize("path", ["/no-such-page", "/people/not-a-number", "/%00", "/..%2f..%2fetc/passwd"])
def test_unknown_page_says_where_to_go(probed: Flask, path: str) -> None:
    answer = Browser(probed).get(path)

    assert (answer.status_code, "There is no page at this address." in answer.text) == (404, True)


def test_unknown_resource_of_the_api_is_a_problem(probed: Flask) -> None:
    answer = Browser(probed).get("/api/v1/nothing")

    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_wrong_method_is_refused_with_a_sentence(probed: Flask) -> None:
    answer = Browser(probed).post("/healthz")

    assert (answer.status_code, "does not take that kind of request" in answer.text) == (405, True)
