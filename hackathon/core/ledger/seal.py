"""The sealer: gives every committed fact its place in the record, and signs how far the record is."""

import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, exists, func, insert, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from hackathon.core.actors import system
from hackathon.core.decisions import Conflict
from hackathon.core.facts import FactRow
from hackathon.core.i18n import _
from hackathon.core.jobs import JobContext
from hackathon.core.ledger.entries import entry_of, sealed
from hackathon.core.ledger.letters import mail_checkpoint
from hackathon.core.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerKey, LedgerNode
from hackathon.core.ledger.notes import Signer
from hackathon.core.ledger.tree import Growth, Nodes, Place, leaf_hash, peaks, root_of
from hackathon.core.secrets import SecretLost, Vault
from hackathon.core.work import Work, unit_of_work

BATCH = 10_000
"""How many facts are looked for at once."""
SEAL, CHECKPOINT = "core.ledger.seal", "core.ledger.checkpoint"
NAME = "hackathon-record"
THE_ONE = 1


class Pace(NamedTuple):
    """How many facts are sealed in one transaction, and the seconds of rest between two.

    On SQLite nobody else can write meanwhile, and those who wait only look again every so often.
    """

    at_once: int
    rest: float


BESIDE, AT_A_STRETCH = Pace(50, 0.1), Pace(1000, 0)
"""In the background, beside people's requests; and where somebody waits for it."""


def seal_job(context: JobContext, _subject_id: int) -> None:
    """Seal what is new."""
    while seal(context.session, context.clock(), pace=BESIDE) == BATCH:
        pass


def checkpoint_job(context: JobContext, _subject_id: int) -> None:
    """Sign how far the record is, unless nothing came since."""
    checkpoint(context.session, Vault.of(context.settings), context.clock())


def seal(session: Session, now: datetime, *, pace: Pace = AT_A_STRETCH) -> int:
    """Give up to `BATCH` facts their places, in the order in which they were begun; return how many waited.

    Facts become visible out of order on PostgreSQL, so those without a place are looked for, not those behind the
    last. One sealer works at a time; what another sealed meanwhile has its place.
    """
    waiting = session.scalars(_unsealed(FactRow.id).limit(BATCH)).all()
    for start in range(0, len(waiting), pace.at_once):
        time.sleep(pace.rest if start else 0)
        with unit_of_work(session, system(SEAL), now) as work:
            _take_turn(work)
            some = FactRow.id.in_(waiting[start : start + pace.at_once])
            _append(work.session, work.session.scalars(_unsealed(FactRow).where(some)).all())
    return len(waiting)


def checkpoint(session: Session, vault: Vault, now: datetime) -> LedgerCheckpoint:
    """Seal every committed fact, sign how many there are, and mail it; what is signed already is not signed again."""
    signer = signing_key(session, vault, now)
    while seal(session, now):
        pass
    with unit_of_work(session, system(CHECKPOINT), now) as work:
        _take_turn(work)
        size = size_of(work.session)
        newest = newest_checkpoint(work.session)
        if newest is not None and newest.size == size:
            return newest
        root = root_of(size, nodes_at(work.session, peaks(size)))
        signed = signer.checkpoint(size, root)
        made = work.add(LedgerCheckpoint(size=size, root=root.hex(), signed=signed, at=now))
        mail_checkpoint(work, made)
        return made


def signing_key(session: Session, vault: Vault, now: datetime) -> Signer:
    """Return the installation's key: made when it is first needed, sealed anew once the secret key is another.

    Raises `Conflict` where neither today's secret key opens it nor the one before.
    """
    with unit_of_work(session, system(CHECKPOINT), now) as work:
        _take_turn(work)
        kept = work.session.scalars(select(LedgerKey).order_by(LedgerKey.id.desc()).limit(1)).one_or_none()
        signer = _opened(kept, vault) if kept else Signer.new(NAME)
        if kept is None or vault.is_outdated(kept.private):
            sealed = {"public": signer.public, "private": vault.seal(signer.private), "made_at": now}
            work.add(LedgerKey(id=kept.id + 1 if kept else THE_ONE, name=signer.name, **sealed))
        return signer


def size_of(session: Session) -> int:
    """Read how many entries the record has."""
    return session.scalar(select(func.max(LedgerEntry.seq))) or 0


def newest_checkpoint(session: Session) -> LedgerCheckpoint | None:
    """Read what was signed last."""
    return session.scalars(select(LedgerCheckpoint).order_by(LedgerCheckpoint.id.desc()).limit(1)).one_or_none()


def nodes_at(session: Session, places: Iterable[Place]) -> Nodes:
    """Read the hashes of some subtrees, leaves among them, in one query."""
    wanted = [and_(LedgerNode.level == level, LedgerNode.position == position) for level, position in places]
    if not wanted:
        return {}
    found = session.execute(select(LedgerNode.level, LedgerNode.position, LedgerNode.hash).where(or_(*wanted)))
    return {Place(level, position): bytes.fromhex(hashed) for level, position, hashed in found}


def _opened(kept: LedgerKey, vault: Vault) -> Signer:
    try:
        return Signer.read(kept.name, vault.open(kept.private))
    except SecretLost as lost:
        raise Conflict(
            _(
                "The key that signs checkpoints was stored under another secret key. "
                "Name that one as HACKATHON_SECRET_KEY_OLD; nothing that was sealed is lost."
            )
        ) from lost


def _take_turn(work: Work) -> None:
    """Wait until no other sealer works. SQLite lets one write at a time anyway."""
    if work.session.get_bind().dialect.name == "postgresql":
        work.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(SEAL))))


def _unsealed(what: type[FactRow] | InstrumentedAttribute[int]) -> Select[Any]:
    has_place = exists().where(LedgerEntry.fact_id == FactRow.id)
    return select(what).where(~has_place).order_by(FactRow.id)


def _append(session: Session, facts: Sequence[FactRow]) -> None:
    if not facts:
        return
    size = size_of(session)
    growth = Growth(size, dict(nodes_at(session, peaks(size))))
    entries = []
    for fact in facts:
        leaf = leaf_hash(sealed(growth.size + 1, entry_of(fact)))
        entries.append({"seq": growth.add(leaf), "fact_id": fact.id, "leaf": leaf.hex()})
    session.execute(insert(LedgerEntry), entries)
    made = growth.made.items()
    nodes = [{"level": at.level, "position": at.position, "hash": hashed.hex()} for at, hashed in made]
    session.execute(insert(LedgerNode), nodes)
