"""Reads about the sets of must-pass questions."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.promotion.questions.models import QuestionSet
from hackathon.promotion.questions.rules import FIRST


def keys_used(session: Session) -> set[str]:
    """Return the keys of all questions that ever were in a set."""
    written = session.scalars(select(QuestionSet.questions))
    return {each.key for each in FIRST} | {each["key"] for questions in written for each in questions}
