"""The keys that sign what tills carry: made by chance, kept in PEM files, the private one for its owner."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

_OWNER_ONLY = 0o600


class NotAKey(ValueError):
    """A file is not an Ed25519 key of the kind that is needed."""


def make_key(private: Path, public: Path) -> None:
    """Write a new pair. Raises FileExistsError where either is there."""
    key = Ed25519PrivateKey.generate()
    _write(private, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), _OWNER_ONLY)
    _write(public, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), 0o644)


def private_key(path: Path) -> Ed25519PrivateKey:
    """Give the key that signs. Raises NotAKey, OSError."""
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError) as fault:
        raise NotAKey from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise NotAKey
    return key


def public_key(path: Path) -> Ed25519PublicKey:
    """Give the key that checks. Raises NotAKey, OSError."""
    try:
        key = load_pem_public_key(path.read_bytes())
    except ValueError as fault:
        raise NotAKey from fault
    if not isinstance(key, Ed25519PublicKey):
        raise NotAKey
    return key


def _write(path: Path, content: bytes, mode: int) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
