"""What a token opens, and everything that it does not open."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow
from hackathon.people.accounts.models import Account
from hackathon.people.integrations.models import ApiToken
from tests.browsing import Browser
from tests.calling import Program
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.integrations import make_token
from tests.queries import QueryCounter

Browsers = Callable[[Account | None], Browser]
ME = "/api/v1/me"
OPENS_NOTHING = {
    "type": "about:blank",
    "title": "Unauthorized",
    "status": 401,
    "detail": "This token opens nothing, or nothing any more. Make a new one.",
}


def test_token_speaks_for_its_owner_within_its_scopes(app: Flask, session: Session) -> None:
    jo = make_account(session, "Jo", "steward", email="jo@example.org", profile={"unit": "Metering"})
    secret = make_token(session, jo, "read")

    answer = Program(app, secret).get(ME)

    assert answer.json == {
        "id": jo.id,
        "name": "Jo",
        "email": "jo@example.org",
        "unit": "Metering",
        "craft": "other",
        "skills": [],
        "time_zone": "UTC",
        "site_roles": ["steward"],
        "grants": [],
        "scopes": ["read"],
        "url": f"/people/{jo.id}",
    }


def test_token_is_stronger_than_a_cookie_that_came_along(app: Flask, session: Session) -> None:
    ada, jo = make_account(session, "Ada", "admin"), make_account(session, "Jo")
    headers = {"Authorization": f"Bearer {make_token(session, jo)}"}

    answers = [
        Browser(app, ada).get(ME, headers=headers),
        Browser(app, ada).get(ME, headers={"Authorization": "Bearer hk_guessed"}),
    ]

    assert [answer.status_code for answer in answers] == [200, 401]
    assert (answers[0].json or {})["name"] == "Jo"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"expires_at": NOON}, "expired"),
        ({"revoked_at": NOON - timedelta(days=1)}, "revoked"),
    ],
)
def test_ended_token_is_refused_and_recorded(app: Flask, session: Session, change: dict[str, object], why: str) -> None:
    jo = make_account(session)
    program = Program(app, make_token(session, jo, **change))

    answers = [program.get(ME) for _time in range(2)]

    facts = session.scalars(select(FactRow)).all()
    assert [(answer.status_code, answer.content_type) for answer in answers] == [(401, "application/problem+json")] * 2
    assert [answer.json for answer in answers] == [OPENS_NOTHING] * 2
    assert answers[0].headers["WWW-Authenticate"] == 'Bearer realm="api", error="invalid_token"'
    assert [(fact.kind, fact.stream_id, why in fact.payload) for fact in facts] == [
        ("people.integrations.token_refused", jo.id, True)
    ]


@pytest.mark.parametrize("secret", ["", "hk_", "hk_guessed", "no prefix", "hk_" + "x" * 200, "hk_\N{SNOWMAN}"])
def test_unknown_token_is_refused(app: Flask, session: Session, secret: str) -> None:
    make_token(session, make_account(session))
    client = app.test_client()

    answer = client.get(ME, headers={"Authorization": f"Bearer {secret}".encode().decode("latin-1")})

    assert (answer.status_code, answer.json) == (401, OPENS_NOTHING)


def test_token_ends_at_once_with_the_account(app: Flask, session: Session, browser: Browsers) -> None:
    jo = make_account(session)
    program, admin = Program(app, make_token(session, jo)), browser(make_account(session, "Ada", "admin"))
    before = program.get(ME).status_code

    admin.post(f"/admin/accounts/{jo.id}/deactivate")
    after = program.get(ME)

    facts = session.scalars(select(FactRow).order_by(FactRow.id)).all()
    assert (before, after.status_code, after.json) == (200, 401, OPENS_NOTHING)
    assert [(fact.kind, fact.stream_id) for fact in facts] == [
        ("people.accounts.deactivated", jo.id),
        ("people.integrations.token_refused", jo.id),
    ]


def test_token_of_the_demo_ends_with_it(app: Flask, session: Session) -> None:
    program = Program(app, make_token(session, make_account(session, is_demo=True)))

    assert program.get(ME).status_code == 401


@pytest.mark.parametrize("path", ["/", "/people/me/tokens", "/api", "/files/1"])
def test_token_opens_no_page(app: Flask, session: Session, path: str) -> None:
    program = Program(app, make_token(session, make_account(session, "Ada", "admin")))

    answer = program.get(path)

    assert (answer.status_code, answer.location.startswith("/sign-in")) == (302, True)


def test_reading_token_may_not_write_and_writing_token_may_not_read(app: Flask, session: Session) -> None:
    jo = make_account(session)
    reading, writing = (Program(app, make_token(session, jo, scope)) for scope in ("read", "write"))

    answers = [writing.get(ME), reading.send("POST", "/api/v1/inbox/1/read")]

    assert [(answer.status_code, answer.headers["WWW-Authenticate"]) for answer in answers] == [
        (403, f'Bearer realm="api", error="insufficient_scope", scope="{scope}"') for scope in ("read", "write")
    ]
    assert [(answer.json or {})["detail"] for answer in answers] == [
        f"This token may not do that: it was made without the scope “{scope}”." for scope in ("read", "write")
    ]


def test_session_reads_but_never_writes(app: Flask, session: Session) -> None:
    jo = make_account(session)

    answer = Browser(app, jo).post("/api/v1/inbox/1/read")

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="api"')


def test_use_is_noted_and_costs_no_write_for_a_minute(
    app: Flask, session: Session, clock: StandingClock, queries: QueryCounter
) -> None:
    program = Program(app, make_token(session, make_account(session)))

    program.get(ME)
    with queries() as seen:
        program.get(ME)
    clock.advance(minutes=1)
    program.get(ME)

    session.expire_all()
    assert session.scalars(select(ApiToken.used_at)).one() == NOON + timedelta(minutes=1)
    assert [statement for statement in seen if not statement.lstrip().startswith("SELECT")] == []
    assert len(seen) == 3


def test_wrong_tokens_from_one_address_end_with_429_and_right_ones_go_on(
    install: Callable[..., Flask], session: Session
) -> None:
    limited = install(rate_limits=True)
    right = Program(limited, make_token(session, make_account(session)))
    wrong, answers = Program(limited, "hk_guessed"), list[int]()

    while 429 not in answers and len(answers) < 61:
        answers.append(wrong.get(ME).status_code)

    assert set(answers) == {401, 429}
    assert right.get(ME).status_code == 200
