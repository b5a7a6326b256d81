"""Every route and role, against a reviewed table; each also tried with another person's object.

`expected.tsv` holds one row for each address, method and object. To accept a change, run the test once with
`HACKATHON_WRITE_MATRIX=1` and read the difference as a reviewer.
"""

import os
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from hackathon.people.accounts.models import Account
from hackathon.promotion.paths.rules import SERIOUS, SIX
from tests.browsing import Browser
from tests.calling import Program
from tests.factories.integrations import make_token
from tests.matrix.world import ROLES, World, make_world

TABLE = Path(__file__).parent / "expected.tsv"
HEAD = ["method", "address", "whose", *ROLES]
FIXED = {
    "kind": "running",
    "step": "close",
    "role": "host",
    "provider": "acme",
    "token": "no-such-token",
    "filename": "app.css",
    "action": "build",
    "direction": "up",
    "gate": "BUILDING",
    "requirement": "plan",
    "other": "reference",
    "key": "permitted",
}
"""Variables of addresses that name no object."""
RELEASED = (
    "judging.ranking",
    "judging.awards.give",
    "judging.feedback",
    "promotion.",
    "judging.api_ranking",
    "api_ranking",
)
"""Endpoints that are about a released event and its project."""
RUNNING = ("promotion.interest",)
"""Those of them that are about one before its release."""

SIGNED: dict[str, object] = {"metric": "minutes", "budget": "none", "signed_name": "Product_Owner"}
BODIES: dict[str, dict[str, object]] = {
    "api_nominations.nominate": {"change": "One page."},
    "api_nominations.renominate": {"reason": "It is different now."},
    "api_nominations.screen": {"has_owner": "yes", "has_usable_data": "yes", "has_measured_outcome": "yes"},
    "api_paths.sign": {**dict.fromkeys(SIX, "yes"), **dict.fromkeys(SERIOUS, "no")},
    "api_paths.again": {"what": "data", "reason": "More of it."},
    "api_paths.longer": {"path": "full", "reason": "It decides about people."},
    "api_paths.propose": {"owner_id": 1},
    "api_cases.suspend": {"reason": "Wait."},
    "api_cases.retire": {"reason": "Over."},
    "api_offers.offer": {"owner_id": 1},
    "api_offers.accept": SIGNED,
    "api_countersigning.sign": SIGNED | {"deputy_id": 1, "sponsor_id": 1},
    "api_countersigning.countersign": {"signed_name": "Somebody"},
    "api_countersigning.refuse": {"reason": "No."},
    "api_offers.decline": {"reason": "No."},
    "api_ownership.hand_over": {"account_id": 1},
    "api_ownership.name_deputy": {"account_id": 1},
    "api_ownership.take_over": SIGNED,
    "api_ownership.step_back": {"reason": "No."},
    "api_member_owners.refuse": {"reason": "No."},
    "api_team_time.grant": {"member_id": 1, "half_days": 2, "starts_on": "2026-12-01", "ends_on": "2026-12-31"},
    "api_team_time.withdraw": {"reason": "No."},
    "api_events.register": {"craft": "designer"},
    "api_invitations.invite": {"account_id": 1},
    "api_matchings.ask": {"scope": "everybody"},
    "api_project.write": {"title": "After"},
    "api_ticket.write": {"link": "https://tracker.example.org/7"},
    "api_requests.ask": {},
    "api_requests.accept": {},
    "api_requests.decline": {},
    "api_rounds.score": dict.fromkeys(("value_low", "value_likely", "value_high", "confidence", "adoption"), 1)
    | dict.fromkeys(("access", "permission", "quality", "freshness"), 1)
    | {"effort": "weeks"},
    "api_rounds.decide": {"outcome": "PARKED", "reason": "No."},
    "api_rounds.close": {},
    "api_questions.answer": {"answer": "yes"},
    "api_questions.name": {"email": "nobody@example.org"},
    "api_questions.give": {"note": "Here."},
    "api_questions.terms": {"data": "Log", "purpose": "Shifts", "system": "Roster"},
    "api_questions.decline": {"code": "other", "reason": "No.", "would_change": "Nothing."},
    "api_waivers.propose": {"days": 7, "reason": "For now."},
    "api_waivers.refuse": {"reason": "No."},
    "api_merging.merge": {"into": 1, "reason": "The same."},
    "api_consents.revoke": {"reason": "No."},
    "api_question_sets.publish": {"questions": [{"words": "Is it wanted?", "decider": "owner"}], "reason": "So."},
    "api_readings.give": {"value": 1, "measured_on": "2026-11-24", "method": "badge log"},
}
"""What programs send, by endpoint: sound, so that the answer is the policy's."""

