"""Reads about limits: what they are now."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.promotion.limits.models import ChangedLimit
from hackathon.promotion.limits.rules import LIMITS, Limit


def limits_now(session: Session) -> dict[Limit, int]:
    """Return every limit as it is now."""
    changed = {row.name: row.value for row in session.scalars(select(ChangedLimit))}
    return {limit: changed.get(limit, bounds.usual) for limit, bounds in LIMITS.items()}
