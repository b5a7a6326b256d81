"""Reads of the record: its entries, its checkpoints, who gets them, and a fact for those who may read it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, null, select
from sqlalchemy.orm import Session

from hackathon.core.contributions import Contributions, FactAudiences, Viewing
from hackathon.core.decisions import Missing
from hackathon.core.facts import FactRow, FactSubject
from hackathon.core.i18n import _
from hackathon.core.ledger.models import LedgerAddress, LedgerCheckpoint, LedgerEntry
from hackathon.people.record.policy import can_read_record


def entries() -> Select[FactRow, None]:
    """Select what is sealed, the newest first, without the words that people said about it."""
    sealed = LedgerEntry.fact_id == FactRow.id
    return select(FactRow, null()).join(LedgerEntry, sealed).order_by(LedgerEntry.seq.desc())


def checkpoints() -> Select[LedgerCheckpoint]:
    """Select what was signed, the newest first."""
    return select(LedgerCheckpoint).order_by(LedgerCheckpoint.id.desc())


def checkpoint_by_id(session: Session, checkpoint_id: int) -> LedgerCheckpoint:
    """Load a checkpoint; raise `Missing` where there is none."""
    found = session.get(LedgerCheckpoint, checkpoint_id)
    if found is None:
        raise Missing(_("There is no such checkpoint."))
    return found


def addresses(session: Session) -> Sequence[LedgerAddress]:
    """List to whom each new checkpoint is mailed."""
    return session.scalars(select(LedgerAddress).order_by(LedgerAddress.address)).all()


def fact_seen(viewing: Viewing, register: Contributions, fact_id: int) -> FactRow:
    """Load a fact for an auditor, or for somebody who reads it on a page it shows on; else it does not exist."""
    fact = viewing.session.get(FactRow, fact_id)
    if fact is None or not (can_read_record(viewing.actor) or _shows(viewing, register, fact)):
        raise Missing(_("There is no such entry, or you may not read it."))
    return fact


def _shows(viewing: Viewing, register: Contributions, fact: FactRow) -> bool:
    pages = viewing.session.execute(
        select(FactSubject.kind, FactSubject.subject_id)
        .where(FactSubject.fact_id == fact.id, FactSubject.kind.in_(register.fact_audiences))
        .order_by(FactSubject.id)
    )
    return any(_reads(viewing, register.fact_audiences[kind], at, fact.audience) for kind, at in pages.all())


def _reads(viewing: Viewing, audiences_on: FactAudiences, subject_id: int, audience: str) -> bool:
    try:
        return audience in _values(audiences_on(viewing, subject_id))
    except Missing:
        return False


def _values(audiences: Iterable[str]) -> set[str]:
    return {str(each) for each in audiences}
