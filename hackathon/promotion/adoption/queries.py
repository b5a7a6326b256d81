"""Reads about offers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from hackathon.people.accounts.models import Account
from hackathon.promotion.adoption.models import NextOwner, Offer
from hackathon.promotion.adoption.rules import REMINDER_DAYS, needs_reminder, working_days_after
from hackathon.promotion.adoption.states import OfferState
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import possible_owners
from hackathon.promotion.cases.states import CARRIED, CasePath, CaseState
from hackathon.promotion.confirmations.queries import confirmed_members
from hackathon.teams.formation.models import TeamMember


def open_offer_of(session: Session, case_id: int) -> Offer | None:
    """Return the offer of a use case that waits for an answer."""
    return session.scalars(
        select(Offer).where(Offer.case_id == case_id, Offer.state == OfferState.OPEN),
        execution_options={"populate_existing": True},
    ).one_or_none()


@dataclass(frozen=True)
class Offered:
    """An offer with the names of whom it was made to and of who is to countersign it."""

    offer: Offer
    owner: str
    sponsor: str | None


def newest_offer_of(session: Session, case_id: int) -> Offered | None:
    """Return the latest offer of a use case, answered or not."""
    sponsor = aliased(Account)
    found = session.execute(
        select(Offer, Account.display_name, sponsor.display_name)
        .join(Account, Account.id == Offer.owner_id)
        .outerjoin(sponsor, sponsor.id == Offer.sponsor_id)
        .where(Offer.case_id == case_id)
        .order_by(Offer.id.desc())
        .limit(1)
    ).one_or_none()
    return Offered(*found) if found else None


def carried_by(session: Session, owner_ids: Collection[int]) -> dict[int, int]:
    """Count the use cases of each of these owners: those they carry, and those on offer to them."""
    owned = select(UseCase.owner_id.label("owner_id")).where(UseCase.state.in_((*CARRIED, CaseState.SUSPENDED)))
    asked = select(Offer.owner_id.label("owner_id")).where(Offer.state == OfferState.OPEN)
    each = union_all(owned, asked).subquery()
    counted = session.execute(
        select(Account.id, func.count(each.c.owner_id))
        .outerjoin(each, each.c.owner_id == Account.id)
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


def owners_to_ask(session: Session, case: UseCase) -> list[Account]:
    """List who may own a use case: active product owners outside the team, and members who were confirmed; by name."""
    ids = {account.id for account in possible_owners(session, case.team_id)}
    return by_name(session, or_(Account.id.in_(ids), Account.id.in_(confirmed_members(case.id))))


def is_in_team_of(session: Session, case: UseCase, account_id: int) -> bool:
    """Tell whether somebody is in the team that made the prototype."""
    member = exists().where(TeamMember.team_id == case.team_id, TeamMember.account_id == account_id)
    return bool(session.scalar(select(member)))


def line_of(session: Session, case_id: int) -> list[NextOwner]:
    """List who is asked next about a use case, in their turn."""
    return list(session.scalars(select(NextOwner).where(NextOwner.case_id == case_id).order_by(NextOwner.position)))


def offers_near_their_end(session: Session, now: datetime) -> list[int]:
    """List open offers that nobody was reminded of and that have so little time left, the oldest first."""
    near = select(Offer).where(
        Offer.state == OfferState.OPEN,
        Offer.reminded_at.is_(None),
        Offer.expires_at > now,
        Offer.expires_at <= working_days_after(now, REMINDER_DAYS),
    )
    return [
        offer.id
        for offer in session.scalars(near.order_by(Offer.id))
        if needs_reminder(offered_at=offer.offered_at, expires_at=offer.expires_at, now=now)
    ]


def by_name(session: Session, whom: ColumnElement[bool]) -> list[Account]:
    """List some people in the order of their names."""
    return list(session.scalars(select(Account).where(whom).order_by(func.lower(Account.display_name), Account.id)))


def overdue_offers(session: Session, now: datetime) -> list[int]:
    """List open offers whose time is over, oldest first."""
    return list(
        session.scalars(
            select(Offer.id).where(Offer.state == OfferState.OPEN, Offer.expires_at <= now).order_by(Offer.id)
        )
    )
