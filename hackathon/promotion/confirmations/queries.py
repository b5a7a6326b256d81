"""Reads about team members who would own what they made."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account, AccountState
from hackathon.people.profiles.models import Profile
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.confirmations.models import MemberAsOwner
from hackathon.teams.formation.models import TeamMember


@dataclass(frozen=True)
class Candidate:
    """A team member who would own a use case, with who is their line manager."""

    asked: MemberAsOwner
    name: str
    manager_id: int | None


def candidates_of(session: Session, case_id: int) -> list[Candidate]:
    """List the team members who asked to own a use case, the first to ask first."""
    found = session.execute(
        select(MemberAsOwner, Account.display_name, Profile.manager_id)
        .join(Account, Account.id == MemberAsOwner.member_id)
        .outerjoin(Profile, Profile.account_id == MemberAsOwner.member_id)
        .where(MemberAsOwner.case_id == case_id)
        .order_by(MemberAsOwner.id)
    )
    return [Candidate(*row) for row in found]


def asked_by(session: Session, case_id: int, member_id: int) -> MemberAsOwner | None:
    """Return that a member asked to own a use case; the caller holds the use case."""
    asked = select(MemberAsOwner).where(MemberAsOwner.case_id == case_id, MemberAsOwner.member_id == member_id)
    return session.scalars(asked, execution_options={"populate_existing": True}).one_or_none()


def superior_of(session: Session, account_id: int) -> int | None:
    """Return the line manager of somebody, as their profile says."""
    return session.scalar(select(Profile.manager_id).where(Profile.account_id == account_id))


def confirmed_members(case_id: int) -> Select[int]:
    """Select the active members of the team who were confirmed as possible owners of a use case."""
    return (
        select(MemberAsOwner.member_id)
        .join(UseCase, UseCase.id == MemberAsOwner.case_id)
        .join(TeamMember, (TeamMember.team_id == UseCase.team_id) & (TeamMember.account_id == MemberAsOwner.member_id))
        .join(Account, Account.id == MemberAsOwner.member_id)
        .where(
            MemberAsOwner.case_id == case_id,
            MemberAsOwner.is_confirmed,
            Account.state == AccountState.ACTIVE,
        )
    )
