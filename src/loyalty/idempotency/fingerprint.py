"""The fingerprint of a request: equal for equal content, whatever its spelling."""

import json
from hashlib import sha256


def canonical_json(document: object) -> str:
    """Give JSON with sorted keys and no blanks; numbers in it are to be whole."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def fingerprint(document: object) -> str:
    """Give the SHA-256 of the canonical JSON of ``document``, as 64 hexadecimal digits."""
    return sha256(canonical_json(document).encode()).hexdigest()
