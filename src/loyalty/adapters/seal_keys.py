"""The private keys that sign what is sealed: in a file for its owner alone, or given in the environment."""

import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

_OWNER_ONLY = 0o600


class NotASealKey(ValueError):
    """What should be a private Ed25519 key in PEM is something else."""


class PrivateKey:
    """A private key that is held in memory; it signs and tells its public half, nothing else."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        """Hold a key."""
        self._key = key
        self.public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @classmethod
    def fresh(cls) -> "PrivateKey":
        """Make one by chance."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, pem: bytes) -> "PrivateKey":
        """Read one from PEM. Raises NotASealKey."""
        try:
            key = load_pem_private_key(pem, None)
        except (ValueError, TypeError) as fault:
            raise NotASealKey from fault
        if not isinstance(key, Ed25519PrivateKey):
            raise NotASealKey
        return cls(key)

    def sign(self, message: bytes) -> bytes:
        """Give the signature of a message (RFC 8032), 64 bytes."""
        return self._key.sign(message)

    def pem(self) -> bytes:
        """Give the private half as its file holds it."""
        return self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


class GivenKey:
    """The one key that was handed in; another is taken by handing in another."""

    def __init__(self, pem: bytes) -> None:
        """Hold the key of a PEM text. Raises NotASealKey."""
        self._key = PrivateKey.read(pem)

    def current(self) -> PrivateKey:
        """Give the key."""
        return self._key

    def renew(self) -> bool:
        """Give that no other key can be made here."""
        return False


class KeyFile:
    """The key in a file, made when it is needed first, and read again whenever the file was replaced."""

    def __init__(self, path: Path) -> None:
        """Look at a path."""
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._key: PrivateKey | None = None

    def current(self) -> PrivateKey:
        """Give the key that is in the file now. Raises NotASealKey, OSError."""
        if not self._path.exists():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._draft()
            with suppress(FileExistsError):  # another process was first: its key stays
                self._path.hardlink_to(draft)
            draft.unlink()
        found = self._path.stat()
        seen = (found.st_ino, found.st_mtime_ns)
        if self._key is None or seen != self._seen:
            self._key, self._seen = PrivateKey.read(self._path.read_bytes()), seen
        return self._key

    def renew(self) -> bool:
        """Put a new key in the place of the old one, which is gone, and give that this was done."""
        self.current()
        self._draft().replace(self._path)
        return True

    def _draft(self) -> Path:
        key = PrivateKey.fresh()
        draft = self._path.with_name(f"{self._path.name}.{key.public.hex()[:16]}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as file:
            file.write(key.pem())
        return draft
