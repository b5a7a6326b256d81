"""Reads about parked use cases."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit


def parked_too_long(session: Session, now: datetime) -> list[int]:
    """List use cases that were parked for as long as the limit allows, the longest first."""
    since = now - timedelta(days=limits_now(session)[Limit.PARKED_DAYS])
    return list(
        session.scalars(
            select(UseCase.id)
            .where(UseCase.state == CaseState.PARKED, UseCase.state_since <= since)
            .order_by(UseCase.state_since, UseCase.id)
        )
    )
