"""The pages about tokens: one's own, everybody's, and how to use the API."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.people.accounts.rules import token_hash
from hackathon.people.integrations.models import ApiToken
from tests.browsing import Browser
from tests.calling import Program
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.integrations import make_token
from tests.queries import QueryCounter

Browsers = Callable[[Account | None], Browser]
SECRET = re.compile(r"hk_[\w-]{43}")
MINE, EVERYBODYS = "/people/me/tokens", "/admin/tokens"


def test_made_token_is_shown_once_and_works(app: Flask, session: Session, browser: Browsers) -> None:
    reader = browser(make_account(session, "Jo"))

    page = reader.post(MINE, name="nightly report", scopes="read", days="30")

    (secret,) = SECRET.findall(page.text)
    assert SECRET.findall(reader.get(MINE).text) == []
    assert "nightly report" in reader.get(MINE).text
    assert Program(app, secret).get("/api/v1/me").status_code == 200


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "Fill this in."),
        ("scopes", None, "Choose what the token may do."),
        ("days", "9999", "Not a valid choice."),
    ],
)
def test_token_that_is_not_sound_keeps_what_was_typed(
    session: Session, browser: Browsers, field: str, typed: str | None, sentence: str
) -> None:
    sent: dict[str, object] = {"name": "nightly report", "scopes": "read", "days": "30", field: typed}

    page = browser(make_account(session)).post(MINE, sent)

    assert (page.status_code, sentence in page.text, SECRET.findall(page.text)) == (422, True, [])


def test_index_shows_no_token_of_others(session: Session, browser: Browsers) -> None:
    jo = make_account(session, "Jo")
    make_token(session, jo, name="mine")
    make_token(session, make_account(session), name="another one")

    page = browser(jo).get(MINE).text

    assert ("mine" in page, "another one" in page) == (True, False)


def test_owner_revokes_and_comes_back_to_their_list(app: Flask, session: Session, browser: Browsers) -> None:
    jo = make_account(session)
    secret = make_token(session, jo)

    answer = browser(jo).post(f"/tokens/{session.scalars(select(ApiToken.id)).one()}/revoke")

    assert (answer.status_code, answer.location) == (302, MINE)
    assert Program(app, secret).get("/api/v1/me").status_code == 401


def test_administrator_sees_and_revokes_everybodys_and_no_secret(
    app: Flask, session: Session, browser: Browsers
) -> None:
    secret = make_token(session, make_account(session, "Jo"), name="nightly report")
    admin = browser(make_account(session, "Ada", "admin"))

    page = admin.get(EVERYBODYS).text
    answer = admin.post(f"/tokens/{session.scalars(select(ApiToken.id)).one()}/revoke")

    assert [word in page for word in ("nightly report", "Jo", secret, token_hash(secret))] == [True, True, False, False]
    assert (answer.status_code, answer.location) == (302, EVERYBODYS)
    assert Program(app, secret).get("/api/v1/me").status_code == 401


def test_somebody_else_does_not_revoke(app: Flask, session: Session, browser: Browsers) -> None:
    secret = make_token(session, make_account(session))

    answer = browser(make_account(session)).post(f"/tokens/{session.scalars(select(ApiToken.id)).one()}/revoke")

    assert (answer.status_code, Program(app, secret).get("/api/v1/me").status_code) == (403, 200)


@pytest.mark.parametrize("path", [MINE, EVERYBODYS])
def test_lists_cost_the_same_queries_for_one_and_three_tokens(
    session: Session, browser: Browsers, queries: QueryCounter, path: str
) -> None:
    ada, costs = make_account(session, "Ada", "admin"), []
    for count in (1, 2):
        for _number in range(count):
            make_token(session, ada, revoked_at=NOON)
        with queries() as seen:
            browser(ada).get(path)
        costs.append(len(seen))

    assert costs[0] == costs[1] <= 3


def test_guide_leads_to_tokens_and_document(session: Session, browser: Browsers) -> None:
    page = browser(make_account(session)).get("/api").text

    assert [f'href="{path}"' in page for path in (MINE, "/api/v1/openapi.json")] == [True, True]
    assert "/api/v1/events" in page
