"""Reads of everything that is kept about one person, by what the tables declare."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Select,
    Table,
    and_,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from hackathon.core.facts import FactRow, Statement
from hackathon.core.i18n import _
from hackathon.core.jobs import Job
from hackathon.core.privacy import Fate, Personal, Rows, declared
from hackathon.core.storage import StoredFile
from hackathon.people.accounts.models import Account, AccountRole, AccountState, SiteRole
from hackathon.people.privacy.policy import EXPORT
from hackathon.people.privacy.rules import EXPORT_LIFE, is_secret

SCOPE = "export"


def is_about(table: Table, personal: Personal, account: Account) -> ColumnElement[bool]:
    """Select the rows of a table that are about somebody: of statements, what was said about them too."""
    if table is Statement.__table__:
        return Statement.id.in_(_said(or_(_is_by(account), _names(account))))
    theirs = [table.c[column] == account.id for column in personal.whose]
    if personal.address:
        theirs.append(func.lower(table.c[personal.address]) == account.email)
    return or_(false(), *theirs)


def _is_ones_own(table: Table, personal: Personal, account: Account) -> ColumnElement[bool]:
    """Leave out of a copy what other people said."""
    is_words = table is Statement.__table__
    return Statement.id.in_(_said(_is_by(account))) if is_words else is_about(table, personal, account)


def _said(when: ColumnElement[bool]) -> Select[int | None]:
    return select(FactRow.statement_id).where(FactRow.statement_id.is_not(None), when)


def _is_by(account: Account) -> ColumnElement[bool]:
    return FactRow.actor_id == account.id


def _names(account: Account) -> ColumnElement[bool]:
    """Find the facts whose very subject somebody is; those that only mention them keep their reasons."""
    stream = and_(FactRow.stream_kind == "account", FactRow.stream_id == account.id)
    return or_(stream, *(FactRow.payload.contains(f'"account_id":{account.id}{end}') for end in ",}"))


def rows_about(session: Session, account_id: int) -> Mapping[str, Rows]:
    """Read every row about somebody, by table, without secrets, bytes and other people's words; part of each copy."""
    account = session.get_one(Account, account_id)
    return {
        table.name: [dict(row) for row in session.execute(_told(table, personal, account)).mappings()]
        for table, personal in declared()
    }


def _told(table: Table, personal: Personal, account: Account) -> Select[*tuple[Any, ...]]:
    told = [each for each in table.c if not is_secret(each.name) and not isinstance(each.type, LargeBinary)]
    return select(*told).where(_is_ones_own(table, personal, account)).order_by(*table.primary_key)


class Kept(NamedTuple):
    """What one table keeps about somebody, and in how many rows."""

    table: str
    personal: Personal
    rows: int


def kept_about(session: Session, account: Account) -> Mapping[Fate, Sequence[Kept]]:
    """Count what is kept about somebody by what erasing does to it, in one query; tables without any are left out."""
    tables = declared()
    counted = [
        select(literal(table.name), func.count()).select_from(table).where(is_about(table, personal, account))
        for table, personal in tables
    ]
    rows: dict[str, int] = dict(session.execute(union_all(*counted)).all())
    found = [Kept(table.name, personal, rows[table.name]) for table, personal in tables if rows[table.name]]
    return {fate: [kept for kept in found if kept.personal.fate == fate] for fate in Fate}


def files_of(session: Session, account_id: int) -> Sequence[StoredFile]:
    """Load the files that somebody gave."""
    given = select(StoredFile).where(StoredFile.given_by == account_id, StoredFile.scope != SCOPE)
    return session.scalars(given.order_by(StoredFile.id)).all()


class ExportSeen(NamedTuple):
    """The copy of somebody's data that is ready, and the work on one that is not."""

    file: StoredFile | None
    job: Job | None


def export_seen(session: Session, account_id: int, at: datetime) -> ExportSeen:
    """Find out how far the newest copy of somebody's data is."""
    ready = select(StoredFile).where(
        StoredFile.scope == SCOPE, StoredFile.scope_id == account_id, StoredFile.at > at - EXPORT_LIFE
    )
    asked = select(Job).where(Job.name == EXPORT, Job.subject_id == account_id, Job.done_at.is_(None))
    return ExportSeen(
        session.scalars(ready.order_by(StoredFile.id.desc()).limit(1)).one_or_none(),
        session.scalars(asked.order_by(Job.id.desc()).limit(1)).one_or_none(),
    )


def ended_exports(session: Session, at: datetime) -> Sequence[StoredFile]:
    """Load copies that are too old, replaced by a newer one, or of somebody who is not active any more."""
    newer = aliased(StoredFile)
    is_replaced = exists().where(newer.scope == SCOPE, newer.scope_id == StoredFile.scope_id, newer.id > StoredFile.id)
    is_owned = exists().where(Account.id == StoredFile.scope_id, Account.state == AccountState.ACTIVE)
    ended = or_(StoredFile.at <= at - EXPORT_LIFE, is_replaced, ~is_owned)
    return session.scalars(select(StoredFile).where(StoredFile.scope == SCOPE, ended)).all()


def keys_in_use(session: Session, keys: Sequence[str]) -> set[str]:
    """Tell which of these contents some file still has."""
    return set(session.scalars(select(StoredFile.key).where(StoredFile.key.in_(keys))))


def only_admin(session: Session, account_id: int) -> list[str]:
    """Keep the one administrator there is."""
    admins = (
        select(AccountRole.account_id)
        .join(Account, Account.id == AccountRole.account_id)
        .where(AccountRole.role == SiteRole.ADMIN, Account.state == AccountState.ACTIVE)
    )
    if set(session.scalars(admins)) != {account_id}:
        return []
    return [_("Nobody else administers this site. Another administrator has to be named first.")]
