"""What a version of a programme is called: the digest of its rule files."""

import hashlib
from collections.abc import Mapping


def digest_of(source: Mapping[str, str]) -> str:
    """Give the SHA-256 of the rule files: for each path in order, the lengths and bytes of path and text."""
    hashed = hashlib.sha256(b"loyalty-programme-1")
    for path in sorted(source):
        for text in (path, source[path]):
            encoded = text.encode()
            hashed.update(len(encoded).to_bytes(8, "big") + encoded)
    return hashed.hexdigest()
