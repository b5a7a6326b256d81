"""Reads about imports, and about the people that a file names."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from hackathon.core.jobs import Job
from hackathon.people.accounts.models import Account
from hackathon.people.imports.models import ImportLine, PeopleImport
from hackathon.people.imports.rules import Known, Wish
from hackathon.people.profiles.models import Profile

READ, APPLY = "people.imports.read", "people.imports.apply"
"""The names of the jobs."""
BATCH = 500


def imports() -> Select[PeopleImport]:
    """Select the imports, the newest first."""
    return select(PeopleImport).order_by(PeopleImport.id.desc())


def lines_of(import_id: int, outcome: str = "") -> Select[ImportLine]:
    """Select the rows of a file, those of one outcome alone where it is named."""
    statement = select(ImportLine).where(ImportLine.import_id == import_id).order_by(ImportLine.number)
    return statement.where(ImportLine.outcome == outcome) if outcome else statement


def rows_listed(session: Session, import_id: int) -> list[tuple[object, ...]]:
    """List all rows of a file with what would happen to them, for a spreadsheet."""
    return [
        (
            line.number,
            line.outcome,
            line.name,
            line.email,
            line.unit,
            line.manager_email,
            line.craft,
            ", ".join(line.skills),
            " ".join(line.remarks),
        )
        for line in session.scalars(lines_of(import_id))
    ]


def contents_of(session: Session, import_id: int) -> bytes | None:
    """Load the bytes of a file that was not read yet."""
    return session.scalar(select(PeopleImport.contents).where(PeopleImport.id == import_id))


def applicant_of(session: Session, import_id: int) -> int | None:
    """Find who had a file taken over."""
    return session.scalar(select(PeopleImport.applied_by).where(PeopleImport.id == import_id))


def newest_job(session: Session, import_id: int) -> Job | None:
    """Load the background work that an import waits for, or waited for last."""
    statement = select(Job).where(Job.name.in_((READ, APPLY)), Job.subject_id == import_id)
    return session.scalars(statement.order_by(Job.id.desc()).limit(1)).first()


def wishes_of(session: Session, import_id: int) -> list[Wish]:
    """Read back what the rows of a file ask for."""
    return [
        Wish(line.number, line.email, line.name, line.unit, line.manager_email, line.craft, tuple(line.skills))
        for line in session.scalars(lines_of(import_id))
    ]


def known_people(session: Session, emails: Collection[str]) -> dict[str, Known]:
    """Load who of these people has an account, by address."""
    manager = aliased(Account)
    statement = (
        select(
            Account.email,
            Account.id,
            Account.display_name,
            Profile.unit,
            manager.email,
            Profile.craft,
            Profile.skills,
        )
        .outerjoin(Profile, Profile.account_id == Account.id)
        .outerjoin(manager, manager.id == Profile.manager_id)
    )
    return {
        email: Known(account_id, name, unit or "", boss or "", craft or "", tuple(skills or ()))
        for some in _batches(sorted(emails))
        for email, account_id, name, unit, boss, craft, skills in session.execute(
            statement.where(Account.email.in_(some))
        )
    }


def locked_people(session: Session, account_ids: Collection[int]) -> dict[int, tuple[Account, Profile | None]]:
    """Load accounts and their profiles to be changed, keeping others from changing them until the end."""
    found: dict[int, tuple[Account, Profile | None]] = {}
    for some in _batches(sorted(account_ids)):
        accounts = session.scalars(select(Account).where(Account.id.in_(some)).order_by(Account.id).with_for_update())
        profiles = session.scalars(select(Profile).where(Profile.account_id.in_(some)).with_for_update())
        own = {profile.account_id: profile for profile in profiles}
        found |= {account.id: (account, own.get(account.id)) for account in accounts}
    return found


def imports_before(session: Session, at: datetime) -> Sequence[int]:
    """List imports that began before a moment."""
    return session.scalars(select(PeopleImport.id).where(PeopleImport.asked_at < at)).all()


def _batches(values: list[str] | list[int]) -> Iterator[list[str] | list[int]]:
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]
