"""Reads about rubrics."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from hackathon.judging.rubric.models import Rubric


def rubric_of(session: Session, event_id: int) -> Rubric | None:
    """Read an event's rubric with its criteria, in one query."""
    statement = select(Rubric).where(Rubric.event_id == event_id).options(joinedload(Rubric.criteria))
    return session.scalars(statement).unique().one_or_none()
