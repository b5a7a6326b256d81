"""Reads about readings."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.promotion.impact.models import Reading


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
