"""Reads about owners who are missing, and who stands in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Exists, Nullable, and_, exists, or_, select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account, AccountRole, AccountState, SiteRole
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.rules import working_days_after
from hackathon.promotion.adoption.states import OfferState
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.states import CARRIED, CaseState
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit


def owned_by(session: Session, account_id: int, *, as_product_owner: bool = False) -> list[int]:
    """List the use cases that somebody carries, without those that they own for another reason if so asked."""
    mine = select(UseCase.id).where(UseCase.owner_id == account_id, UseCase.state.in_((*CARRIED, CaseState.SUSPENDED)))
    if as_product_owner:
        mine = mine.where(~_owned_without_role(Offer.is_to_member.is_(True)))
    return list(session.scalars(mine.order_by(UseCase.id)))


def missed_and_back(session: Session, account_id: int) -> list[int]:
    """List the use cases whose missing owner is somebody who can act again."""
    is_product_owner = exists().where(
        AccountRole.account_id == UseCase.owner_id, AccountRole.role == SiteRole.PRODUCT_OWNER
    )
    needs_no_role = _owned_without_role(or_(Offer.is_to_member.is_(True), Offer.offered_by == Offer.owner_id))
    return list(
        session.scalars(
            select(UseCase.id)
            .join(Account, Account.id == UseCase.owner_id)
            .where(
                UseCase.owner_id == account_id,
                UseCase.owner_missing_since.is_not(None),
                Account.state == AccountState.ACTIVE,
                or_(is_product_owner, needs_no_role),
            )
            .order_by(UseCase.id)
        )
    )


def ownerless_too_long(session: Session, now: datetime) -> list[int]:
    """List use cases whose owner is missing for as many working days as the limit allows, the longest first."""
    days = limits_now(session)[Limit.MISSING_DAYS]
    flagged = session.execute(
        select(UseCase.id, UseCase.owner_missing_since)
        .where(UseCase.owner_missing_since.is_not(None), UseCase.state.in_(CARRIED))
        .order_by(UseCase.owner_missing_since, UseCase.id)
    )
    return [case_id for case_id, since in flagged if since and working_days_after(since, days) <= now]


def names_of(session: Session, account_ids: Collection[int | None]) -> dict[int | None, str]:
    """Read the names of some people in one query."""
    known = [each for each in account_ids if each is not None]
    rows = session.execute(select(Account.id, Account.display_name).where(Account.id.in_(known)))
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True)
class Behind:
    """Who stands behind a use case by name, and who is asked to take it over, until when."""

    deputy: str | None
    sponsor: str | None
    asked_id: int | None
    asked: str | None
    until: datetime | None


def behind(session: Session, case: UseCase) -> Behind:
    """Read who stands behind a use case, in one query."""
    is_asked = and_(Offer.owner_id == Account.id, Offer.case_id == case.id, Offer.state == OfferState.OPEN)
    known = [each for each in (case.deputy_id, case.sponsor_id) if each is not None]
    rows = session.execute(
        select(Account.id, Account.display_name, Nullable(Offer.expires_at))
        .outerjoin(Offer, is_asked)
        .where(or_(Account.id.in_(known), Offer.id.is_not(None)))
    ).all()
    names: dict[int | None, str] = {row[0]: row[1] for row in rows}
    asked = next((row for row in rows if row[2] is not None), (None, None, None))
    return Behind(names.get(case.deputy_id), names.get(case.sponsor_id), *asked)


def _owned_without_role(how: ColumnElement[bool]) -> Exists:
    return exists().where(
        Offer.case_id == UseCase.id,
        Offer.owner_id == UseCase.owner_id,
        Offer.state == OfferState.ACCEPTED,
        how,
    )
