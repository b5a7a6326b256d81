"""Verifies an exported record, offline: `python verify.py [--checkpoint KEPT.txt]` beside the exported files.

Or verifies the proof of one entry, without the record: `python verify.py --proof PROOF.json`.

Needs Python 3.9 or newer and nothing else. What is checked, in this order: each entry is written canonically, bears
the next number and hashes to its leaf; the leaves make the root of every checkpoint that came along (Merkle tree of
RFC 6962); each checkpoint is signed (Ed25519, signed note of C2SP) by the key that came along; statements and evidence
are those whose fingerprints the entries hold, or say that they were erased. A checkpoint that was kept elsewhere also
finds a tail that was cut off, a record that was written anew, and another key.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Entry = dict[str, Any]
Point = tuple[int, int, int, int]


class RecordError(Exception):
    """Something does not verify; the message says what and where."""


def leaf_hash(data: bytes) -> bytes:
    """Hash one entry as a leaf (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees as one (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True)
class Note:
    """A checkpoint: how many entries, their root, the text that is signed, and the signatures by name."""

    size: int
    root: bytes
    text: bytes
    signatures: dict[str, bytes]


class Tree:
    """A growing Merkle tree of which only the roots of its full subtrees are kept, the largest first."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Append a leaf."""
        self.size += 1
        self._peaks.append((1, leaf))
        while len(self._peaks) > 1 and self._peaks[-1][0] == self._peaks[-2][0]:
            (width, right), (_same, left) = self._peaks.pop(), self._peaks.pop()
            self._peaks.append((2 * width, node_hash(left, right)))

    def root(self) -> bytes:
        """Return the root of all leaves so far."""
        if not self._peaks:
            return hashlib.sha256(b"").digest()
        found = self._peaks[-1][1]
        for _width, peak in reversed(self._peaks[:-1]):
            found = node_hash(peak, found)
        return found


def canonical(value: Any) -> bytes:
    """Write JSON as RFC 8785 does, for the integers and texts that entries are made of."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_note(text: str) -> Note:
    """Read a checkpoint: a signed note of origin, size and root."""
    body, blank, signatures = text.partition("\n\n")
    lines = body.split("\n")
    if not blank or len(lines) < len(("origin", "size", "root")) or not lines[1].isdigit():
        raise RecordError("it is no signed note of a checkpoint")
    signed = {}
    for line in signatures.splitlines():
        dash, name, value = [*line.split(" "), "", "", ""][:3]
        if dash == "—":
            signed[name] = base64.b64decode(value)
    return Note(int(lines[1]), base64.b64decode(lines[2]), (body + "\n").encode(), signed)


def check_note(note: Note, name: str, key: bytes) -> None:
    """Raise `RecordError` unless the key's own signature stands under the note."""
    signature = note.signatures.get(name, b"")
    if signature[:4] != key_id(name, key) or not is_signed(key, note.text, signature[4:]):
        raise RecordError("it is not signed by the key of this record")


def key_id(name: str, key: bytes) -> bytes:
    """Name a key as a signed note does: four bytes of the hash of its name, its kind (1 is Ed25519) and itself."""
    return hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4]


def read_key(text: str) -> tuple[str, bytes]:
    """Read a verifier key: `name+hex id+base64 of kind and key`."""
    name, number, value = text.strip().split("+", 2)
    kind_and_key = base64.b64decode(value)
    if kind_and_key[:1] != b"\x01" or key_id(name, kind_and_key[1:]).hex() != number:
        raise RecordError("public-key.txt is no Ed25519 key of a signed note")
    return name, kind_and_key[1:]


# Ed25519 (RFC 8032, section 5.1), for checking only: nothing here is secret.
KEY_BYTES = 32
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def _add(one: Point, other: Point) -> Point:
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number: int, point: Point) -> Point:
    found = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = _add(found, point)
        point, number = _add(point, point), number >> 1
    return found


def _is_same(one: Point, other: Point) -> bool:
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def _point(data: bytes) -> Point:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if y >= P or (x * x - x2) % P or (x == 0 and sign):
        raise RecordError("a key or signature is no point of the curve")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether an Ed25519 signature is this key's for this message."""
    if len(key) != KEY_BYTES or len(signature) != 2 * KEY_BYTES:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= L:
        return False
    try:
        a, r = _point(key), _point(signature[:32])
    except RecordError:
        return False
    digest = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return _is_same(_times(scalar, BASE), _add(r, _times(digest, a)))