Row = tuple[str, str, str]
pytestmark = [
    pytest.mark.parametrize("database_name", ["sqlite"], indirect=True, scope="session"),
    pytest.mark.timeout(300),
]


def test_every_route_answers_every_role_as_reviewed(
    app: Flask, session: Session, connection: Connection, browser: Callable[[Account | None], Browser]
) -> None:
    world = make_world(session, app.extensions["storage"])
    app.config["PROPAGATE_FAULTS"] = False

    programs = {role: Program(app, make_token(session, who) if who else None) for role, who in world.people.items()}

    found = dict(_answers(app, world, connection, browser, programs))

    app.config["PROPAGATE_FAULTS"] = True
    if os.environ.get("HACKATHON_WRITE_MATRIX"):
        _write(found)
    assert _differences(found, _read()) == []


def _answers(
    app: Flask,
    world: World,
    connection: Connection,
    browser: Callable[[Account | None], Browser],
    programs: dict[str, Program],
) -> Iterator[tuple[Row, list[str]]]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        for method, whose in product(methods, ("mine", "theirs") if rule.arguments - FIXED.keys() else ("-",)):
            path = path_of(app, rule, world, "mine" if whose == "-" else whose)
            if rule.rule.startswith("/api/") and method != "GET":
                body = BODIES.get(rule.endpoint)
                asks = [partial(programs[role].send, method, path, body, If_Match='"1"') for role in ROLES]
            else:
                asks = [partial(_visit, browser(world.people[role]), method, path) for role in ROLES]
            answers = [_ask(connection, ask) for ask in asks]
            yield (method, rule.rule, whose), answers


def path_of(app: Flask, rule: Rule, world: World, whose: str) -> str:
    things = world.mine if whose == "mine" else world.theirs
    if rule.endpoint.startswith(RELEASED) and not rule.endpoint.startswith(RUNNING):
        things = things | {"slug": things["released_slug"], "project_id": things["released_project_id"]}
    elif rule.endpoint.startswith(("projects.submissions", "api_submissions")):
        things = things | {"number": things["submission_number"]}
    values = {name: FIXED[name] if name in FIXED else things[name] for name in rule.arguments}
    with app.test_request_context():
        return str(app.url_map.bind("localhost").build(rule.endpoint, values, force_external=False))


def _visit(opened: Browser, method: str, path: str) -> TestResponse:
    return opened.get(path) if method == "GET" else opened.post(path)


def _ask(connection: Connection, ask: Callable[[], TestResponse]) -> str:
    """Ask in a savepoint that is rolled back, so that each question finds the same world."""
    savepoint = connection.begin_nested()
    try:
        with ask() as answer:
            return str(answer.status_code)
    finally:
        savepoint.rollback()


def _differences(found: dict[Row, list[str]], expected: dict[Row, list[str]]) -> list[str]:
    missing = [f"{' '.join(row)}: no row in expected.tsv" for row in found.keys() - expected.keys()]
    extra = [f"{' '.join(row)}: no such route any more" for row in expected.keys() - found.keys()]
    changed = [
        f"{' '.join(row)} as {role}: {now}, reviewed was {then}"
        for row in found.keys() & expected.keys()
        for role, now, then in zip(ROLES, found[row], expected[row], strict=True)
        if now != then
    ]
    return sorted([*missing, *extra, *changed])


def _read() -> dict[Row, list[str]]:
    lines = [line.split("\t") for line in TABLE.read_text().splitlines()[1:]] if TABLE.exists() else []
    return {(line[0], line[1], line[2]): line[3:] for line in lines}


def _write(found: dict[Row, list[str]]) -> None:
    lines = ["\t".join(HEAD), *("\t".join([*row, *answers]) for row, answers in found.items())]
    TABLE.write_text("\n".join(lines) + "\n")
