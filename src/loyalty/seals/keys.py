"""Seal keys: public halves with the time in which they sign, published for ever.

The private half is never here; it is in a file or the environment of whoever issues documents.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from loyalty.seals.canonical import Misshapen, canonical

ALGORITHM = "Ed25519"
FORM = "loyalty-seal-keys-1"
KEY_ID_LENGTH = 16
DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
SIGNATURE = re.compile(r"[0-9a-f]{128}", re.ASCII)
SIZES = (32, 64)
"""Of how many bytes a public key and a signature are."""
MEMBERS = {"key_id", "algorithm", "public", "valid_from", "valid_until", "signed_by", "signature"}


class NotAKeyList(Misshapen):
    """Something is not a list of published keys."""


class Signer(Protocol):
    """Who holds a private key."""

    @property
    def public(self) -> bytes:
        """The public half, 32 bytes."""

    def sign(self, message: bytes) -> bytes:
        """Give the Ed25519 signature (RFC 8032) of a message, 64 bytes."""


@dataclass(frozen=True, slots=True)
class SealKey:
    """A public key that signs from ``valid_from`` until ``valid_until``, that instant outside.

    What is said here is signed: by the key itself, and once it has ended by the key that came after.
    """

    public: bytes
    valid_from: datetime
    valid_until: datetime | None
    signed_by: str
    signature: bytes

    @property
    def key_id(self) -> str:
        """What the key is called: the first digits of its SHA-256."""
        return key_id_of(self.public)

    @classmethod
    def begun(cls, signer: Signer, at: datetime) -> Self:
        """Give a key that signs from ``at`` on."""
        key = cls(signer.public, at, None, key_id_of(signer.public), b"")
        return replace(key, signature=signer.sign(key.said()))

    def ended(self, successor: Signer, at: datetime) -> Self:
        """Give the key once another has come after it."""
        key = replace(self, valid_until=at, signed_by=key_id_of(successor.public))
        return replace(key, signature=successor.sign(key.said()))

    def signs_at(self, at: datetime) -> bool:
        """Give whether the key signs at an instant."""
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)

    def said(self) -> bytes:
        """Give the bytes that the signature is of."""
        return canonical({"form": FORM} | {k: v for k, v in self.to_json().items() if k != "signature"})

    def to_json(self) -> dict[str, Any]:
        """Give the key as it is published."""
        return {
            "key_id": self.key_id,
            "algorithm": ALGORITHM,
            "public": self.public.hex(),
            "valid_from": instant_text(self.valid_from),
            "valid_until": None if self.valid_until is None else instant_text(self.valid_until),
            "signed_by": self.signed_by,
            "signature": self.signature.hex(),
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Give a key as it was published. Raises NotAKeyList."""
        try:
            assert isinstance(data, dict)  # noqa: S101 - whatever is wrong is one answer
            key = cls(
                bytes.fromhex(data["public"]),
                read_instant(data["valid_from"]),
                None if data["valid_until"] is None else read_instant(data["valid_until"]),
                data["signed_by"],
                bytes.fromhex(data["signature"]),
            )
        except (AssertionError, KeyError, TypeError, ValueError) as fault:
            raise NotAKeyList("key") from fault
        sizes = (len(key.public), len(key.signature))
        if key.to_json() != data or type(key.signed_by) is not str or sizes != SIZES:
            raise NotAKeyList("key")
        return key


def key_id_of(public: bytes) -> str:
    """Give what a public key is called."""
    return sha256(public).hexdigest()[:KEY_ID_LENGTH]


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Give whether a signature of a message was made with the key that belongs to ``public``."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def read_keys(data: object) -> dict[str, SealKey]:
    """Give published keys by id, each signed by itself or by one of the others. Raises NotAKeyList."""
    if isinstance(data, dict) and data.keys() == {"form", "keys"} and data["form"] == FORM:
        data = data["keys"]
    if not isinstance(data, list):
        raise NotAKeyList("keys")
    keys = {key.key_id: key for key in map(SealKey.from_json, data)}
    for key in keys.values():
        by = keys.get(key.signed_by)
        if by is None or not is_signed(by.public, key.said(), key.signature):
            raise NotAKeyList("key-unsigned", key_id=key.key_id)
    return keys


def key_list(keys: list[SealKey]) -> dict[str, Any]:
    """Give keys as they are published."""
    return {"form": FORM, "keys": [key.to_json() for key in keys]}


def instant_text(at: datetime) -> str:
    """Give a UTC instant as it stands in seals, ``2026-11-22T09:00:00.000000Z``."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_instant(text: object) -> datetime:
    """Give back an instant. Raises ValueError where it is not written as `instant_text` does."""
    at = datetime.fromisoformat(str(text))
    if at.tzinfo is None or instant_text(at) != text:
        message = "not an instant as seals write it"
        raise ValueError(message)
    return at
