"""Every (state, role, action) of nomination, use case, offer and round by page and by API: as by command."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from hackathon.core.jobs import JobContext
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.calling import Program
from tests.factories.integrations import make_token
from tests.promotion.triples.acting import Action
from tests.promotion.triples.actions import ACTIONS
from tests.promotion.triples.states import STATES
from tests.promotion.triples.table import listed
from tests.promotion.triples.trying import THINGS, differences
from tests.promotion.triples.world import make_world

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("database_name", ["sqlite"], indirect=True, scope="session"),
    pytest.mark.parametrize(("thing", "state"), THINGS),
]


CLOCK = {"clock"}
"""Has neither a browser nor a program."""
REFUSED = {
    "stranger",
    "unassigned",
    "admin",
    "auditor",
    "requester",
    "captain",
    "steward_who_asked",
    "owner_in_team",
    "steward_deactivated",
    "owner_deactivated",
    "decider_deactivated",
    "sponsor_deactivated",
}
"""Who tries in vain here, beside those who succeed: by command, everybody does."""


def test_a_page_lets_the_same_people_do_the_same(
    session: Session,
    connection: Connection,
    jobs: JobContext,
    browser: Callable[[Account | None], Browser],
    thing: str,
    state: str,
) -> None:
    world = STATES[thing][state](jobs, make_world(session))
    opened = {who: browser(person) for who, person in (world.people | {"stranger": None}).items()}
    actions = {name: action for name, action in ACTIONS[thing].items() if action.page}

    def attempt(who: str, action: Action) -> None:
        if who in opened and action.page:
            answer = opened[who].post(world.filled(action.page.address), world.filled(dict(action.page.fields)))
            assert answer.status_code < 500

    may = {action: who - CLOCK for action, who in listed(thing, state, actions).items()}
    assert differences(session, connection, world, actions, may, attempt, refused=REFUSED) == []


def test_the_api_lets_the_same_people_do_the_same(
    app: Flask, session: Session, connection: Connection, jobs: JobContext, thing: str, state: str
) -> None:
    world = STATES[thing][state](jobs, make_world(session))
    programs = {who: Program(app, make_token(session, person)) for who, person in world.people.items()}
    programs["stranger"] = Program(app, None)
    actions = {name: action for name, action in ACTIONS[thing].items() if action.api}

    def greet() -> None:
        """Let each token be used, or refused, once: that is written down, now and not again this day."""
        for each in programs.values():
            each.get("/api/v1/use-cases")

    def attempt(who: str, action: Action) -> None:
        if who in programs and action.api:
            sent = world.filled(dict(action.api.body)) if action.api.body is not None else None
            match = f'"{world.filled(action.api.version)}"'
            answer = programs[who].send(action.api.method, world.filled(action.api.address), sent, If_Match=match)
            assert answer.status_code < 500

    may = {action: who - CLOCK for action, who in listed(thing, state, actions).items()}
    assert differences(session, connection, world, actions, may, attempt, refused=REFUSED, prepare=greet) == []
