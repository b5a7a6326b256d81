"""The tree of the record, beside the recursive definition of RFC 6962."""

from collections.abc import Sequence

import pytest

from hackathon.core.ledger.tree import EMPTY, Growth, inclusion, leaf_hash, node_hash, root_from

SIZES = [*range(1, 18), 31, 32, 33]


def defined_root(leaves: Sequence[bytes]) -> bytes:
    """Return MTH of RFC 6962, section 2.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(defined_root(leaves[:half]), defined_root(leaves[half:]))


def defined_path(at: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Return PATH of RFC 6962, section 2.1.1."""
    if len(leaves) == 1:
        return []
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if at < half:
        return [*defined_path(at, leaves[:half]), defined_root(leaves[half:])]
    return [*defined_path(at - half, leaves[half:]), defined_root(leaves[:half])]


@pytest.mark.parametrize("size", SIZES)
def test_growing_tree_has_the_roots_and_paths_of_the_definition(size: int) -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    growth = Growth(0, {})

    numbers = [growth.add(leaf) for leaf in leaves]

    paths = [inclusion(seq, size, growth.known) for seq in numbers]
    assert numbers == list(range(1, size + 1))
    assert growth.root() == defined_root(leaves)
    assert paths == [defined_path(at, leaves) for at in range(size)]
    assert {root_from(leaves[seq - 1], seq, size, path) for seq, path in zip(numbers, paths, strict=True)} == {
        growth.root()
    }


def test_a_path_of_another_entry_leads_elsewhere() -> None:
    growth = Growth(0, {})
    leaves = [leaf_hash(str(number).encode()) for number in range(7)]
    for leaf in leaves:
        growth.add(leaf)

    assert root_from(leaves[2], 3, 7, inclusion(4, 7, growth.known)) != growth.root()