def read_entry(line: bytes, number: int) -> tuple[bytes, Entry]:
    """Check one line of the record and return its leaf and its entry."""
    try:
        row = json.loads(line)
        entry, leaf = row["entry"], bytes.fromhex(row["leaf"])
    except (ValueError, KeyError, TypeError):
        raise RecordError(f"entry {number}: the line cannot be read") from None
    if canonical(row) != line:
        raise RecordError(f"entry {number}: the line is not written as it was sealed")
    if row.get("seq") != number:
        raise RecordError(f"entry {number}: the line bears the number {row.get('seq')}")
    if leaf_hash(canonical({"entry": entry, "seq": number})) != leaf:
        raise RecordError(f"entry {number}: what it says is not what was sealed")
    return leaf, entry


def check_record(folder: Path, kept: str | None = None) -> tuple[int, bytes]:
    """Check everything in a folder and return the number of entries and the root; raise `RecordError` at a fault."""
    name, key = read_key((folder / "public-key.txt").read_text(encoding="utf-8"))
    notes = _notes(folder, name, key)
    if kept is not None:
        notes.append(_kept(kept, name, key))
    entries, tree = _entries(folder, sorted(notes, key=lambda each: each.size))
    if tree.size != notes[0].size:
        raise RecordError(f"entry {tree.size + 1}: the record goes on behind its checkpoint of {notes[0].size} entries")
    _check_statements(folder, entries)
    _check_evidence(folder, entries)
    return tree.size, tree.root()


def check_proof(proof: dict[str, Any], key_text: str, kept: str | None = None) -> tuple[int, Note]:
    """Check that an entry is among those of a signed checkpoint; raise `RecordError` where it is not."""
    seq, leaf = proof["seq"], bytes.fromhex(proof["leaf"])
    if proof["checkpoint"] is None:
        raise RecordError(f"entry {seq}: no checkpoint was signed since; ask for its proof again later")
    if leaf_hash(canonical({"entry": proof["entry"], "seq": seq})) != leaf:
        raise RecordError(f"entry {seq}: what it says is not what was sealed")
    key = read_key(key_text)
    note = _kept(proof["checkpoint"], *key, where="the checkpoint of the proof")
    if kept is not None and not _is_same_note(_kept(kept, *key), note):
        raise RecordError("the checkpoint that was kept is of other entries than that of the proof")
    if not 0 < seq <= note.size or root_from(leaf, seq, note.size, proof["path"]) != note.root:
        raise RecordError(f"entry {seq}: its path does not lead to the root of the {note.size} entries that are signed")
    return seq, note


def _is_same_note(one: Note, other: Note) -> bool:
    return (one.size, one.root) == (other.size, other.root)


def root_from(leaf: bytes, seq: int, size: int, path: list[str]) -> bytes:
    """Return the root that an audit path leads to (RFC 9162, section 2.1.3.2); nothing where its length is wrong."""
    at, last, found = seq - 1, size - 1, leaf
    for step in path:
        if last == 0:
            return b""
        if at & 1 or at == last:
            found = node_hash(bytes.fromhex(step), found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, bytes.fromhex(step))
        at, last = at >> 1, last >> 1
    return found if last == 0 else b""


def _notes(folder: Path, name: str, key: bytes) -> list[Note]:
    """Return the checkpoint of the whole record first, then those from before it."""
    found = []
    history = (folder / "checkpoints.txt").read_text(encoding="utf-8") if (folder / "checkpoints.txt").exists() else ""
    texts = [(folder / "checkpoint.txt").read_text(encoding="utf-8"), *filter(None, history.split("\x1e\n"))]
    for number, text in enumerate(texts):
        where = "checkpoint.txt" if number == 0 else f"checkpoints.txt, number {number}"
        try:
            found.append(read_note(text))
            check_note(found[-1], name, key)
        except (RecordError, ValueError) as fault:
            raise RecordError(f"{where}: {fault}") from None
    return found


def _kept(text: str, name: str, key: bytes, where: str = "the checkpoint that was kept") -> Note:
    try:
        note = read_note(text)
        check_note(note, name, key)
    except (RecordError, ValueError) as fault:
        raise RecordError(f"{where}: {fault}") from None
    return note


