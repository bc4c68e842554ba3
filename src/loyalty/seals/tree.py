"""The Merkle tree of RFC 6962: roots, proofs that a leaf is inside, proofs that a tree only grew.

Leaves are hashed behind a byte 0x00 and nodes behind 0x01, so none can pass for the other.
Section 2.1 of the RFC has the definitions; checking proofs follows section 2.1.3 of RFC 9162.
"""

from collections.abc import Sequence
from hashlib import sha256

DIGEST_BYTES = 32


def leaf_hash(content: bytes) -> bytes:
    """Give the hash of a leaf."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Give the hash of a node from those of its children."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Give the root over hashed leaves; of none it is the SHA-256 of nothing."""
    if not leaves:
        return sha256().digest()
    row = list(leaves)
    while len(row) > 1:
        paired = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        row = paired + row[len(paired) * 2 :]
    return row[0]


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Give the path from the leaf at ``index`` (from 0) to the root, its neighbour first."""
    path, row, at = [], list(leaves), index
    while len(row) > 1:
        beside = at ^ 1
        if beside < len(row):
            path.append(row[beside])
        paired = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        row, at = paired + row[len(paired) * 2 :], at // 2
    return path


def root_by_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Give the root that a path leads to, None where it is no path of this place in such a tree."""
    if not 0 <= index < size:
        return None
    at, last, root = index, size - 1, leaf
    for beside in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            root = node_hash(beside, root)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = node_hash(root, beside)
        at, last = at >> 1, last >> 1
    return root if last == 0 else None


def consistency(leaves: Sequence[bytes], before: int) -> list[bytes]:
    """Give the proof that the tree of the first ``before`` leaves, at least one, is the start of this."""
    return _grown(leaves, before, whole=True)


def _grown(leaves: Sequence[bytes], before: int, *, whole: bool) -> list[bytes]:
    if before == len(leaves):
        return [] if whole else [root_of(leaves)]
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    if before <= half:
        return [*_grown(leaves[:half], before, whole=whole), root_of(leaves[half:])]
    return [*_grown(leaves[half:], before - half, whole=False), root_of(leaves[:half])]


def only_grew(before: int, root_before: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Give whether a proof shows that a tree of ``size`` begins with the tree of ``before`` leaves."""
    if not 0 < before <= size:
        return False
    if before == size:
        return not proof and root_before == root
    path = [root_before, *proof] if before & (before - 1) == 0 else list(proof)
    if not path:
        return False
    at, last = before - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(beside, old), node_hash(beside, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and old == root_before and new == root
