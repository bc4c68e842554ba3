"""A key and a salt for each member, wrapped by the master key; chance is handed in.

The master key stands outside the database. Who has the database alone reads nothing of a member,
and whose wrapped key is gone can be read by nobody any more, in no copy of what it sealed.
"""

import hashlib
import hmac
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from loyalty.kernel.identity import MemberId
from loyalty.vault.refusals import SealBroken, VaultLocked

SCHEMA = 1
"""The version of what is sealed and how; it is part of every seal."""

KEY_BYTES = 32
NONCE_BYTES = 12
FRESH_BYTES = 2 * KEY_BYTES + NONCE_BYTES
"""How much chance `fresh_key` takes: the key, the salt, and the nonce that wraps them."""

SEALED_MAX = 2048
"""The longest text of a seal, in characters of base 64."""


@dataclass(frozen=True, slots=True)
class MasterKey:
    """The key that wraps those of the members: 32 bytes from outside the database."""

    secret: bytes = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """By which a wrapped key says which master key it was wrapped by; tells nothing of it."""
        return hmac.new(self.secret, b"loyalty master key", "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class MemberKey:
    """What seals a member's data, and the salt of commitments to the member's documents."""

    member_id: MemberId
    data_key: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def commitment(self, document_id: str) -> str:
        """Give HMAC-SHA-256 of a document's id: without the salt nobody can test whose it is."""
        return hmac.new(self.salt, document_id.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A member's key as it is kept; ``wrapped`` is None once it was destroyed.

    ``master`` is the fingerprint of the master key.
    """

    member_id: MemberId
    wrapped: str | None
    master: str
    made_at: datetime
    destroyed_at: datetime | None = None


def fresh_key(member_id: MemberId, chance: bytes, master: MasterKey, at: datetime) -> WrappedKey:
    """Give a new key of a member, made of `FRESH_BYTES` of chance."""
    content, nonce = chance[: 2 * KEY_BYTES], chance[2 * KEY_BYTES :]
    assert len(nonce) == NONCE_BYTES  # noqa: S101  a shorter nonce would not be refused below
    sealed = AESGCM(master.secret).encrypt(nonce, content, _about(member_id, "member-key"))
    return WrappedKey(member_id, b64encode(nonce + sealed).decode(), master.fingerprint, at)


def unwrap(kept: WrappedKey, master: MasterKey) -> MemberKey | None:
    """Give a member's key, None where it was destroyed. Raises VaultLocked, SealBroken."""
    if kept.wrapped is None:
        return None
    if kept.master != master.fingerprint:
        raise VaultLocked
    content = _open(master.secret, kept.wrapped, _about(kept.member_id, "member-key"))
    return MemberKey(kept.member_id, content[:KEY_BYTES], content[KEY_BYTES:])


def seal(key: MemberKey, name: str, text: str, nonce: bytes) -> str:
    """Give a text of a field sealed, under `NONCE_BYTES` of chance that were never used before."""
    assert len(nonce) == NONCE_BYTES  # noqa: S101  as above
    sealed = AESGCM(key.data_key).encrypt(nonce, text.encode(), _about(key.member_id, name))
    return b64encode(nonce + sealed).decode()


def unseal(key: MemberKey, name: str, sealed: str) -> str:
    """Give the text of a field. Raises SealBroken, also where it was sealed for another member or field."""
    return _open(key.data_key, sealed, _about(key.member_id, name)).decode()


def seal_apart(master: MasterKey, name: str, text: str, nonce: bytes) -> str:
    """Give a text of no member sealed under the master key itself; ``nonce`` as for `seal`."""
    assert len(nonce) == NONCE_BYTES  # noqa: S101  as above
    sealed = AESGCM(master.secret).encrypt(nonce, text.encode(), _apart(name))
    return b64encode(nonce + sealed).decode()


def open_apart(master: MasterKey, name: str, sealed: str) -> str:
    """Give a text that `seal_apart` sealed. Raises SealBroken, also where it has another name."""
    return _open(master.secret, sealed, _apart(name)).decode()


def _open(secret: bytes, sealed: str, about: bytes) -> bytes:
    try:
        content = b64decode(sealed, validate=True)
        return AESGCM(secret).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], about)
    except (InvalidTag, ValueError) as fault:
        raise SealBroken from fault


def _apart(name: str) -> bytes:
    return f"apart\0{name}\0{SCHEMA}".encode()


def _about(member_id: MemberId, name: str) -> bytes:
    return f"{member_id}\0{name}\0{SCHEMA}".encode()
