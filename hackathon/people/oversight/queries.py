"""Reads for administrators: accounts, kept mail, background work that failed, and their own record."""

from typing import NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, selectinload

from hackathon.core.actors import Actor
from hackathon.core.contributions import Contributions
from hackathon.core.decisions import Missing
from hackathon.core.facts import Audience, Delivery, FactRow, Statement
from hackathon.core.i18n import _
from hackathon.core.jobs import Job
from hackathon.core.mail import Mail
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.queries import with_grants


class Overseen(NamedTuple):
    """An account, and as an actor what it holds anywhere."""

    account: Account
    holder: Actor


def accounts_found(words: str) -> Select[Account]:
    """Select accounts by words of their name or address, with their roles; by name."""
    statement = (
        select(Account).options(selectinload(Account.site_roles)).order_by(func.lower(Account.display_name), Account.id)
    )
    for word in words.split():
        statement = statement.where(
            or_(Account.display_name.icontains(word, autoescape=True), Account.email.icontains(word, autoescape=True))
        )
    return statement


def account_overseen(session: Session, account_id: int, register: Contributions) -> Overseen:
    """Load an account with all it holds; raise `Missing` where there is none."""
    account = session.get(Account, account_id)
    if account is None:
        raise Missing(_("There is no such account."))
    return Overseen(account, with_grants(session, account.id, account.display_name, register))


def mails() -> Select[Mail]:
    """Select every mail that was written, the newest first."""
    return select(Mail).order_by(Mail.id.desc())


def mail_by_id(session: Session, mail_id: int) -> Mail:
    """Load a mail; raise `Missing` where there is none."""
    mail = session.get(Mail, mail_id)
    if mail is None:
        raise Missing(_("There is no such mail."))
    return mail


def failed_jobs() -> Select[Job]:
    """Select background work that was given up and not asked for again, the newest first."""
    return select(Job).where(Job.failed_at.is_not(None), Job.done_at.is_(None)).order_by(Job.id.desc())


def failed_deliveries() -> Select[Delivery]:
    """Select reactions to facts that were given up, the newest first."""
    return select(Delivery).where(Delivery.failed_at.is_not(None)).order_by(Delivery.id.desc())


def waiting_count(session: Session) -> int:
    """Count background work that is still to be done."""
    open_jobs = select(func.count()).select_from(Job).where(Job.done_at.is_(None), Job.failed_at.is_(None))
    return session.scalar(open_jobs) or 0


def record_of_administration() -> Select[FactRow, str | None]:
    """Select the facts that only administrators read, with what was said about them; the newest first."""
    return (
        select(FactRow, Statement.text)
        .outerjoin(Statement, Statement.id == FactRow.statement_id)
        .where(FactRow.audience == Audience.ADMINS)
        .order_by(FactRow.id.desc())
    )
