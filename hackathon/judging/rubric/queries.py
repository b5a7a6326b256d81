"""Reads about rubrics."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from hackathon.core.prepared import prepared
from hackathon.judging.rubric.models import Rubric


def rubric_of(session: Session, event_id: int) -> Rubric | None:
    """Read an event's rubric with its criteria, in one query."""
    return session.scalars(*_rubric(event_id)).unique().one_or_none()


@prepared
def _rubric(event_id: int) -> Select[Rubric]:
    return select(Rubric).where(Rubric.event_id == event_id).options(joinedload(Rubric.criteria))
