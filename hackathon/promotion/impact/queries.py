"""Reads about readings."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.impact.models import MeasuringReminder, Reading
from hackathon.promotion.impact.rules import STEPS, TOO_LATE, Running, step_due


@dataclass(frozen=True)
class GivenReading:
    """A reading with who gave it."""

    reading: Reading
    giver: str


def readings_of(session: Session, case_id: int) -> list[GivenReading]:
    """List the readings of a use case, oldest measurement first; several of a day in the order they were given."""
    rows = session.execute(
        select(Reading, Account.display_name)
        .join(Account, Account.id == Reading.given_by)
        .where(Reading.case_id == case_id)
        .order_by(Reading.measured_on, Reading.id)
    )
    return [GivenReading(reading, giver) for reading, giver in rows]


def to_be_measured(session: Session, at: datetime) -> list[int]:
    """List the use cases about which somebody is to be reminded now. Three queries."""
    since, until = at - timedelta(days=TOO_LATE), at - timedelta(days=min(STEPS))
    live = select(UseCase.id).where(
        UseCase.state == CaseState.LIVE, UseCase.state_since > since, UseCase.state_since <= until
    )
    return [each.case_id for each in running_cases(session, list(session.scalars(live))) if step_due(each, at)]


def running_cases(session: Session, case_ids: list[int]) -> list[Running]:
    """Read of live use cases when each was last measured, and which reminders were sent. Two queries."""
    rows = session.execute(
        select(UseCase.id, UseCase.state_since, func.max(Reading.given_at, type_=Reading.given_at.type))
        .outerjoin(Reading, Reading.case_id == UseCase.id)
        .where(UseCase.id.in_(case_ids), UseCase.state == CaseState.LIVE)
        .group_by(UseCase.id, UseCase.state_since)
        .order_by(UseCase.id)
    ).all()
    sent: dict[int, list[int]] = {}
    for reminder in session.scalars(select(MeasuringReminder).where(MeasuringReminder.case_id.in_(case_ids))):
        sent.setdefault(reminder.case_id, []).append(reminder.days)
    return [Running(case_id, since, measured_at, sent.get(case_id, ())) for case_id, since, measured_at in rows]
