"""Reads about the organization, and about what a start for real would remove."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session

from hackathon.core.db import Base
from hackathon.core.facts import FactRow
from hackathon.core.storage import StoredFile
from hackathon.people.accounts.models import Account
from hackathon.people.organization.models import THE_ONE, Organization


class Holdings(NamedTuple):
    """How much there is: accounts, those of them that are not the demo's, files, and things that happened."""

    accounts: int
    own_accounts: int
    files: int
    facts: int


def organization_of(session: Session) -> Organization | None:
    """Load the organization, None where nobody said yet who it is."""
    return session.get(Organization, THE_ONE)


def mail_domains(session: Session) -> Sequence[str]:
    """List the mail domains whose people may come in by themselves."""
    found = organization_of(session)
    return found.mail_domains if found else []


def holdings(session: Session) -> Holdings:
    """Count what a start for real would remove."""
    counts = (_counted(Account), _counted(Account, ~Account.is_demo), _counted(StoredFile), _counted(FactRow))
    return Holdings(*session.execute(select(*counts)).one())


def _counted(model: type[Base], *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(model).where(*conditions).scalar_subquery()
