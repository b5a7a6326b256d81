"""What is read about mentors and their teams."""

from collections.abc import Sequence

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from hackathon.core.prepared import prepared
from hackathon.events.setup.models import EventRole
from hackathon.events.setup.queries import with_event_role
from hackathon.people.accounts.models import Account
from hackathon.teams.mentors.models import TeamMentor


def mentorships(event_id: int) -> Select[int, int]:
    """Select (account, team) of everybody who mentors a team of an event, or ever did."""
    return select(TeamMentor.account_id, TeamMentor.team_id).where(TeamMentor.event_id == event_id).distinct()


def mentors_of(session: Session, team_id: int) -> Sequence[Row[int, str]]:
    """Read who mentors a team now: id and name, by name."""
    return session.execute(*_mentors_of(team_id)).all()


@prepared
def _mentors_of(team_id: int) -> Select[int, str]:
    return (
        select(Account.id, Account.display_name)
        .join(TeamMentor, TeamMentor.account_id == Account.id)
        .where(TeamMentor.team_id == team_id, TeamMentor.until.is_(None))
        .order_by(func.lower(Account.display_name), Account.id)
    )


def mentors_at(session: Session, event_id: int) -> Sequence[Row[int, str, int]]:
    """Read the mentors of an event, by name: id, name and how many teams each has."""
    teams = (
        select(func.count())
        .where(TeamMentor.account_id == Account.id, TeamMentor.event_id == event_id, TeamMentor.until.is_(None))
        .scalar_subquery()
    )
    return session.execute(
        select(Account.id, Account.display_name, teams)
        .where(Account.id.in_(with_event_role(event_id, EventRole.MENTOR)))
        .order_by(func.lower(Account.display_name), Account.id)
    ).all()


def mentorship_now(session: Session, team_id: int, account_id: int) -> TeamMentor | None:
    """Find that somebody mentors a team now."""
    return session.scalars(
        select(TeamMentor).where(
            TeamMentor.team_id == team_id, TeamMentor.account_id == account_id, TeamMentor.until.is_(None)
        )
    ).one_or_none()


def teams_mentored_now(session: Session, event_id: int, account_id: int) -> Sequence[int]:
    """List the teams of an event that somebody mentors now."""
    mine = select(TeamMentor.team_id).where(
        TeamMentor.event_id == event_id, TeamMentor.account_id == account_id, TeamMentor.until.is_(None)
    )
    return session.scalars(mine.order_by(TeamMentor.team_id)).all()
