"""Reads about rubrics."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from hackathon.core.prepared import prepared
from hackathon.judging.rubric.models import Criterion, Rubric
from hackathon.judging.rubric.rules import Scoped, closeness, holds_for


class CriterionShown(NamedTuple):
    """A criterion as everybody may read it."""

    name: str
    weight: int
    question: str


@dataclass(frozen=True)
class Rubrics:
    """All rubrics of an event: its own, and closer ones for a track, a challenge or a stage."""

    rows: Sequence[Rubric]

    @property
    def own(self) -> Rubric | None:
        """The one that holds where no closer one does."""
        return next((rubric for rubric in self.rows if rubric.scope == ""), None)

    def of(self, project: Scoped) -> Rubric | None:
        """Return the rubric that is closest to a project in a stage, None where the event has none at all."""
        return max(self._holding(project), key=closeness, default=None)

    def _holding(self, project: Scoped) -> list[Rubric]:
        return [rubric for rubric in self.rows if holds_for(rubric, project)]


def rubrics_at(session: Session, event_id: int) -> Rubrics:
    """Read an event's rubrics with their criteria, its own first, in one query."""
    return Rubrics(session.scalars(*_rubrics(event_id)).unique().all())


def rubric_of(session: Session, event_id: int) -> Rubric | None:
    """Read an event's own rubric with its criteria, in one query."""
    return session.scalars(*_rubric(event_id)).unique().one_or_none()


def criteria_of(session: Session, event_id: int) -> list[CriterionShown]:
    """List what an event's projects are judged by, in their order."""
    return [CriterionShown(*row) for row in session.execute(*_criteria(event_id))]


@prepared
def _criteria(event_id: int) -> Select[str, int, str]:
    return (
        select(Criterion.name, Criterion.weight, Criterion.question)
        .join(Rubric, Rubric.id == Criterion.rubric_id)
        .where(Rubric.event_id == event_id, Rubric.scope == "", Criterion.dropped_in.is_(None))
        .order_by(Criterion.position)
    )


@prepared
def _rubric(event_id: int) -> Select[Rubric]:
    return select(Rubric).where(Rubric.event_id == event_id, Rubric.scope == "").options(joinedload(Rubric.criteria))


@prepared
def _rubrics(event_id: int) -> Select[Rubric]:
    all_of_it = select(Rubric).where(Rubric.event_id == event_id).options(joinedload(Rubric.criteria))
    return all_of_it.order_by(Rubric.scope, Rubric.id)
