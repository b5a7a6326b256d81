"""Requests that nobody would think of, made from our own document: no fault, and no answer that it does not promise."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from schemathesis import Config
from schemathesis.engine import Status, events, from_schema
from sqlalchemy.orm import Session

from hackathon.people.inbox.models import Notice
from hackathon.web.api import PREFIX
from hackathon.web.api_description import address, operations
from tests.clocks import NOON
from tests.factories import make_event, make_project, make_team
from tests.factories.integrations import make_token
from tests.factories.promotion import make_case, make_finished_project
from tests.factories.saving import saved

CHECKS = {
    "ignored_auth": {"enabled": False},  # test_api_description asks every address without a token
    "positive_data_acceptance": {"enabled": False},  # commands refuse more than a shape can say
    "missing_required_header": {"expected-statuses": [401, 428]},
}
WHOLE = ""
PARTS = (
    "/",
    "/events",
    "/events/{slug}/judging",
    "/events/{slug}/matchings",
    "/events/{slug}/teams",
    "/events/{slug}/teams/{team_id}/requests",
    "/projects",
    "/selection-rounds",
    "/use-cases",
    "/use-cases/{number}/offer",
    "/use-cases/{number}/owner",
    "/use-cases/{number}/path",
    "/use-cases/{number}/questions",
)
"""How addresses begin: each belongs to the longest of these, so that two processes share the work and none is left out.
"""
SLOWLY = [pytest.param(part, 50, marks=pytest.mark.slow) for part in PARTS]
pytestmark = [
    # PostgreSQL alone: it refuses more than SQLite does.
    pytest.mark.parametrize("database_name", ["postgresql"], indirect=True, scope="session"),
    pytest.mark.filterwarnings("ignore:Generating overly large repr"),
]


@pytest.mark.parametrize(("part", "examples"), [(WHOLE, 3), *SLOWLY])
def test_no_request_finds_a_fault_or_an_answer_that_the_document_does_not_promise(
    app: Flask, session: Session, part: str, examples: int
) -> None:
    secret, things = _world(session)
    app.config["PROPAGATE_FAULTS"] = False

    happened = list(_events(app, secret, things, part, examples))

    app.config["PROPAGATE_FAULTS"] = True
    assert {objection for event in happened for objection in _objections(event)} == set()
    assert {event.label for event in happened if isinstance(event, events.ScenarioFinished)} == {
        f"{method} {address(rule)}" for rule, method, _view in operations(app) if _is_in(part, address(rule))
    }


def _world(session: Session) -> tuple[str, dict[str, dict[str, Any]]]:
    """Make somebody who may do everything that the API can do, and name what each writing operation is tried on."""
    finished = make_finished_project(session)
    jo = finished.captain
    project = make_project(session, make_team(session, make_event(session, "running", organizer=jo), jo))
    notice = saved(session, Notice(account_id=jo.id, key="n", subject="Hello", text="Look", path="/", at=NOON))
    things: dict[str, dict[str, Any]] = {
        "/projects/{project_id}": {"path.project_id": project.id},
        "/events/{slug}/registrations": {"path.slug": make_event(session, "registration", organizer=jo).slug},
        "/inbox/{notice_id}/read": {"path.notice_id": notice.id},
        "/use-cases/{number}/readings": {"path.number": make_case(session, finished, "PILOT").number},
    }
    return make_token(session, jo), things


def _is_in(part: str, path: str) -> bool:
    return part in {WHOLE, max((each for each in PARTS if path.startswith(PREFIX + each)), key=len)}


def _events(
    app: Flask, secret: str, things: dict[str, dict[str, Any]], part: str, examples: int
) -> Iterator[events.EngineEvent]:
    config = Config.from_dict(
        {
            "seed": 1,
            "headers": {"Authorization": f"Bearer {secret}"},
            "continue-on-failure": True,
            "generation": {"max-examples": examples, "deterministic": True, "database": "none"},
            "phases": {"stateful": {"enabled": False}, "coverage": {"unexpected-methods": ["TRACE"]}},
            "checks": CHECKS,
            "operations": [
                # A page number that is none means the first, as on pages.
                {"include-method": "GET", "checks": {"negative_data_rejection": {"enabled": False}}},
                *({"include-path": f"{PREFIX}{path}", "parameters": named} for path, named in things.items()),
            ],
        }
    )
    schema = schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", app, config=config)
    yield from from_schema(schema.exclude(lambda context: not _is_in(part, context.operation.path))).execute()


def _objections(event: events.EngineEvent) -> Iterator[str]:
    if isinstance(event, events.ScenarioFinished):
        yield from _failures(event.recorder)
    elif isinstance(event, events.NonFatalError):
        yield f"{event.label} {event.value!r}"


def _failures(recorder: Any) -> Iterator[str]:
    for case_id, checks in recorder.checks.items():
        for check in checks:
            if check.status == Status.FAILURE:
                failure, request = check.failure_info.failure, recorder.cases[case_id].value.as_curl_command()
                yield f"{failure.operation}: {failure.title}: {failure.message}\n{request}"
