"""Reads what was settled about an event's judging."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from hackathon.judging.rubric.models import Rubric
from hackathon.judging.terms.models import JudgingTerms


def terms_of(session: Session, event_id: int) -> JudgingTerms:
    """Read an event's terms; where nothing was settled, judges stay unnamed and nobody votes."""
    found = session.get(JudgingTerms, event_id)
    return found or JudgingTerms(event_id=event_id, names_judges=False, has_vote=False, version=0)


def has_begun(session: Session, event_id: int) -> bool:
    """Tell whether a judge has opened a ballot."""
    locked = exists().where(Rubric.event_id == event_id, Rubric.locked_at.is_not(None))
    return bool(session.scalar(select(locked)))
