"""The chain over a member's entries: each hash covers the entry and the hash before it.

The hashed form is unambiguous: a version byte, then every field with its length in front.
Whole numbers are written in decimal, instants as UTC microseconds, an absent value as a
length no text can have. So no two different entries have the same form, and nothing is
joined by a separator that could also stand inside a field.
"""

from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from loyalty.kernel.instant import microseconds
from loyalty.ledger.entry import Entry

VERSION = b"\x01"
GENESIS = bytes(32)
_ABSENT = b"\xff\xff\xff\xff"
_LENGTHS = tuple(length.to_bytes(4, "big") for length in range(64))
"""How lengths are written; no number of 64 bits is longer."""


def entry_hash(entry: Entry) -> bytes:
    """Give the SHA-256 over ``entry``'s canonical form; its own ``hash`` is not part of it."""
    return sha256(canonical(entry)).digest()


def canonical(entry: Entry) -> bytes:
    """Give the bytes that are hashed: everything an entry says, its order in the chain, and the past."""
    cause = entry.cause
    said = [VERSION, entry.prev_hash]
    said += (_whole(entry.member_id), _text(entry.unit), _whole(entry.seq), _whole(entry.entry_id))
    said += (_text(entry.kind), _text(cause.source), _text(cause.external_ref))
    said += (_instant(cause.occurred_at), _instant(entry.recorded_at))
    said += (_text(cause.programme_digest), _text(cause.reason))
    said.append(_ABSENT if entry.reverses_entry_id is None else _whole(entry.reverses_entry_id))
    said.append(_whole(len(entry.postings)))
    for posting in entry.postings:
        said += (_whole(posting.line), _text(posting.source), _text(posting.destination))
        said.append(_whole(posting.amount))
    said.append(_whole(len(entry.allocations)))
    for allocation in entry.allocations:
        said += (_whole(allocation.line), _whole(allocation.lot_id), _whole(allocation.amount))
    said += _terms(entry)
    # Last and only where there are any, so that entries without them are hashed as they always were.
    for end in entry.ends:
        said += (_whole(end.lot_id), _instant(end.expires_at), *_TOLD[end.until_told])
    return b"".join(said)


def _terms(entry: Entry) -> tuple[bytes, ...]:
    lot, hold = entry.lot, entry.hold
    of_lot = (
        (_ABSENT,)
        if lot is None
        else (_whole(lot.amount), _instant(lot.vests_at), _instant(lot.expires_at), *_TOLD[lot.until_told])
    )
    if hold is None:
        return (*of_lot, _ABSENT)
    return (*of_lot, _whole(hold.hold_id), _whole(hold.amount), _instant(hold.expires_at))


def _whole(number: int) -> bytes:
    octets = b"%d" % number
    return _LENGTHS[len(octets)] + octets


def _instant(at: datetime | None) -> bytes:
    return _ABSENT if at is None else _whole(microseconds(at))


@lru_cache(maxsize=1024)  # kinds, accounts, units and digests come again and again
def _text(text: str) -> bytes:
    octets = str(text).encode()
    return len(octets).to_bytes(4, "big") + octets


_TOLD = {None: (), True: (_text("until told"),), False: (_text("told"),)}
"""How an end is said to wait for its member; entries of before said nothing. No number begins so."""
