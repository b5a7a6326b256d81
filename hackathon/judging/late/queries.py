"""Reads about scores that came in late: of whom, for what and when, never the scores."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.events.setup.models import EventRole, EventRoleGrant
from hackathon.judging.ballots.models import Ballot, LateCast
from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.models import Project


class Arrived(NamedTuple):
    """Scores that came in late; `cast_at` is when the judge's ballot was cast in time, None where it never was."""

    late: LateCast
    ballot: Ballot
    project: Project
    judge: str

    @property
    def cast_at(self) -> datetime | None:
        """When other scores of the judge for the project came in, those that count now."""
        return self.ballot.cast_at


def late_casts_at(event_id: int) -> Select[LateCast, Ballot, Project, str]:
    """Select what came in late at an event, newest first."""
    return _arrived().where(Ballot.event_id == event_id).order_by(LateCast.received_at.desc(), LateCast.id.desc())


def late_cast_at(session: Session, event_id: int, late_id: int) -> Arrived:
    """Read one of an event's late casts; raise `Missing` for any other."""
    row = session.execute(_arrived().where(Ballot.event_id == event_id, LateCast.id == late_id)).one_or_none()
    if row is None:
        raise Missing(_("No such scores came in late at this event."))
    return Arrived(*row)


def organizers_of(session: Session, event_id: int) -> Sequence[int]:
    """Read who organizes an event."""
    held = select(EventRoleGrant.account_id).where(EventRoleGrant.event_id == event_id)
    return session.scalars(held.where(EventRoleGrant.role == EventRole.ORGANIZER)).all()


def _arrived() -> Select[LateCast, Ballot, Project, str]:
    return (
        select(LateCast, Ballot, Project, Account.display_name)
        .join(Ballot, Ballot.id == LateCast.ballot_id)
        .join(Project, Project.id == Ballot.project_id)
        .join(Account, Account.id == Ballot.judge_id)
    )
