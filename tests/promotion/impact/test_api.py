"""Readings as JSON, and one more from a program that measures."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow
from hackathon.promotion.impact.models import Reading
from tests.calling import Program
from tests.factories import make_account
from tests.factories.integrations import make_token
from tests.factories.promotion import Finished, make_case, make_finished_project, make_reading

MEASURED = {
    "value": 18.5,
    "measured_on": "2026-11-23",
    "method": "badge log, 40 shifts",
    "link": "https://wiki.example",
}


@pytest.fixture
def finished(session: Session) -> Finished:
    """Make a finished project with its people."""
    return make_finished_project(session)


def test_given_reading_is_kept_recorded_and_listed(app: Flask, session: Session, finished: Finished) -> None:
    case = make_case(session, finished, "PILOT")
    earlier = make_reading(session, case, finished.member)
    program, path = Program(app, make_token(session, finished.captain)), f"/api/v1/use-cases/{case.number}/readings"

    answer = program.send("POST", path, MEASURED)

    reading = session.scalars(select(Reading).where(Reading.id != earlier.id)).one()
    shown = {
        **MEASURED,
        "id": reading.id,
        "value": "18.5",
        "given_by": finished.captain.display_name,
        "given_at": "2026-11-24T12:00:00+00:00",
    }
    assert (answer.status_code, answer.json) == (201, shown)
    assert [each["id"] for each in (program.get(path).json or {})["items"]] == [earlier.id, reading.id]
    assert (program.get(path).json or {})["items"][1] == shown
    fact = session.scalars(select(FactRow).order_by(FactRow.id.desc())).first()
    assert fact is not None
    assert (fact.kind, fact.actor_id) == ("promotion.impact.given", finished.captain.id)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"value": "1.23456"}, "value"),
        ({"value": 10**13}, "value"),
        ({"measured_on": "2027-01-01"}, "measured_on"),
        ({"method": " "}, "method"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"unit": "min"}, "unit"),
    ],
)
def test_reading_that_is_not_sound_is_refused_at_its_field(
    app: Flask, session: Session, finished: Finished, change: dict[str, object], field: str
) -> None:
    case = make_case(session, finished, "PILOT")
    program = Program(app, make_token(session, finished.captain))

    answer = program.send("POST", f"/api/v1/use-cases/{case.number}/readings", MEASURED | change)

    assert (answer.status_code, [each["field"] for each in (answer.json or {})["errors"]]) == (422, [field])
    assert session.scalars(select(Reading)).all() == []


def test_reading_by_somebody_without_a_part_is_denied(app: Flask, session: Session, finished: Finished) -> None:
    case = make_case(session, finished, "PILOT")
    program = Program(app, make_token(session, make_account(session)))

    answer = program.send("POST", f"/api/v1/use-cases/{case.number}/readings", MEASURED)

    sentence = "The owner, the team or a steward gives this."
    assert (answer.status_code, (answer.json or {})["detail"]) == (403, sentence)
    assert session.scalars(select(Reading)).all() == []
