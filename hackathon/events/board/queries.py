"""Reads for the board that no feature owns: mails to an event's people that were given up."""

from collections.abc import Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from hackathon.core.jobs import Job
from hackathon.core.mail import SEND, Mail
from hackathon.events.registration.models import Registration
from hackathon.events.setup.models import EventRoleGrant
from hackathon.people.accounts.models import Account

MOST = 500
"""How many mails are sent again at once."""


def mails_failed(session: Session, event_id: int) -> Sequence[str]:
    """List the addresses of the event's people to whom mails were given up, each once."""
    return sorted(set(session.scalars(_failed(event_id).with_only_columns(Mail.to))))


def failed_jobs(session: Session, event_id: int) -> Sequence[int]:
    """List the jobs that gave up mails to the event's people, oldest first."""
    return session.scalars(_failed(event_id).with_only_columns(Job.id).order_by(Job.id).limit(MOST)).all()


def _failed(event_id: int) -> Select[int]:
    people = select(Account.email).where(
        or_(
            Account.id.in_(select(Registration.account_id).where(Registration.event_id == event_id)),
            Account.id.in_(select(EventRoleGrant.account_id).where(EventRoleGrant.event_id == event_id)),
        )
    )
    return (
        select(Job.id)
        .join(Mail, Mail.id == Job.subject_id)
        .where(Job.name == SEND, Job.failed_at.is_not(None), Job.done_at.is_(None), func.lower(Mail.to).in_(people))
    )
