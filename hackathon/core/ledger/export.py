"""Writes the record to a folder that can be verified on a machine that has never seen the database."""

import json
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import rfc8785
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Refusal
from hackathon.core.facts import FactRow, Statement
from hackathon.core.i18n import gettext as _
from hackathon.core.ledger import verify
from hackathon.core.ledger.entries import entry_of, line
from hackathon.core.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerKey
from hackathon.core.ledger.notes import verifier_key
from hackathon.core.ledger.seal import THE_ONE, checkpoint
from hackathon.core.secrets import Vault
from hackathon.core.storage import Storage, StoredFile

AT_ONCE = 1000
BETWEEN_NOTES = "\x1e\n"


@dataclass(frozen=True)
class Exported:
    """What an exported record holds; `gone` counts files of evidence that were erased."""

    entries: int
    root: str
    evidence: int
    gone: int


class _Referred(NamedTuple):
    """What entries refer to: words that people typed, and files of evidence by their fingerprint."""

    statements: set[int]
    digests: set[str]


def export_record(session: Session, vault: Vault, storage: Storage, folder: Path, now: datetime) -> Exported:
    """Seal every committed fact, sign a checkpoint, and write all of it to a new folder.

    Written are, in this order, `ledger.jsonl`, `statements.jsonl`, `evidence/` with `manifest.json`, `checkpoint.txt`
    with those before it in `checkpoints.txt`, `public-key.txt` and `verify.py`. Raises `Refusal` for a folder that
    holds something.
    """
    _make(folder)
    signed = checkpoint(session, vault, now)
    size, root, note = signed.size, signed.root, signed.signed
    referred = _write_entries(session, folder, size)
    _write_statements(session, folder, referred.statements)
    found = _write_evidence(session, storage, folder, referred.digests)
    _write_checkpoints(session, folder, size, note)
    key = session.get_one(LedgerKey, THE_ONE)
    (folder / "public-key.txt").write_text(verifier_key(key.name, key.public) + "\n", encoding="utf-8")
    (folder / "verify.py").write_text(verify.source(), encoding="utf-8")
    return Exported(size, root, evidence=found, gone=len(referred.digests) - found)


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Refusal(_("The folder %(folder)s is not empty. Name a new one.") % {"folder": folder})


def _write_entries(session: Session, folder: Path, size: int) -> _Referred:
    referred = _Referred(set(), set())
    statement = (
        select(LedgerEntry.seq, LedgerEntry.leaf, FactRow)
        .join(FactRow, FactRow.id == LedgerEntry.fact_id)
        .where(LedgerEntry.seq <= size)
        .order_by(LedgerEntry.seq)
        .execution_options(yield_per=AT_ONCE)
    )
    with (folder / "ledger.jsonl").open("wb") as lines:
        for seq, leaf, fact in session.execute(statement):
            entry = entry_of(fact)
            lines.write(line(seq, entry, leaf))
            _refer(referred, entry["payload"])
    return referred


def _refer(referred: _Referred, payload: dict[str, Any]) -> None:
    if "statement_id" in payload:
        referred.statements.add(payload["statement_id"])
    if "sha256" in payload:
        referred.digests.add(payload["sha256"])


def _write_statements(session: Session, folder: Path, ids: Collection[int]) -> None:
    with (folder / "statements.jsonl").open("wb") as lines:
        for some in _in_parts(sorted(ids)):
            for said in session.scalars(select(Statement).where(Statement.id.in_(some)).order_by(Statement.id)):
                row: dict[str, Any] = {
                    "id": said.id,
                    "salt": said.salt if said.text is not None else "",
                    "text": said.text,
                }
                lines.write(rfc8785.dumps(row) + b"\n")


def _write_evidence(session: Session, storage: Storage, folder: Path, digests: Collection[str]) -> int:
    """Copy the files and list them; one that is gone is listed as erased. Return how many were copied."""
    kept: dict[str, StoredFile] = {}
    for some in _in_parts(sorted(digests)):
        kept |= {file.sha256: file for file in session.scalars(select(StoredFile).where(StoredFile.sha256.in_(some)))}
    (folder / "evidence").mkdir()
    manifest = []
    for digest in sorted(digests):
        file = kept.get(digest)
        if file is None or not storage.has(file.key):
            manifest.append({"sha256": digest, "erased": True})
            continue
        with storage.open(file.key) as content, (folder / "evidence" / digest).open("wb") as copy:
            shutil.copyfileobj(content, copy)
        manifest.append({"sha256": digest, "size": file.size, "media_type": file.media_type})
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return sum("erased" not in row for row in manifest)


def _write_checkpoints(session: Session, folder: Path, size: int, note: str) -> None:
    (folder / "checkpoint.txt").write_text(note, encoding="utf-8")
    before = select(LedgerCheckpoint.signed).where(LedgerCheckpoint.size < size).order_by(LedgerCheckpoint.id)
    (folder / "checkpoints.txt").write_text(BETWEEN_NOTES.join(session.scalars(before)), encoding="utf-8")


def _in_parts(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
