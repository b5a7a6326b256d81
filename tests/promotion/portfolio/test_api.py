"""Use cases as JSON."""

import csv
import json
from collections.abc import Callable

import jsonschema_rs
from sqlalchemy.orm import Session

from hackathon.core.tables import BYTE_ORDER_MARK
from hackathon.people.accounts.models import Account
from hackathon.promotion.day_one.models import DayOnePlan
from hackathon.promotion.paths.models import PathAnswers
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.promotion import make_case, make_finished_project
from tests.factories.saving import saved

Open = Callable[[Account | None], Browser]


def test_index_and_show_tell_where_a_use_case_stands_and_comes_from(session: Session, browser: Open) -> None:
    finished = make_finished_project(session, title="Whisperer")
    case, question = make_case(session, finished, "PILOT"), finished.challenge
    reader = browser(make_account(session))

    index, show = reader.get("/api/v1/use-cases").json, reader.get(f"/api/v1/use-cases/{case.number}").json

    both = {
        "number": case.number,
        "title": "Whisperer",
        "path": "light",
        "state": "PILOT",
        "state_since": "2026-01-05T09:00:00+00:00",
        "owner": finished.owner.display_name,
        "url": f"/use-cases/{case.number}",
    }
    listed = {**both, "is_stalled": False, "event": finished.event.name, "waits_for": finished.owner.display_name}
    assert index == {"items": [listed], "total": 1, "next": None}
    assert show == {
        **both,
        "deputy": None,
        "sponsor": None,
        "owner_missing_since": None,
        "six_answers": None,
        "day_one": None,
        "lineage": {
            "challenge": {
                "id": question.id,
                "question": question.question,
                "metric": question.metric,
                "unit": question.metric_unit,
                "baseline": "41",
                "target": "12",
            },
            "event": finished.event.slug,
            "team_id": finished.team.id,
            "project_id": finished.project.id,
            "submission": 1,
        },
        "readings_url": f"/api/v1/use-cases/{case.number}/readings",
    }


def test_show_tells_who_stands_behind_it_what_was_signed_and_the_plan_to_those_inside(
    session: Session, browser: Open
) -> None:
    finished = make_finished_project(session)
    deputy, sponsor = make_account(session, "Dora"), make_account(session, "Sven", "sponsor")
    case = make_case(session, finished, "PILOT", path="full", deputy_id=deputy.id, sponsor_id=sponsor.id)
    six = {"open_data": "yes", "effort": "unknown"}
    answers = PathAnswers(case_id=case.id, table_version=1, answers=six, path="full", signed_at=NOON)
    answers.signed_by, answers.signed_name = finished.owner.id, finished.owner.display_name
    saved(session, answers)
    saved(
        session, DayOnePlan(case_id=case.id, target_system="SAP", system_owner_email="sap@example.org", edited_at=NOON)
    )
    readers = (finished.owner, make_account(session))

    inside, outside = (browser(who).get(f"/api/v1/use-cases/{case.number}").json or {} for who in readers)

    assert (inside["deputy"], inside["sponsor"]) == ("Dora", "Sven")
    assert inside["six_answers"] == {
        "answers": six,
        "signed_by": finished.owner.display_name,
        "signed_at": "2026-11-24T12:00:00+00:00",
    }
    assert (inside["day_one"]["target_system"], inside["day_one"]["system_owner"]) == ("SAP", "sap@example.org")
    assert outside == inside | {"day_one": None}


def test_a_use_case_is_what_its_published_schema_describes(session: Session, browser: Open) -> None:
    case = make_case(session, state="LIVE")
    reader = browser(make_account(session))

    schema = json.loads(browser(None).get("/api/v1/schemas/usecase.v1.json").data)
    shown = json.loads(reader.get(f"/api/v1/use-cases/{case.number}").data)

    validator = jsonschema_rs.validator_for(schema)
    assert schema["$id"] == "/api/v1/schemas/usecase.v1.json"
    assert list(validator.iter_errors(shown)) == []
    assert len(list(validator.iter_errors({**shown, "number": "seven", "extra": 1}))) == 2


def test_the_board_as_a_spreadsheet_holds_what_it_shows_and_no_formulas(session: Session, browser: Open) -> None:
    case = make_case(session, make_finished_project(session, title="=1+1"), "PILOT")
    make_case(session, state="LIVE")

    answer = browser(make_account(session)).get("/use-cases/use-cases.csv?state=pilot")

    head, row = csv.reader(answer.text.removeprefix(BYTE_ORDER_MARK).splitlines())
    asked = "Number,Title,Path,State,Since,Days,Stalled,Event,Owner,Waits for"
    assert ",".join(head) == asked
    assert row[:4] + row[5:7] == [str(case.number), "'=1+1", "light", "pilot", "323", "no"]


def test_show_of_no_use_case_is_a_problem(session: Session, browser: Open) -> None:
    answer = browser(make_account(session)).get("/api/v1/use-cases/999999")

    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
