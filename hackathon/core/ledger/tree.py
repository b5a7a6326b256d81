"""The Merkle tree of RFC 6962, kept as the roots of its full subtrees: appending, its root, and proofs of inclusion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

EMPTY = sha256(b"").digest()


class Place(NamedTuple):
    """A full subtree: of `2 ** level` leaves, the `position`-th of its level from the left, counted from 0."""

    level: int
    position: int


Nodes = Mapping[Place, bytes]


def leaf_hash(entry: bytes) -> bytes:
    """Hash an entry as a leaf (RFC 6962, section 2.1)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees as one (RFC 6962, section 2.1)."""
    return sha256(b"\x01" + left + right).digest()


def peaks(size: int) -> list[Place]:
    """List the largest full subtrees that make up a tree of so many leaves, from the left."""
    found, start = list[Place](), 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            found.append(Place(level, start >> level))
            start += 1 << level
    return found


def root_of(size: int, nodes: Nodes) -> bytes:
    """Return the root of a tree of so many leaves; its `peaks` must be among the nodes."""
    return _bagged([nodes[place] for place in peaks(size)])


@dataclass
class Growth:
    """Leaves appended to a tree: `made` holds every full subtree that came with them, leaves at level 0 included."""

    size: int
    known: dict[Place, bytes]
    made: dict[Place, bytes] = field(default_factory=dict)

    def add(self, leaf: bytes) -> int:
        """Append a leaf and return its number, counted from 1."""
        place, found = Place(0, self.size), leaf
        self._keep(place, found)
        while place.position & 1:
            found = node_hash(self.known[Place(place.level, place.position - 1)], found)
            place = Place(place.level + 1, place.position >> 1)
            self._keep(place, found)
        self.size += 1
        return self.size

    def root(self) -> bytes:
        """Return the root of all leaves so far."""
        return root_of(self.size, self.known)

    def _keep(self, place: Place, found: bytes) -> None:
        self.known[place] = self.made[place] = found


def proof_places(seq: int, size: int) -> list[Sequence[Place]]:
    """List, from the leaf up, the subtrees whose hashes prove that entry `seq` is in a tree of `size` leaves.

    Each is a run of full subtrees that hash to one sibling; only the right-most can be more than one.
    """
    leaf, start, found = seq - 1, 0, list[Sequence[Place]]()
    for peak in peaks(size):
        width = 1 << peak.level
        if leaf < start + width:
            found += [[Place(level, leaf >> level ^ 1)] for level in range(peak.level)]
            right = [place for place in peaks(size) if place.position << place.level >= start + width]
            left = [place for place in peaks(size) if (place.position << place.level) < start]
            return [*found, *([right] if right else []), *([place] for place in reversed(left))]
        start += width
    raise ValueError(f"entry {seq} is not among {size}")


def inclusion(seq: int, size: int, nodes: Nodes) -> list[bytes]:
    """Return the audit path of an entry (RFC 6962, section 2.1.1), from the leaf up."""
    return [_bagged([nodes[place] for place in places]) for places in proof_places(seq, size)]


def root_from(leaf: bytes, seq: int, size: int, path: Sequence[bytes]) -> bytes:
    """Return the root that an audit path leads to (RFC 9162, section 2.1.3.2), which must be the tree's."""
    at, last, found = seq - 1, size - 1, leaf
    for sibling in path:
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    return found


def _bagged(hashes: Sequence[bytes]) -> bytes:
    if not hashes:
        return EMPTY
    *left, found = hashes
    for each in reversed(left):
        found = node_hash(each, found)
    return found
