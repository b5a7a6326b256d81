"""Reads about interest: who would take a project over."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account, AccountRole, AccountState, SiteRole
from hackathon.projects.workspace.models import Project
from hackathon.promotion.interest.models import Interest
from hackathon.teams.formation.models import TeamMember


def would_take(session: Session, project_id: int) -> list[Account]:
    """List product owners outside the team who would take a project or its question over, first come first."""
    in_team = select(TeamMember.account_id).where(TeamMember.team_id == Project.team_id).correlate(Project)
    found = session.scalars(
        select(Account)
        .join(Interest, Interest.account_id == Account.id)
        .join(Project, or_(Project.id == Interest.project_id, Project.challenge_id == Interest.challenge_id))
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(
            Project.id == project_id,
            AccountRole.role == SiteRole.PRODUCT_OWNER,
            Account.state == AccountState.ACTIVE,
            Account.id.not_in(in_team),
        )
        .order_by(Interest.id)
    )
    return list(dict.fromkeys(found))
