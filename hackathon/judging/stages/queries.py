"""Reads about the stages of judging."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, func, literal, select, union_all
from sqlalchemy.orm import Session

from hackathon.judging.stages.models import FIRST, Finalist, Stage
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState


def stage_now(session: Session, event_id: int) -> int:
    """Read the number of the stage that judges score now: the last that has begun."""
    begun = select(func.max(Stage.number)).where(Stage.event_id == event_id, Stage.begun_at.is_not(None))
    return session.scalar(begun) or FIRST


def stages_of(session: Session, event_id: int) -> Sequence[Stage]:
    """Read the stages after the first, in their order; most events have none."""
    return session.scalars(select(Stage).where(Stage.event_id == event_id).order_by(Stage.number)).all()


def projects_by_stage(session: Session, event_id: int) -> dict[int, int]:
    """Count what is handed in for the first stage, and the finalists of those that have begun. One query."""
    is_in = and_(Project.event_id == event_id, Project.state == ProjectState.SUBMITTED)
    first = select(literal(FIRST), func.count()).select_from(Project).where(is_in)
    later = select(Finalist.stage, func.count()).join(Project, Project.id == Finalist.project_id).where(is_in)
    return dict(session.execute(union_all(first, later.group_by(Finalist.stage))).all())


def is_of_stage_now(event_id: SQLColumnExpression[int], stage: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Tell in a statement whether a stage is the one that judges of its event score now."""
    begun = select(func.max(Stage.number)).where(Stage.event_id == event_id, Stage.begun_at.is_not(None))
    return stage == func.coalesce(begun.correlate_except(Stage).scalar_subquery(), FIRST)


def projects_of_stage(event_id: int, stage: int = FIRST) -> Select[int]:
    """Select the projects that are judged in a stage: all that are handed in, after the first the finalists of them."""
    handed_in = select(Project.id).where(Project.event_id == event_id, Project.state == ProjectState.SUBMITTED)
    if stage == FIRST:
        return handed_in
    named = select(Finalist.project_id).where(Finalist.event_id == event_id, Finalist.stage == stage)
    return handed_in.where(Project.id.in_(named))
