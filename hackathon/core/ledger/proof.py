"""Proves that one fact is in the record, without the rest of it: its entry, the path above it, and a signed root."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow
from hackathon.core.ledger.entries import entry_of
from hackathon.core.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerKey
from hackathon.core.ledger.notes import verifier_key
from hackathon.core.ledger.seal import THE_ONE, newest_checkpoint, nodes_at
from hackathon.core.ledger.tree import inclusion, proof_places


@dataclass(frozen=True)
class Proof:
    """An entry as sealed with its number, and the audit path from its leaf to the root in a signed checkpoint.

    Hashes are in hexadecimal. Without a checkpoint the entry is sealed, and nothing was signed since.
    """

    seq: int
    entry: dict[str, Any]
    leaf: str
    path: list[str]
    checkpoint: str | None
    key: str | None


class Standing(NamedTuple):
    """How far the record is: how many facts there are, and how many of them have their place."""

    facts: int
    sealed: int


def standing(session: Session) -> Standing:
    """Count facts and entries, in one query."""
    facts = select(func.count()).select_from(FactRow).scalar_subquery()
    entries = select(func.coalesce(func.max(LedgerEntry.seq), 0)).scalar_subquery()
    return Standing(*session.execute(select(facts, entries)).one())


def proof_of(session: Session, fact: FactRow) -> Proof | None:
    """Prove a fact against the newest checkpoint; None while it has no place yet, for a minute at most."""
    sealed = session.scalars(select(LedgerEntry).where(LedgerEntry.fact_id == fact.id)).one_or_none()
    if sealed is None:
        return None
    signed, entry = newest_checkpoint(session), entry_of(fact)
    if signed is None or signed.size < sealed.seq:
        return Proof(sealed.seq, entry, sealed.leaf, [], None, None)
    path = _path(session, sealed.seq, signed)
    return Proof(sealed.seq, entry, sealed.leaf, path, signed.signed, public_key(session))


def public_key(session: Session) -> str | None:
    """Read the key that signs checkpoints, as signed notes write it; None before the first is signed."""
    found = session.execute(select(LedgerKey.name, LedgerKey.public).where(LedgerKey.id == THE_ONE)).one_or_none()
    return verifier_key(*found) if found else None


def _path(session: Session, seq: int, signed: LedgerCheckpoint) -> list[str]:
    places = [place for run in proof_places(seq, signed.size) for place in run]
    return [step.hex() for step in inclusion(seq, signed.size, nodes_at(session, places))]
