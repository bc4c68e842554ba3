"""A change of points that no order explains, as a document: what moved, between which lots, and why.

It is made from the entry alone, which is chained by its hash and never changed, and from the
programme that the entry names; so it is the same document whenever it is made.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from loyalty.decision.programme import Programme
from loyalty.decision.telling import Document
from loyalty.decision.telling.head import rights_of, seller_of
from loyalty.decision.telling.points import per_point
from loyalty.kernel.identity import id_text
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.entry import Account, Entry, Kind
from loyalty.redemption.payment import PAYMENT

VERSION = 4
REMADE = (2, VERSION)
"""Versions that are made again as they were told; since 4 they say which checks ran."""
KIND = "points_change"
ID_DIGITS = 60
"""How many digits of an entry's hash make the id of its document."""
CASES, GOODWILL = "cases", "goodwill"
"""What gives points where something went wrong, and what those are in the closed list of categories."""
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
    return change_told(programme, change_of(entry), VERSION)


def change_id(entry: Entry) -> str:
    """Give the id of an entry's document."""
    return f"chg_{entry.hash.hex()[:ID_DIGITS]}"


def change_of(entry: Entry) -> Document:
    """Give what an entry says of a change, as plain data: with the programme it makes the document."""
    return {
        "id": change_id(entry),
        "recorded_at": _text(entry.recorded_at),
        "at": _text(entry.cause.occurred_at),
        "wallet": entry.unit,
        "what": entry.kind.value,
        **({"category": GOODWILL} if entry.cause.source == CASES and entry.kind is Kind.EARN else {}),
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


def change_told(programme: Programme, change: Mapping[str, Any], version: int) -> Document:
    """Give the document of what `change_of` gave of an entry, as one of the versions ``REMADE``."""
    shape = programme.shape
    day = datetime.fromisoformat(change["recorded_at"]).astimezone(programme.zone).date()
    said = {name: part for name, part in change.items() if name not in {"id", "recorded_at"}}
    return {
        "version": version,
        "id": change["id"],
        "kind": KIND,
        "status": "committed",
        "issued_at": change["recorded_at"],
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
        "timezone": shape.timezone,
        **said,
        **worth_of(programme, change),
    }


def worth_of(programme: Programme, change: Mapping[str, Any]) -> Document:
    """Give the member `worth`: what the points that came or went pay of an order, and by which rule.

    Minor units of ``currency``, exactly, below zero where points went. None where they buy nothing or only
    changed their place: no money is promised then.
    """
    own = programme.currency
    moved = sum(change["change"].values())
    each = per_point(programme.shape, own) if change["wallet"] == POINTS and moved else None
    if each is None:
        return {"worth": None}
    value = str(Fraction(each) * moved)
    said = {"rule": PAYMENT.id, "per_point": each, "amount": value}
    return {"worth": said, "currency": own.code, "exponent": own.exponent}


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _moved(entry: Entry, account: Account) -> int:
    return entry.moved(destination=account) - entry.moved(source=account)


def _lots(entry: Entry) -> list[Document]:
    """Give what was taken of lots or given back to them, and the lot that was opened, by number."""
    found: list[Document] = [
        {"lot": id_text("ent", each.lot_id), "points": each.amount, "ends": None, "opened": False}
        for each in entry.allocations
    ]
    if entry.lot is not None:
        ends = _text(entry.lot.expires_at) if entry.lot.expires_at is not None else None
        lot = id_text("ent", entry.entry_id)
        opened = {"lot": lot, "points": entry.lot.amount, "ends": ends, "opened": True}
        found.append(opened)
    return found
