"""The hash of an entry covers all of it and nothing can be said in two ways."""

from dataclasses import fields, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from loyalty.kernel.identity import EntryId
from loyalty.ledger.chain import canonical, entry_hash
from loyalty.ledger.entry import Account, Entry, Kind, LotEnd, LotTerms
from tests.unit.ledger.making import Book, day


@pytest.fixture
def entry() -> Entry:
    """Give an entry with every part an entry can have."""
    book = Book()
    book.earn("a", 100, 0, vests=1, ends=30)
    hold = book.hold("h", 1, 40, 2, ends=5).entries[-1]
    return replace(hold, lot=LotTerms(5, day(1), None), reverses_entry_id=hold.entry_id)


def test_the_form_that_is_hashed_is_fixed() -> None:
    """A chain written today is verified for ever: the form of version 1, spelled out, does not change."""
    book = Book()
    book.earn("a", 100, 0, vests=14, ends=400)
    entry = book.entries[0]
    assert entry.lot is not None
    absent = b"\xff\xff\xff\xff"
    head = _spelled("7", "points", "1", "1", "earn", "shop", "a", "1767225600000000", "1767225600000000")
    posting = _spelled("1", "1", "P.issued", "M.pending", "100")
    lot = _spelled("100", "1768435200000000", "1801785600000000")

    expected = b"\x01" + bytes(32) + head + _spelled("", "") + absent + posting + _spelled("0") + lot + absent

    assert expected == canonical(replace(entry, lot=replace(entry.lot, until_told=None)))
    said = expected.removesuffix(absent)
    assert said + _spelled("told") + absent == canonical(entry)
    assert sha256(canonical(entry)).digest() == entry.hash
    waiting = replace(entry, lot=replace(entry.lot, until_told=True))
    assert said + _spelled("until told") + absent == canonical(waiting)


def test_every_field_is_hashed(entry: Entry) -> None:
    """A change of any field of an entry, its cause, postings, allocations, lot or hold changes the hash."""
    changed = _changed(entry)
    for part in ("cause", "lot", "hold"):
        changed += [replace(entry, **{part: each}) for each in _changed(getattr(entry, part))]
    for part in ("postings", "allocations"):
        single: list[dict[str, Any]] = [{part: (each,)} for each in _changed(getattr(entry, part)[0])]
        changed += [replace(entry, **part_changed) for part_changed in single]

    hashes = {entry_hash(each) for each in changed if each.hash == entry.hash}

    assert len(changed) - 1 == len(hashes)
    assert entry_hash(entry) not in hashes


def test_neighbouring_texts_do_not_run_together(entry: Entry) -> None:
    """A letter that moves from one text to the next gives another form."""
    one = replace(entry, cause=replace(entry.cause, source="ab", external_ref="c"))
    other = replace(entry, cause=replace(entry.cause, source="a", external_ref="bc"))

    assert canonical(one) != canonical(other)


def test_nothing_is_not_zero(entry: Entry) -> None:
    """An absent value is unlike every value: a lot without end is not a lot that ends in 1970."""
    one = replace(entry, reverses_entry_id=None)
    other = replace(entry, reverses_entry_id=EntryId(0))

    assert canonical(one) != canonical(other)


def _spelled(*texts: str) -> bytes:
    return b"".join(len(text).to_bytes(4, "big") + text.encode() for text in texts)


def _changed(value: Any) -> list[Any]:  # noqa: ANN401  any part of an entry
    """Give the value once for each of its fields, with that field changed."""
    return [replace(value, **{field.name: _other(value, field.name)}) for field in fields(value)]


def _other(value: Any, name: str) -> Any:  # noqa: ANN401  any field of any part
    """Give a value of the field unlike the one it has."""
    now = getattr(value, name)
    match name:
        case "kind":
            return Kind.EXTEND
        case "source" | "destination" if isinstance(now, Account):
            return Account.TRANSFER
        case "cause":
            return replace(now, reason="other")
        case "lot" | "hold":
            return None
        case "postings" | "allocations":
            return ()
        case "ends":
            return (LotEnd(EntryId(1), day(5)),)
        case "until_told":
            return not now
        case "prev_hash" | "hash":
            return b"\x01" * 32
    if isinstance(now, int):
        return now + 1
    if isinstance(now, str):
        return now + "x"
    return day(77) if now is None else now + timedelta(microseconds=1)
