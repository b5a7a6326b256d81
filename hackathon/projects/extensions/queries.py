"""Reads about more time for teams."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from hackathon.core.facts import Statement
from hackathon.people.accounts.models import Account
from hackathon.projects.extensions.models import Extension
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.states import TeamState


class Granted(NamedTuple):
    """More time as the people concerned see it."""

    until: datetime
    reason: str
    giver: str


def extended_until(session: Session, team_id: int) -> datetime | None:
    """Return until when a team got time, None when it has as much as everybody."""
    return session.scalar(select(Extension.until).where(Extension.team_id == team_id))


def extensions_of(event_id: int) -> Select[int, str, datetime, str | None, str]:
    """Select (team id, team, until, reason, giver) of an event, the longest first."""
    return (
        select(Team.id, Team.name, Extension.until, Statement.text, Account.display_name)
        .join(Extension, Extension.team_id == Team.id)
        .join(Statement, Statement.id == Extension.statement_id)
        .join(Account, Account.id == Extension.given_by)
        .where(Extension.event_id == event_id)
        .order_by(Extension.until.desc(), Team.id)
    )


def teams_there(session: Session, event_id: int) -> Sequence[Row[int, str]]:
    """List an event's teams by name."""
    found = select(Team.id, Team.name).where(Team.event_id == event_id, Team.state != TeamState.DISSOLVED)
    return session.execute(found.order_by(func.lower(Team.name), Team.id)).all()
