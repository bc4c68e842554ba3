"""A change of points that no order explains, as a document: what moved, between which lots, and why.

It is made from the entry alone, which is chained by its hash and never changed, and from the
programme that the entry names; so it is the same document whenever it is made.
"""

from datetime import UTC, datetime

from loyalty.decision.programme import Programme
from loyalty.decision.telling import Document
from loyalty.decision.telling.head import rights_of, seller_of
from loyalty.ledger.entry import Account, Entry

VERSION = 2
KIND = "points_change"
MEMBERS = {
    "available": Account.AVAILABLE,
    "pending": Account.PENDING,
    "held": Account.HELD,
    "owed": Account.OWED,
}
"""Where a member's points are, by the word that documents use."""


def points_change(programme: Programme, entry: Entry) -> Document:
    """Give the document of an entry; ``programme`` is the one it was booked under.

    ``change`` holds by how many points each of the member's accounts changed, below zero where
    there are fewer. The other side of a transfer is named in no document.
    """
    shape = programme.shape
    day = entry.recorded_at.astimezone(programme.zone).date()
    return {
        "version": VERSION,
        "id": f"chg_{entry.hash.hex()}",
        "kind": KIND,
        "status": "committed",
        "issued_at": _text(entry.recorded_at),
        "valid_until": None,
        "programme": {
            "name": programme.name,
            "digest": programme.digest,
            "effective": {
                "from": shape.effective.from_.isoformat(),
                "until": shape.effective.until.isoformat() if shape.effective.until else None,
            },
        },
        "seller": seller_of(shape),
        "languages": list(shape.languages),
        "rights": rights_of(shape.rights, day),
        "at": _text(entry.cause.occurred_at),
        "timezone": shape.timezone,
        "wallet": entry.unit,
        "what": entry.kind.value,
        "reason": entry.cause.reason or None,
        "change": {word: _moved(entry, account) for word, account in MEMBERS.items()},
        "moves": [
            {"from": move.source.value, "to": move.destination.value, "points": move.amount}
            for move in entry.postings
        ],
        "lots": _lots(entry),
        "entry": {
            "seq": entry.seq,
            "source": entry.cause.source,
            "hash": entry.hash.hex(),
            "prev_hash": entry.prev_hash.hex(),
        },
    }


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _moved(entry: Entry, account: Account) -> int:
    return entry.moved(destination=account) - entry.moved(source=account)


def _lots(entry: Entry) -> list[Document]:
    """Give what was taken of lots or given back to them, and the lot that was opened, by number."""
    found: list[Document] = [
        {"lot": each.lot_id, "points": each.amount, "ends": None, "opened": False}
        for each in entry.allocations
    ]
    if entry.lot is not None:
        ends = _text(entry.lot.expires_at) if entry.lot.expires_at is not None else None
        opened = {"lot": entry.entry_id, "points": entry.lot.amount, "ends": ends, "opened": True}
        found.append(opened)
    return found
