"""The chain over a member's entries: each hash covers the entry and the hash before it.

The hashed form is unambiguous: a version byte, then every field with its length in front.
Whole numbers are written in decimal, instants as UTC microseconds, an absent value as a
length no text can have. So no two different entries have the same form, and nothing is
joined by a separator that could also stand inside a field.
"""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from loyalty.kernel.instant import microseconds
from loyalty.ledger.entry import Entry

VERSION = b"\x01"
GENESIS = bytes(32)
_ABSENT = b"\xff\xff\xff\xff"

Field = str | int | datetime | None


def entry_hash(entry: Entry) -> bytes:
    """Give the SHA-256 over ``entry``'s canonical form; its own ``hash`` is not part of it."""
    return sha256(canonical(entry)).digest()


def canonical(entry: Entry) -> bytes:
    """Give the bytes that are hashed: everything an entry says, its order in the chain, and the past."""
    return VERSION + entry.prev_hash + b"".join(_encoded(field) for field in _fields(entry))


def _fields(entry: Entry) -> Iterator[Field]:
    cause = entry.cause
    yield from (entry.member_id, entry.unit, entry.seq, entry.entry_id, entry.kind)
    yield from (cause.source, cause.external_ref, cause.occurred_at, entry.recorded_at)
    yield from (cause.programme_digest, cause.reason, entry.reverses_entry_id)
    yield len(entry.postings)
    for posting in entry.postings:
        yield from (posting.line, posting.source, posting.destination, posting.amount)
    yield len(entry.allocations)
    for allocation in entry.allocations:
        yield from (allocation.line, allocation.lot_id, allocation.amount)
    yield from (None,) if entry.lot is None else (entry.lot.amount, entry.lot.vests_at, entry.lot.expires_at)
    yield from (
        (None,) if entry.hold is None else (entry.hold.hold_id, entry.hold.amount, entry.hold.expires_at)
    )
    # Last and only where there are any, so that entries without them are hashed as they always were.
    for end in entry.ends:
        yield from (end.lot_id, end.expires_at)


def _encoded(field: Field) -> bytes:
    if field is None:
        return _ABSENT
    text = str(microseconds(field)) if isinstance(field, datetime) else str(field)
    octets = text.encode()
    return len(octets).to_bytes(4, "big") + octets
