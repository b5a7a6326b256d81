"""Reads about offers."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.states import OfferState


def open_offer_of(session: Session, case_id: int) -> Offer | None:
    """Return the offer of a use case that waits for an answer."""
    return session.scalars(
        select(Offer).where(Offer.case_id == case_id, Offer.state == OfferState.OPEN),
        execution_options={"populate_existing": True},
    ).one_or_none()


def newest_offer_of(session: Session, case_id: int) -> Offer | None:
    """Return the latest offer of a use case, answered or not."""
    return session.scalars(
        select(Offer).where(Offer.case_id == case_id).order_by(Offer.id.desc()).limit(1)
    ).one_or_none()


def overdue_offers(session: Session, now: datetime) -> list[int]:
    """List open offers whose time is over, oldest first."""
    return list(
        session.scalars(
            select(Offer.id).where(Offer.state == OfferState.OPEN, Offer.expires_at <= now).order_by(Offer.id)
        )
    )
