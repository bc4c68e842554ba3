"""A file that one key opens: a JSON Web Encryption (RFC 7516, 7518), so that other programs open it too.

Direct encryption with AES-256 in Galois counter mode; its head is part of what is authenticated.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from loyalty.vault.key import KEY_BYTES, NONCE_BYTES

HEAD: Final = {"alg": "dir", "enc": "A256GCM", "cty": "json"}
TAG_BYTES = 16
FILE_FRESH_BYTES = KEY_BYTES + NONCE_BYTES
"""How much chance `sealed_file` takes: a key and a nonce, which seal one file and no other."""


def sealed_file(content: bytes, chance: bytes) -> tuple[str, str]:
    """Give the file, and the key that opens it, as text."""
    key, nonce = chance[:KEY_BYTES], chance[KEY_BYTES:FILE_FRESH_BYTES]
    head = _text(json.dumps(HEAD).encode())
    sealed = AESGCM(key).encrypt(nonce, content, head.encode())
    parts = (head, "", _text(nonce), _text(sealed[:-TAG_BYTES]), _text(sealed[-TAG_BYTES:]))
    return ".".join(parts), _text(key)


def opened_file(file: str, key: str) -> bytes:
    """Give what was sealed. Raises ValueError where the key or the file is another one."""
    head, none, nonce, sealed, tag = file.strip().split(".")
    if none or json.loads(_bytes(head)) != HEAD:
        message = "the file is sealed in another way"
        raise ValueError(message)
    try:
        return AESGCM(_bytes(key.strip())).decrypt(_bytes(nonce), _bytes(sealed) + _bytes(tag), head.encode())
    except InvalidTag as fault:
        message = "the key opens another file, or the file was changed"
        raise ValueError(message) from fault


def _text(part: bytes) -> str:
    return urlsafe_b64encode(part).rstrip(b"=").decode()


def _bytes(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))
