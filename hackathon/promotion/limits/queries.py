"""Reads about limits: what they are now."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hackathon.core.prepared import prepared
from hackathon.promotion.limits.models import ChangedLimit
from hackathon.promotion.limits.rules import LIMITS, Limit


def limits_now(session: Session) -> dict[Limit, int]:
    """Return every limit as it is now."""
    changed = {row.name: row.value for row in session.execute(*_changed())}
    return {limit: changed.get(limit, bounds.usual) for limit, bounds in LIMITS.items()}


@prepared
def _changed() -> Select[str, int]:
    return select(ChangedLimit.name, ChangedLimit.value)
