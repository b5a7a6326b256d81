"""Reads about rubrics."""

from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from hackathon.core.prepared import prepared
from hackathon.judging.rubric.models import Criterion, Rubric


class CriterionShown(NamedTuple):
    """A criterion as everybody may read it."""

    name: str
    weight: int
    question: str


def rubric_of(session: Session, event_id: int) -> Rubric | None:
    """Read an event's rubric with its criteria, in one query."""
    return session.scalars(*_rubric(event_id)).unique().one_or_none()


def criteria_of(session: Session, event_id: int) -> list[CriterionShown]:
    """List what an event's projects are judged by, in their order."""
    return [CriterionShown(*row) for row in session.execute(*_criteria(event_id))]


@prepared
def _criteria(event_id: int) -> Select[str, int, str]:
    return (
        select(Criterion.name, Criterion.weight, Criterion.question)
        .join(Rubric, Rubric.id == Criterion.rubric_id)
        .where(Rubric.event_id == event_id)
        .order_by(Criterion.position)
    )


@prepared
def _rubric(event_id: int) -> Select[Rubric]:
    return select(Rubric).where(Rubric.event_id == event_id).options(joinedload(Rubric.criteria))
