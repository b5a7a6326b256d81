"""Reads about waivers."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.promotion.questions.models import QuestionWaiver


def waivers_over(session: Session, now: datetime) -> list[int]:
    """List waivers that ran out and whose end nobody saw yet, the oldest first."""
    return list(
        session.scalars(
            select(QuestionWaiver.id)
            .where(QuestionWaiver.until <= now, QuestionWaiver.ended_at.is_(None))
            .order_by(QuestionWaiver.until, QuestionWaiver.id)
        )
    )
