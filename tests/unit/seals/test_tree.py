"""The Merkle tree: known roots, and proofs that hold for what is so and for nothing else."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.seals.tree import consistency, inclusion, leaf_hash, only_grew, root_by_inclusion, root_of

# The leaves of the test vectors that Certificate Transparency's implementations share.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(text)) for text in INPUTS]
SIZES = st.integers(1, 40)


def _leaves(count: int) -> list[bytes]:
    return [leaf_hash(b"%d" % number) for number in range(count)]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_shared_vectors(size: int) -> None:
    """Trees of one to eight leaves have the roots that others compute."""
    assert ROOTS[size - 1] == root_of(LEAVES[:size]).hex()


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    """RFC 6962 says so."""
    assert sha256().digest() == root_of([])


@given(SIZES, st.data())
def test_every_leaf_is_shown_to_be_inside(size: int, data: st.DataObject) -> None:
    """The path of a leaf leads to the root, and to no root for another leaf, place or size."""
    leaves = _leaves(size)
    index = data.draw(st.integers(0, size - 1))
    path = inclusion(leaves, index)

    assert root_of(leaves) == root_by_inclusion(leaves[index], index, size, path)
    assert root_of(leaves) != root_by_inclusion(leaf_hash(b"other"), index, size, path)
    for other in set(range(-1, size + 1)) - {index}:
        assert root_of(leaves) != root_by_inclusion(leaves[index], other, size, path)
    if path:
        assert root_of(leaves) != root_by_inclusion(leaves[index], index, size, path[:-1])
        assert (
            root_of(leaves) != root_by_inclusion(leaves[index], index, size, path[::-1]) or path == path[::-1]
        )
    assert root_by_inclusion(leaves[index], index, size, [*path, leaves[0]]) is None


@given(SIZES, st.data())
def test_a_tree_that_grew_shows_it(size: int, data: st.DataObject) -> None:
    """The proof from an earlier tree holds, and fails for a tree in which an earlier leaf was changed."""
    before = data.draw(st.integers(1, size))
    leaves = _leaves(size)
    old, new = root_of(leaves[:before]), root_of(leaves)
    proof = consistency(leaves, before)

    assert only_grew(before, old, size, new, proof)

    changed = data.draw(st.integers(0, before - 1))
    forged = [*leaves[:changed], leaf_hash(b"other"), *leaves[changed + 1 :]]
    assert not only_grew(before, old, size, root_of(forged), consistency(forged, before))
    assert not only_grew(before, root_of(forged[:before]), size, new, proof)
    assert not only_grew(before, old, size, new, [*proof, leaves[0]])
    assert not proof or not only_grew(before, old, size, new, proof[:-1])


def test_sizes_that_cannot_be_show_nothing() -> None:
    """A tree does not shrink, and nothing is said of a tree of no leaves."""
    leaves = _leaves(4)

    assert not only_grew(4, root_of(leaves), 3, root_of(leaves[:3]), [])
    assert not only_grew(0, root_of([]), 4, root_of(leaves), [])
    assert not only_grew(2, root_of(leaves[:2]), 2, root_of(leaves), [])
