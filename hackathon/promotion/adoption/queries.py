"""Reads about offers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.states import OfferState
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.states import CARRIED, CasePath, CaseState


def open_offer_of(session: Session, case_id: int) -> Offer | None:
    """Return the offer of a use case that waits for an answer."""
    return session.scalars(
        select(Offer).where(Offer.case_id == case_id, Offer.state == OfferState.OPEN),
        execution_options={"populate_existing": True},
    ).one_or_none()


@dataclass(frozen=True)
class Offered:
    """An offer with the name of whom it was made to."""

    offer: Offer
    owner: str


def newest_offer_of(session: Session, case_id: int) -> Offered | None:
    """Return the latest offer of a use case, answered or not."""
    found = session.execute(
        select(Offer, Account.display_name)
        .join(Account, Account.id == Offer.owner_id)
        .where(Offer.case_id == case_id)
        .order_by(Offer.id.desc())
        .limit(1)
    ).one_or_none()
    return Offered(*found) if found else None


def carried_by(session: Session, owner_ids: Collection[int]) -> dict[int, int]:
    """Count the use cases of each of these owners: those they carry, and those on offer to them."""
    owns = and_(UseCase.owner_id == Account.id, UseCase.state.in_((*CARRIED, CaseState.SUSPENDED)))
    is_asked = exists().where(Offer.case_id == UseCase.id, Offer.owner_id == Account.id, Offer.state == OfferState.OPEN)
    counted = session.execute(
        select(Account.id, func.count(UseCase.id))
        .outerjoin(UseCase, or_(owns, is_asked))
        .where(Account.id.in_(owner_ids))
        .group_by(Account.id)
    )
    return {row[0]: row[1] for row in counted}


def open_light_cases(session: Session, owner_id: int) -> int:
    """Count the light use cases that an owner has and that are neither live nor over, those on offer to them too."""
    is_under_way = or_(
        UseCase.state.in_((CaseState.ADOPTED, CaseState.BUILDING, CaseState.PILOT)),
        and_(UseCase.state == CaseState.SUSPENDED, UseCase.resumes_in != CaseState.LIVE),
    )
    is_asked = exists().where(Offer.case_id == UseCase.id, Offer.owner_id == owner_id, Offer.state == OfferState.OPEN)
    counted = select(func.count(UseCase.id)).where(
        UseCase.path == CasePath.LIGHT, or_(and_(UseCase.owner_id == owner_id, is_under_way), is_asked)
    )
    return session.scalar(counted) or 0


def overdue_offers(session: Session, now: datetime) -> list[int]:
    """List open offers whose time is over, oldest first."""
    return list(
        session.scalars(
            select(Offer.id).where(Offer.state == OfferState.OPEN, Offer.expires_at <= now).order_by(Offer.id)
        )
    )
