"""Reads about day-one plans."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.promotion.day_one.models import DayOnePlan


def plan_of(session: Session, case_id: int) -> DayOnePlan | None:
    """Return the day-one plan of a use case; there is none for use cases older than day-one plans."""
    return session.scalars(select(DayOnePlan).where(DayOnePlan.case_id == case_id)).one_or_none()