def _entries(folder: Path, notes: list[Note]) -> tuple[list[Entry], Tree]:
    tree, entries, waiting, good = Tree(), [], list(notes), 0
    with (folder / "ledger.jsonl").open("rb") as lines:
        for number, line in enumerate(lines, 1):
            leaf, entry = read_entry(line.rstrip(b"\n"), number)
            tree.add(leaf)
            entries.append(entry)
            reached = good
            while waiting and waiting[0].size <= tree.size:
                _compare(waiting.pop(0), tree, good)
                reached = tree.size
            good = reached
    for note in waiting:
        if note.size or tree.size:
            raise RecordError(f"entry {tree.size + 1}: it is missing; a checkpoint counts {note.size} entries")
    return entries, tree


def _compare(note: Note, tree: Tree, good: int) -> None:
    if note.size == tree.size and note.root != tree.root():
        first = f"entry {good + 1}" if good + 1 == tree.size else f"an entry between {good + 1} and {tree.size}"
        raise RecordError(f"{first}: the entries up to {tree.size} are not those of a signed checkpoint")


def _check_statements(folder: Path, entries: list[Entry]) -> None:
    """Compare what people typed with the fingerprints in the entries; erased text has none, and says so."""
    said = {}
    for line in _lines(folder / "statements.jsonl"):
        row = json.loads(line)
        said[row["id"]] = row
    for number, entry in enumerate(entries, 1):
        payload = entry["payload"]
        if payload.get("statement_id") is None:
            continue
        row = said.get(payload["statement_id"])
        if row is None:
            raise RecordError(f"entry {number}: the words it refers to are missing")
        if row["text"] is not None:
            digest = hashlib.sha256((row["salt"] + row["text"]).encode()).hexdigest()
            if digest != payload["statement_digest"]:
                raise RecordError(f"entry {number}: the words it refers to were changed")


def _check_evidence(folder: Path, entries: list[Entry]) -> None:
    """Compare the files of evidence with the fingerprints in the entries, through the manifest."""
    path = folder / "manifest.json"
    manifest = {row["sha256"]: row for row in json.loads(path.read_bytes())} if path.exists() else {}
    for number, entry in enumerate(entries, 1):
        digest = entry["payload"].get("sha256")
        if digest is None:
            continue
        row = manifest.get(digest)
        if row is None:
            raise RecordError(f"entry {number}: its evidence is not in the manifest")
        if row.get("erased"):
            continue
        file = folder / "evidence" / digest
        if not file.is_file() or _digest_of(file) != digest:
            raise RecordError(f"entry {number}: its evidence is missing or was changed")


def _digest_of(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as content:
        for part in iter(lambda: content.read(1 << 20), b""):
            found.update(part)
    return found.hexdigest()


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines() if path.exists() else []


def source() -> str:
    """Return this program, to be verified with elsewhere."""
    return Path(__file__).read_text(encoding="utf-8")


def main(arguments: list[str] | None = None, folder: Path | None = None) -> int:
    """Check the record beside this file, or a proof, and say how it went; return what the program exits with."""
    parser = argparse.ArgumentParser(description="Verify an exported record, or the proof of one entry.")
    if folder is None:
        parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint that was kept elsewhere")
    parser.add_argument("--proof", type=Path, help="the proof of one entry, instead of the whole record")
    options = parser.parse_args(arguments)
    folder = folder or options.folder
    try:
        kept = options.checkpoint.read_text(encoding="utf-8") if options.checkpoint else None
        said = _said_of_proof(folder, options.proof, kept) if options.proof else _said_of_record(folder, kept)
    except (RecordError, OSError, ValueError, KeyError, TypeError) as fault:
        sys.stdout.write(f"BAD {fault}\n")
        return 1
    sys.stdout.write(said)
    return 0


def _said_of_record(folder: Path, kept: str | None) -> str:
    size, root = check_record(folder, kept)
    return f"verified {size} entries\nroot {base64.b64encode(root).decode()}\n"


def _said_of_proof(folder: Path, file: Path, kept: str | None) -> str:
    """Believe the key that lies beside this file more than the one that came with the proof."""
    proof, known = json.loads(file.read_bytes()), folder / "public-key.txt"
    key = known.read_text(encoding="utf-8") if known.exists() else proof["key"]
    seq, note = check_proof(proof, key, kept)
    root = base64.b64encode(note.root).decode()
    return f"verified entry {seq} of {note.size}\nroot {root}\nkey {key.strip()}\n"


if __name__ == "__main__":
    sys.exit(main())
