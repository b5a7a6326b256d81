"""Reads about granted time."""

from dataclasses import dataclass

from sqlalchemy import Nullable, and_, func, select
from sqlalchemy.orm import Session, aliased

from hackathon.core.contributions import Viewing
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.models import Profile
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.team_time.models import TeamTime
from hackathon.promotion.team_time.rules import Span
from hackathon.teams.formation.models import TeamMember


@dataclass(frozen=True)
class Coming:
    """Somebody of the team, with one of the times that were granted to them and by whom, if any was."""

    account_id: int
    name: str
    manager_id: int | None
    time: TeamTime | None
    granted_by: str | None

    @property
    def days(self) -> str:
        """Say in words how much of each week is granted."""
        return Span(self.time.half_days, self.time.starts_on, self.time.ends_on).days if self.time else ""


def who_comes_along(session: Session, case: UseCase) -> list[Coming]:
    """List the team by name, each with what time stands granted to them, in one query."""
    grantor = aliased(Account)
    stands = and_(TeamTime.case_id == case.id, TeamTime.member_id == Account.id, TeamTime.withdrawn_at.is_(None))
    found = session.execute(
        select(Account.id, Account.display_name, Profile.manager_id, Nullable(TeamTime), grantor.display_name)
        .join(TeamMember, TeamMember.account_id == Account.id)
        .outerjoin(Profile, Profile.account_id == Account.id)
        .outerjoin(TeamTime, stands)
        .outerjoin(grantor, grantor.id == TeamTime.granted_by)
        .where(TeamMember.team_id == case.team_id)
        .order_by(func.lower(Account.display_name), Account.id, TeamTime.starts_on, TeamTime.id)
    )
    return [Coming(*row) for row in found]


def seen_along(view: Viewing, case: UseCase) -> list[Coming]:
    """Read who comes along once for a page, however many parts of it ask."""
    return view.once(f"who comes along {case.id}", lambda: who_comes_along(view.session, case))


def manages(session: Session, manager_id: int | None, member_id: int) -> bool:
    """Tell whether somebody is the line manager of a person, as that person's profile says."""
    found = session.scalar(select(Profile.manager_id).where(Profile.account_id == member_id))
    return manager_id is not None and found == manager_id
