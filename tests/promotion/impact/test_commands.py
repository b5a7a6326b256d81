"""Readings: a number, a day that has come, and how it was measured."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Denied, Invalid
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.promotion.impact.commands import ReadingDraft, give_reading
from hackathon.promotion.impact.models import Reading
from hackathon.promotion.impact.policy import can_give_reading
from tests.factories import make_account
from tests.factories.promotion import make_case, make_finished_project

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
DRAFT = ReadingDraft(Decimal("15.50"), date(2026, 11, 24), "badge log, 212 handovers", "https://example.org/log")


@pytest.mark.parametrize("who", ["owner", "member", "steward"])
def test_reading_is_kept_and_its_value_recorded_as_text(session: Session, working: Working, who: str) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "PILOT")
    giver = make_account(session, "Stella", "steward") if who == "steward" else getattr(done, who)

    with working(giver) as work:
        give_reading(work, case.id, DRAFT)

    reading = session.scalars(select(Reading)).one()
    assert (reading.value, reading.measured_on, reading.method, reading.link, reading.given_by) == (
        Decimal("15.5"),
        DRAFT.measured_on,
        DRAFT.method,
        DRAFT.link,
        giver.id,
    )
    assert '"value":"15.5"' in session.scalars(select(FactRow.payload)).one()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"measured_on": date(2026, 11, 26)}, "measured_on"),
        ({"value": Decimal("NaN")}, "value"),
        ({"value": Decimal("Infinity")}, "value"),
        ({"value": Decimal("1E+13")}, "value"),
        ({"value": Decimal("0.00001")}, "value"),
        ({"method": " "}, "method"),
        ({"link": "ftp://example.org"}, "link"),
    ],
)
def test_reading_that_cannot_be_is_invalid(
    session: Session, working: Working, changes: dict[str, object], field: str
) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "PILOT")

    with pytest.raises(Invalid) as refused, working(done.owner) as work:
        give_reading(work, case.id, replace(DRAFT, **changes))  # type: ignore[arg-type]

    assert refused.value.field == field
    assert session.scalars(select(Reading)).all() == []


@pytest.mark.parametrize("who", ["judge", "organizer", "admin", "unassigned"])
def test_reading_by_others_is_denied(session: Session, working: Working, who: str) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "PILOT")
    others = {"admin": make_account(session, "Ada", "admin"), "unassigned": make_account(session, "Uwe")}

    with pytest.raises(Denied), working(others.get(who) or getattr(done, who)) as work:
        give_reading(work, case.id, DRAFT)


@pytest.mark.parametrize("state", ["NOMINATED", "OFFERED", "PARKED", "SUSPENDED", "RETIRED"])
def test_reading_without_an_owner_who_carries_it_is_denied(
    session: Session, actor: Callable[[Account], Actor], state: str
) -> None:
    done = make_finished_project(session)

    assert not can_give_reading(actor(done.member), make_case(session, done, state))
