"""What is read to decide on somebody's place in a team."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.events.registration.queries import taking_part
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.states import TeamState


class Placed(NamedTuple):
    """Somebody who takes part in an event, and their team where they have one."""

    name: str
    team: Team | None


def person_placed(session: Session, event_id: int, account_id: int) -> Placed:
    """Find somebody who takes part in an event, with their team; raise `Missing` for everybody else."""
    found = session.execute(
        select(Account.display_name, Team)
        .outerjoin(TeamMember, (TeamMember.account_id == Account.id) & (TeamMember.event_id == event_id))
        .outerjoin(Team, Team.id == TeamMember.team_id)
        .where(Account.id == account_id, Account.id.in_(taking_part(event_id)))
    ).one_or_none()
    if found is None:
        raise Missing(_("There is no such person in this event."))
    return Placed(*found)


def member_name(session: Session, team_id: int, account_id: int) -> str:
    """Find how a member is called; raise `Missing` where there is no such member."""
    found = session.scalar(
        select(Account.display_name)
        .join(TeamMember, TeamMember.account_id == Account.id)
        .where(TeamMember.team_id == team_id, TeamMember.account_id == account_id)
    )
    if found is None:
        raise Missing(_("This person is not in the team any more."))
    return found


def teams_with_room(session: Session, event_id: int, limit: int) -> Sequence[Row[Team, int]]:
    """Read the teams of an event that have room, with how many people each has, by name."""
    size = func.count(TeamMember.account_id)
    return session.execute(
        select(Team, size)
        .outerjoin(TeamMember, TeamMember.team_id == Team.id)
        .where(Team.event_id == event_id, Team.state != TeamState.DISSOLVED)
        .group_by(Team.id)
        .having(size < limit)
        .order_by(func.lower(Team.name), Team.id)
    ).all()
