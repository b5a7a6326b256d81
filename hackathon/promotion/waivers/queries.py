"""Reads about waivers."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.i18n import ngettext
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.questions.models import QuestionWaiver
from hackathon.promotion.questions.queries import standing_of


def waivers_over(session: Session, now: datetime) -> list[int]:
    """List waivers that ran out and whose end nobody saw yet, the oldest first."""
    return list(
        session.scalars(
            select(QuestionWaiver.id)
            .where(QuestionWaiver.until <= now, QuestionWaiver.ended_at.is_(None))
            .order_by(QuestionWaiver.until, QuestionWaiver.id)
        )
    )


def questions_still_open(session: Session, case_id: int, now: datetime) -> str:
    """Say how many questions keep a use case that was stopped from going on; empty when none does."""
    asked = standing_of(session, session.get_one(UseCase, case_id), now)
    left = sum(not each.is_passed for each in asked)
    if not left:
        return ""
    sentence = ngettext("%(num)s must-pass question is open.", "%(num)s must-pass questions are open.", left)
    return sentence % {"num": left}
