"""Reads about day-one plans."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from hackathon.people.accounts.models import Account
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.day_one.models import DayOnePlan
from hackathon.promotion.day_one.rules import empty_parts


@dataclass(frozen=True)
class Planned:
    """A day-one plan, if there is one yet, with the people in it and who would own the use case."""

    plan: DayOnePlan | None
    system_owner: Account | None
    support: Account | None
    proposed_id: int | None

    @property
    def empty_parts(self) -> Sequence[str]:
        """What nobody has filled in yet."""
        return empty_parts(self.plan.parts if self.plan else {})


def plan_of(session: Session, case_id: int) -> DayOnePlan | None:
    """Return the day-one plan of a use case; there is none for use cases older than day-one plans."""
    return session.scalars(
        select(DayOnePlan).where(DayOnePlan.case_id == case_id), execution_options={"populate_existing": True}
    ).one_or_none()


def planned_of(session: Session, case_id: int) -> Planned:
    """Return what is planned for a use case, with who is named in it."""
    owner, support = aliased(Account), aliased(Account)
    found = session.execute(
        select(DayOnePlan, owner, support, Nomination.proposed_owner_id)
        .select_from(UseCase)
        .outerjoin(DayOnePlan, DayOnePlan.case_id == UseCase.id)
        .outerjoin(owner, owner.id == DayOnePlan.system_owner_id)
        .outerjoin(support, support.id == DayOnePlan.support_id)
        .outerjoin(Nomination, Nomination.case_id == UseCase.id)
        .where(UseCase.id == case_id)
    ).one()
    return Planned(*found)
