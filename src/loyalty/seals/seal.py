"""The seal of one document: what is signed of it, and what is known of it only later.

``integrity`` of a document holds the seal. Signed is everything in it but the signature and the
two members that follow it, `log_index` and `merkle_root`: those are known once a day is closed,
and a path of hashes shows that they are right.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Self

from loyalty.seals.canonical import canonical
from loyalty.seals.keys import (
    DIGEST,
    SIGNATURE,
    SealKey,
    Signer,
    instant_text,
    is_signed,
    key_id_of,
    read_instant,
)
from loyalty.seals.tree import DIGEST_BYTES, leaf_hash

INTEGRITY = "integrity"
FORM = "loyalty-seal-1"
CANONICAL = "RFC8785"
FIRST = bytes(DIGEST_BYTES)
"""What stands before the first document of a member."""
LATER = ("log_index", "merkle_root")


class NotASeal(ValueError):
    """Something is not a seal as it is written."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What was signed of a document, and the signature.

    ``number`` counts the documents of a member from 1, ``before`` is the leaf of the one before;
    of a document of nobody both are None, as is the ``commitment`` to whose it is. ``snapshot`` is
    the commitment to what was known when it was decided.
    """

    sha256: str
    snapshot: str
    commitment: str | None
    number: int | None
    before: bytes | None
    sealed_at: datetime
    key_id: str
    signature: bytes = b""

    @classmethod
    def made(cls, told: "Told", place: "Place", at: datetime, signer: Signer) -> Self:
        """Give the seal of what is told at its place in a chain."""
        whose = place.commitment, place.number, place.before
        seal = cls(told.sha256, told.snapshot, *whose, at, key_id_of(signer.public))
        return replace(seal, signature=signer.sign(seal.signed()))

    def signed(self) -> bytes:
        """Give the bytes that the signature is of."""
        return canonical(self._said())

    @property
    def leaf(self) -> bytes:
        """The hash by which the next document of the member, and the tree, hold this one."""
        return leaf_hash(canonical(self._said() | {"signature": self.signature.hex()}))

    def is_signed(self, key: SealKey) -> bool:
        """Give whether it was signed with this key."""
        return is_signed(key.public, self.signed(), self.signature)

    def is_of(self, document: bytes) -> bool:
        """Give whether these are the bytes that were sealed."""
        return sha256(document).hexdigest() == self.sha256

    def to_json(self, index: int | None = None, root: bytes | None = None) -> dict[str, Any]:
        """Give the member `integrity`; its place in the tree and the tree's root where they are known."""
        later = {"log_index": index, "merkle_root": None if root is None else root.hex()}
        return self._said() | {"signature": self.signature.hex()} | later

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Give the seal that a member `integrity` holds. Raises NotASeal."""
        try:
            assert isinstance(data, dict)  # noqa: S101 - whatever is wrong is one answer
            before = data["chain_prev"]
            seal = cls(
                data["sha256"],
                data["snapshot_commitment"],
                data["subject_commitment"],
                data["chain_number"],
                None if before is None else bytes.fromhex(before),
                read_instant(data["sealed_at"]),
                data["key_id"],
                bytes.fromhex(data["signature"]),
            )
            digests = DIGEST.fullmatch(seal.sha256) and DIGEST.fullmatch(seal.snapshot)
            formed = digests and SIGNATURE.fullmatch(data["signature"]) and type(seal.key_id) is str
            whole = data.keys() >= set(LATER) and seal.to_json() == data | dict.fromkeys(LATER)
            placed = _is_place(data)
        except (AssertionError, KeyError, TypeError, ValueError) as fault:
            raise NotASeal from fault
        if not formed or not whole or not placed:
            raise NotASeal
        return seal

    def _said(self) -> dict[str, Any]:
        return {
            "form": FORM,
            "canonical": CANONICAL,
            "sha256": self.sha256,
            "snapshot_commitment": self.snapshot,
            "subject_commitment": self.commitment,
            "chain_number": self.number,
            "chain_prev": None if self.before is None else self.before.hex(),
            "sealed_at": instant_text(self.sealed_at),
            "key_id": self.key_id,
        }


@dataclass(frozen=True, slots=True)
class Told:
    """The digest of a document's canonical form, and the commitment to what was known when it was decided."""

    sha256: str
    snapshot: str


def snapshot_commitment(chance: bytes, recipe: bytes) -> str:
    """Give SHA-256 of 32 bytes of chance and a snapshot's canonical form.

    Who has both can test it. Once the chance is gone nobody can test a guess.
    """
    return sha256(chance + recipe).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands in the chain of its member; of nobody's all is None."""

    number: int | None = None
    before: bytes | None = None
    commitment: str | None = None

    @classmethod
    def after(cls, last: Seal | None, commitment: str) -> Self:
        """Give the place of a member's next document; its commitment is made with the member's salt."""
        if last is None:
            return cls(1, FIRST, commitment)
        return cls((last.number or 0) + 1, last.leaf, commitment)


def follows(before: Seal, after: Seal) -> bool:
    """Give whether a seal is the next one of the same member's chain."""
    return after.number == (before.number or 0) + 1 and after.before == before.leaf


def _is_place(data: dict[str, Any]) -> bool:
    number, before, commitment = data["chain_number"], data["chain_prev"], data["subject_commitment"]
    if number is None or before is None or commitment is None:
        return number is before is commitment is None
    if type(number) is not int or number < 1 or not DIGEST.fullmatch(commitment):
        return False
    return bool(DIGEST.fullmatch(before)) and (number == 1) == (before == FIRST.hex())
