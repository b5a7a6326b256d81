"""Reads about the stages of judging."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from hackathon.judging.stages.models import FIRST, Stage


def stage_now(session: Session, event_id: int) -> int:
    """Read the number of the stage that judges score now: the last that has begun."""
    begun = select(func.max(Stage.number)).where(Stage.event_id == event_id, Stage.begun_at.is_not(None))
    return session.scalar(begun) or FIRST


def is_of_stage_now(event_id: ColumnElement[int], stage: ColumnElement[int]) -> ColumnElement[bool]:
    """Tell in a statement whether a stage is the one that judges of its event score now."""
    begun = select(func.max(Stage.number)).where(Stage.event_id == event_id, Stage.begun_at.is_not(None))
    return stage == func.coalesce(begun.correlate_except(Stage).scalar_subquery(), FIRST)
