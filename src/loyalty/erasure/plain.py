"""Rows of a person as plain data that other systems can read, and back to rows.

Ids of members, entries and lots are written as they are everywhere outside, instants in UTC,
hashes in hexadecimal digits. Another member is never named: each is a number of their own.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from loyalty.kernel.identity import ID_END, id_text, parse_id
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.privacy.register import Entry

Cells = Mapping[str, Any]

MEMBER = "mem"
IDS: Mapping[str, str] = {
    **dict.fromkeys(("member_id", "referrer_id", "loser", "survivor", "head"), MEMBER),
    **dict.fromkeys(("entry_id", "reverses_entry_id"), "ent"),
    "lot_id": "lot",
    "hold_id": "hld",
    "notice_id": "ntc",
    "recipient_notice_id": "rcn",
}
"""How ids are written outside, by the column they stand in."""
INSTANTS = frozenset({"at", "since", "until", "valid_until", "pending_until", "next_due", "extended_to"})
"""Columns of instants besides those that end in ``_at``."""
WITHHELD: Mapping[str, Collection[str]] = {
    "member": ("reference_hash",),
    "member_identity": ("blind_index",),
    "member_key": ("wrapped", "master"),
    "page_session": ("secret_digest",),
    "receipt_code": ("code_hash",),
    "seal_snapshot": ("sealed",),
    "voucher_code": ("digest",),
}
"""Columns that are secrets of the house: keyed hashes, by which people and codes are found, and keys.

A snapshot under a key is the recipe of an explanation, which is given as it is.
"""
STAYS_HERE = frozenset(
    {
        "document_seal",
        "hand_over",
        "marketing_message",
        "member_key",
        "member_identity",
        "member_merged_identity",
        "outbox",
        "page_link",
        "page_session",
        "receipt_code",
        "recipient_notice",
        "seal_snapshot",
        "voucher_code",
        "webhook_attempt",
        "webhook_delivery",
    }
)
"""Tables whose rows mean something beside the secrets and systems of one house, not taken in elsewhere."""
SEALED = "sealed_field"
VALUE = "value"
ANOTHER = "another-member-"
"""How what stands in the place of another member's id begins."""
"""In the place of what is sealed stands what it says."""
_NUMBER = re.compile(r"(?<![0-9])[0-9]{15,19}(?![0-9])", re.ASCII)
_ID = re.compile(r"\bmem_[0-9a-hjkmnp-tv-z]{13}\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes rows of a person; ``own`` are the person's ids, ``others`` members who are named beside."""

    own: Collection[int]
    others: Mapping[int, str]

    def row(self, entry: Entry, cells: Cells) -> dict[str, Any]:
        """Give a row of a table as plain data, without what is withheld."""
        withheld = WITHHELD.get(entry.table, ())
        return {name: self._value(entry, name, cells[name]) for name in cells if name not in withheld}

    def _value(self, entry: Entry, name: str, value: object) -> object:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, bytes | memoryview):
            return bytes(value).hex()
        if isinstance(value, bool) or not isinstance(value, int):
            return value
        if value in self.others or (name in entry.subjects and value not in self.own):
            return self.others.get(value, other(0))
        if is_instant(name):
            return instant_text(value)
        return id_text(IDS[name], value) if name in IDS else value

    def _text(self, text: str) -> str:
        text = _ID.sub(lambda found: self._named(found[0], parse_id(MEMBER, found[0])), text)
        return _NUMBER.sub(lambda found: self._named(found[0], int(found[0])), text)

    def _named(self, text: str, number: int | None) -> str:
        return text if number is None or number in self.own else self.others.get(number, text)


def other(place: int) -> str:
    """Give what stands in the place of another member's id; each other one has a number of their own."""
    return f"{ANOTHER}{place}"


def numbers_in(rows: Iterable[Cells]) -> set[int]:
    """Give every number in rows that could be a member's id, in texts too."""
    found: set[int] = set()
    for cells in rows:
        for value in cells.values():
            if isinstance(value, str):
                found.update(int(number) for number in _NUMBER.findall(value))
                ids = (parse_id(MEMBER, text) for text in _ID.findall(value))
                found.update(number for number in ids if number is not None)
            elif isinstance(value, int) and not isinstance(value, bool) and value >= 1 << 40:
                found.add(value)
    return {number for number in found if number < ID_END}


def is_instant(name: str) -> bool:
    """Say whether a column holds an instant."""
    return name.endswith("_at") or name in INSTANTS


def instant_text(count: int) -> str:
    """Give stored microseconds as an instant in UTC, with all its decimals."""
    return instant_at(count).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_cell(name: str, value: object, kind: str) -> object:
    """Give what a column keeps for what was written of it; ``kind`` is the column's: text, number, bytes.

    Raises ValueError where it cannot be that.
    """
    if value is None or isinstance(value, bool):
        return value
    readers: dict[str, Callable[[Any], object]] = {
        "number": partial(_number, name),
        "bytes": bytes.fromhex,
        "truth": bool,
    }
    return readers.get(kind, str)(value)


def _number(name: str, value: Any) -> int:  # noqa: ANN401  anything a file may hold
    if is_instant(name) and isinstance(value, str):
        return microseconds(datetime.fromisoformat(value))
    if name in IDS and isinstance(value, str):
        found = parse_id(IDS[name], value)
        if found is None:
            message = f"{name} is no id"
            raise ValueError(message)
        return found
    if type(value) is not int:
        message = f"{name} is no whole number"
        raise ValueError(message)
    return value


def schema_of(entry: Entry, kinds: Mapping[str, tuple[str, bool]]) -> dict[str, Any]:
    """Give the JSON Schema of one row; ``kinds`` says of each column its kind and whether it may be empty."""
    properties: dict[str, Any] = {}
    for name in entry.columns:
        if name in WITHHELD.get(entry.table, ()):
            continue
        kind, optional = kinds[name]
        properties[name] = _schema(name, kind, optional=optional)
    return {
        "title": entry.says["en"],
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def _schema(name: str, kind: str, *, optional: bool) -> dict[str, Any]:
    types = {"number": "integer", "truth": "boolean"}
    shown: dict[str, Any] = {"type": types.get(kind, "string")}
    if kind == "number" and is_instant(name):
        shown = {"type": "string", "format": "date-time"}
    elif kind == "number" and name in IDS:
        shown = {
            "type": "string",
            "pattern": f"^({IDS[name]}_[0-9a-hjkmnp-tv-z]{{13}}|{ANOTHER}[0-9]+)$",
        }
    elif kind == "bytes":
        shown = {"type": "string", "pattern": "^([0-9a-f]{2})*$"}
    return {**shown, "type": [shown["type"], "null"]} if optional else shown
