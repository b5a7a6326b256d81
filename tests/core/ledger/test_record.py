"""The record: facts are sealed in order, taken out, and every change to what was taken out is found."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict
from hackathon.core.facts import FactRow, Statement
from hackathon.core.jobs import JobContext
from hackathon.core.ledger import verify
from hackathon.core.ledger.entries import entry_of, sealed
from hackathon.core.ledger.export import export_record
from hackathon.core.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerKey
from hackathon.core.ledger.notes import Signer
from hackathon.core.ledger.seal import checkpoint, nodes_at, seal, seal_job, signing_key, size_of
from hackathon.core.ledger.tree import Growth, inclusion, leaf_hash, peaks, proof_places, root_from, root_of
from hackathon.core.secrets import Vault
from hackathon.core.storage import StoredFile
from tests.clocks import NOON, StandingClock
from tests.factories.saving import saved

VAULT = Vault(("a secret key",))
EVIDENCE = b"The baseline was forty-one minutes."
DIGEST = hashlib.sha256(EVIDENCE).hexdigest()
FACTS = 11
SPOKEN, PROVEN = 4, 7
"""The entries that refer to words a person typed, and to a file of evidence."""


def write_fact(session: Session, number: int, **more: Any) -> FactRow:
    payload = rfc8785.dumps({"subject_id": number, **more}).decode()
    values = {"kind": "tests.noted", "stream_kind": "event", "stream_id": number, "audience": "viewers"}
    return saved(session, FactRow(**values, actor_id=number, payload=payload, at=NOON))


@pytest.fixture
def exported(session: Session, jobs: JobContext, tmp_path: Path) -> Path:
    """Take out a record of eleven facts, with words, a file of evidence, and a checkpoint from half-way."""
    said = saved(session, Statement.of("Because it is measured."))
    kept = jobs.storage.keep(BytesIO(EVIDENCE), limit=1000)
    named = {"scope": "case", "scope_id": 1, "name": "baseline.txt", "media_type": "text/plain", "given_by": None}
    saved(session, StoredFile(key=kept.key, sha256=kept.sha256, size=kept.size, at=NOON, **named))
    for number in range(1, FACTS + 1):
        more: dict[str, Any] = dict(said.reference()) if number == SPOKEN else {}
        write_fact(session, number, **more | ({"sha256": DIGEST} if number == PROVEN else {}))
        if number == FACTS // 2:
            checkpoint(session, VAULT, NOON)
    export_record(session, VAULT, jobs.storage, tmp_path / "record", NOON)
    return tmp_path / "record"


def verdict(folder: Path, *arguments: str) -> tuple[int, str]:
    """Verify with the program and with the exported script, which must say the same; return how it went."""
    command = [sys.executable, "-I", str(folder / "verify.py"), *arguments]
    alone = subprocess.run(command, capture_output=True, text=True, check=False)
    script = [sys.executable, "-m", "hackathon", "record", "verify", str(folder), *arguments]
    program = subprocess.run(script, capture_output=True, text=True, check=False)
    assert (program.returncode, program.stdout) == (alone.returncode, alone.stdout), program.stderr
    return alone.returncode, alone.stdout


def test_an_honest_record_verifies_and_says_its_size_and_root(exported: Path) -> None:
    lines = (exported / "ledger.jsonl").read_bytes().splitlines()
    growth = Growth(0, {})
    for each in lines:
        growth.add(bytes.fromhex(json.loads(each)["leaf"]))

    code, said = verdict(exported, "--checkpoint", str(exported / "checkpoint.txt"))

    root = (exported / "checkpoint.txt").read_text().splitlines()[2]
    assert (code, said) == (0, f"verified {FACTS} entries\nroot {root}\n")
    assert verify.read_note((exported / "checkpoint.txt").read_text()).root == growth.root()


def test_sealing_again_adds_nothing_and_new_facts_go_on_behind(session: Session, jobs: JobContext) -> None:
    first = [write_fact(session, number).id for number in (1, 2, 3)]
    seal_job(jobs, 0)
    again = seal(session, NOON)
    fourth = write_fact(session, 4).id
    seal_job(jobs, 0)

    found = [
        tuple(row) for row in session.execute(select(LedgerEntry.seq, LedgerEntry.fact_id).order_by(LedgerEntry.seq))
    ]
    rows = {row.id: row for row in session.scalars(select(FactRow))}
    leaves = [leaf_hash(sealed(seq, entry_of(rows[fact_id]))).hex() for seq, fact_id in found]
    assert again == 0
    assert found == [(1, first[0]), (2, first[1]), (3, first[2]), (4, fourth)]
    assert session.scalars(select(LedgerEntry.leaf).order_by(LedgerEntry.seq)).all() == leaves


def test_an_entry_is_proven_by_its_path_to_the_signed_root(session: Session, jobs: JobContext) -> None:
    for number in range(1, FACTS + 1):
        write_fact(session, number)
    signed = checkpoint(session, VAULT, NOON)
    places = [place for run in proof_places(PROVEN, signed.size) for place in run]
    leaf = session.get_one(LedgerEntry, PROVEN).leaf

    path = inclusion(PROVEN, signed.size, nodes_at(session, places))

    assert root_from(bytes.fromhex(leaf), PROVEN, signed.size, path).hex() == signed.root
    assert root_of(signed.size, nodes_at(session, peaks(signed.size))).hex() == signed.root


def test_a_checkpoint_is_signed_once_for_the_same_entries(session: Session, clock: StandingClock) -> None:
    write_fact(session, 1)

    first, second = checkpoint(session, VAULT, NOON).id, checkpoint(session, VAULT, clock()).id

    assert (first == second, size_of(session)) == (True, 1)
    assert session.scalars(select(LedgerCheckpoint.size)).all() == [1]


def test_the_key_that_signs_outlives_a_change_of_the_secret_key(session: Session) -> None:
    then, both, now = (Vault(keys) for keys in (("then",), ("now", "then"), ("now",)))
    first = signing_key(session, then, NOON).verifier

    with pytest.raises(Conflict, match="HACKATHON_SECRET_KEY_OLD"):
        signing_key(session, now, NOON)
    keys = [signing_key(session, vault, NOON).verifier for vault in (both, both, now)]

    assert keys == [first] * 3
    assert session.scalar(select(func.count()).select_from(LedgerKey)) == 2


@pytest.mark.parametrize("table", ["facts", "ledger_entries", "ledger_nodes", "ledger_checkpoints", "ledger_keys"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET {}={}", "DELETE FROM {}"])
def test_no_row_of_the_record_can_be_changed_or_deleted(session: Session, table: str, verb: str) -> None:
    write_fact(session, 1)
    checkpoint(session, VAULT, NOON)
    column = {"facts": "stream_id", "ledger_entries": "leaf", "ledger_nodes": "hash"}.get(table, "id")

    with pytest.raises(DatabaseError, match="written once"), session.begin_nested():
        session.execute(text(verb.format(table, column, column)))


def test_the_record_cannot_be_truncated(session: Session) -> None:
    if session.get_bind().dialect.name != "postgresql":
        pytest.skip("SQLite knows no TRUNCATE")

    with pytest.raises(DatabaseError, match="written once"), session.begin_nested():
        session.execute(text("TRUNCATE facts CASCADE"))


def edit(lines: list[bytes]) -> None:
    lines[4] = lines[4].replace(b'"subject_id":5', b'"subject_id":6')


def seal_edit(lines: list[bytes]) -> None:
    """Edit an entry and hash it again, as somebody would who knows how."""
    row = json.loads(lines[4])
    row["entry"]["payload"]["subject_id"] = 6
    row["leaf"] = leaf_hash(rfc8785.dumps({"entry": row["entry"], "seq": 5})).hex()
    lines[4] = rfc8785.dumps(row)


def insert(lines: list[bytes]) -> None:
    lines.insert(5, lines[4].replace(b'"seq":5', b'"seq":6'))


def reorder(lines: list[bytes]) -> None:
    lines[2], lines[3] = lines[3], lines[2]


ATTACKS: list[tuple[Callable[[list[bytes]], Any], str]] = [
    (edit, "entry 5: what it says"),
    (seal_edit, "an entry between 1 and 5:"),
    (lambda lines: lines.pop(5), "entry 6: the line bears the number 7"),
    (insert, "entry 6: what it says"),
    (lambda lines: lines.insert(5, lines[4]), "entry 6: the line bears the number 5"),
    (reorder, "entry 3: the line bears the number 4"),
    (lambda lines: lines.pop(), f"entry {FACTS}: it is missing"),
    (lambda lines: lines.append(lines[0]), f"entry {FACTS + 1}: the line bears the number 1"),
    (lambda lines: lines.__setitem__(0, lines[0] + b" "), "entry 1: the line is not written as it was sealed"),
]


@pytest.mark.parametrize("database_name", ["sqlite"], indirect=True, scope="session")
def test_every_change_to_the_entries_names_the_first_bad_one(exported: Path, tmp_path: Path) -> None:
    found = []
    for number, (attack, _expected) in enumerate(ATTACKS):
        folder = Path(shutil.copytree(exported, tmp_path / str(number)))
        lines = (folder / "ledger.jsonl").read_bytes().splitlines()
        attack(lines)
        (folder / "ledger.jsonl").write_bytes(b"".join(each + b"\n" for each in lines))
        found.append(verdict(folder))

    assert [code for code, _said in found] == [1] * len(ATTACKS)
    for (_code, said), (_attack, expected) in zip(found, ATTACKS, strict=True):
        assert expected in said


def swap_evidence(folder: Path) -> None:
    (folder / "evidence" / DIGEST).write_bytes(b"The baseline was ninety minutes.")


def hide_evidence(folder: Path) -> None:
    (folder / "manifest.json").write_text("[]")


def change_words(folder: Path) -> None:
    path = folder / "statements.jsonl"
    path.write_bytes(path.read_bytes().replace(b"measured", b"promised"))


def drop_words(folder: Path) -> None:
    (folder / "statements.jsonl").write_bytes(b"")


def alter_checkpoint(folder: Path) -> None:
    path = folder / "checkpoint.txt"
    path.write_text(path.read_text().replace(f"\n{FACTS}\n", f"\n{FACTS - 1}\n"))


def other_key(folder: Path) -> None:
    (folder / "public-key.txt").write_text(Signer.new("hackathon-record").verifier)


@pytest.mark.parametrize("database_name", ["sqlite"], indirect=True, scope="session")
def test_swapped_evidence_words_checkpoint_and_key_are_found(exported: Path, tmp_path: Path) -> None:
    attacks: Sequence[tuple[Callable[[Path], None], str]] = (
        (swap_evidence, f"entry {PROVEN}: its evidence"),
        (hide_evidence, f"entry {PROVEN}: its evidence"),
        (change_words, f"entry {SPOKEN}: the words"),
        (drop_words, f"entry {SPOKEN}: the words"),
        (alter_checkpoint, "checkpoint.txt: it is not signed"),
        (other_key, "checkpoint.txt: it is not signed"),
    )
    found = []
    for number, (attack, _expected) in enumerate(attacks):
        folder = Path(shutil.copytree(exported, tmp_path / str(number)))
        attack(folder)
        found.append(verdict(folder))

    assert [code for code, _said in found] == [1] * len(attacks)
    for (_code, said), (_attack, expected) in zip(found, attacks, strict=True):
        assert expected in said


def rewritten(folder: Path, signer: Signer, *, size: int) -> None:
    """Write a record anew that verifies by itself: other entries, signed by whoever holds the key."""
    growth, lines = Growth(0, {}), []
    for number in range(1, size + 1):
        entry: dict[str, Any] = {"fact": number, "kind": "tests.invented", "payload": {"subject_id": number}}
        leaf = leaf_hash(rfc8785.dumps({"entry": entry, "seq": number}))
        growth.add(leaf)
        lines.append(rfc8785.dumps({"entry": entry, "leaf": leaf.hex(), "seq": number}) + b"\n")
    (folder / "ledger.jsonl").write_bytes(b"".join(lines))
    (folder / "checkpoint.txt").write_text(signer.checkpoint(size, growth.root()))
    (folder / "checkpoints.txt").write_text("")
    (folder / "public-key.txt").write_text(signer.verifier)


def cut(folder: Path) -> None:
    """Cut the tail off, back to a checkpoint that was honestly signed."""
    half = (folder / "checkpoints.txt").read_text()
    lines = (folder / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "ledger.jsonl").write_bytes(b"".join(lines[: FACTS // 2]))
    (folder / "checkpoint.txt").write_text(half)


def test_a_kept_checkpoint_finds_a_cut_tail_a_rewritten_record_and_another_key(
    session: Session, exported: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text((exported / "checkpoint.txt").read_text())
    own = session.execute(text("SELECT name, private FROM ledger_keys")).one()
    signer = Signer.read(own.name, VAULT.open(own.private))
    attacks: Sequence[tuple[Callable[[Path], None], str]] = (
        (cut, f"entry {FACTS // 2 + 1}: it is missing"),
        (lambda folder: rewritten(folder, signer, size=FACTS), f"between 1 and {FACTS}"),
        (lambda folder: rewritten(folder, signer, size=FACTS + 5), f"between 1 and {FACTS}"),
        (lambda folder: rewritten(folder, Signer.new(own.name), size=FACTS), "the checkpoint that was kept"),
    )
    found = []
    for number, (attack, _expected) in enumerate(attacks):
        folder = Path(shutil.copytree(exported, tmp_path / str(number)))
        attack(folder)
        assert verdict(folder)[0] == 0
        found.append(verdict(folder, "--checkpoint", str(kept)))

    assert [code for code, _said in found] == [1] * len(attacks)
    for (_code, said), (_attack, expected) in zip(found, attacks, strict=True):
        assert expected in said


def test_erased_words_and_files_verify_as_erased(session: Session, jobs: JobContext, exported: Path) -> None:
    session.execute(update(Statement).values(text=None))
    jobs.storage.remove(session.scalars(select(StoredFile.key)).one())
    session.execute(delete(StoredFile))
    session.commit()
    again = exported.parent / "again"

    taken = export_record(session, VAULT, jobs.storage, again, NOON)

    assert (taken.entries, taken.evidence, taken.gone) == (FACTS, 0, 1)
    assert verdict(again, "--checkpoint", str(exported / "checkpoint.txt"))[0] == 0
    assert "measured" not in (again / "statements.jsonl").read_text()
