"""The header that makes a write safe to repeat, as a value for the use cases.

``Idempotency-Key: "8e03978e"`` (a structured-field string) and ``Idempotency-Key: 8e03978e`` are
the same key. A key counts for one API key and one route; the fingerprint tells the same
request from another one under the same key.
"""

import re

from api.refusals import HeaderDoubled, IdempotencyKeyMalformed, IdempotencyKeyMissing
from loyalty.idempotency.fingerprint import fingerprint
from loyalty.use_cases.once import Once

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEY_MAX = 255
_QUOTED = re.compile(r'"((?:[^"\\]|\\["\\])*)"')
_ESCAPED = re.compile(r'\\(["\\])')
_VISIBLE = re.compile(rf"[\x21-\x7e]{{1,{KEY_MAX}}}")


def read_key(header: str | None) -> str:
    """Give the key that the header writes.

    Raises `IdempotencyKeyMissing` without a header, `HeaderDoubled` where two stand in a row, as servers and
    proxies join them (RFC 9110, 5.3), and `IdempotencyKeyMalformed` where it is not 1 to 255 visible ASCII
    characters, bare or as a quoted string. A key with a comma is to be quoted.
    """
    if header is None:
        raise IdempotencyKeyMissing
    quoted = _QUOTED.fullmatch(header)
    if quoted is None and "," in header:
        raise HeaderDoubled(HEADER)
    key = _ESCAPED.sub(r"\1", quoted[1]) if quoted else header
    if not _VISIBLE.fullmatch(key) or (quoted is None and key.startswith('"')):
        raise IdempotencyKeyMalformed
    return key


def once_of(*, key_id: str, route: str, header: str | None, asked: object) -> Once:
    """Give the value for the use case; ``asked`` is the body and the ids of the path.

    Raises what `read_key` raises.
    """
    return Once(f"{key_id} {route}", read_key(header), fingerprint(asked))
