"""The auditor finds what was changed, swapped, dropped or put in, and names the entry."""

from dataclasses import replace

import pytest

from loyalty.kernel.identity import EntryId
from loyalty.ledger.account import HoldState
from loyalty.ledger.chain import entry_hash
from loyalty.ledger.entry import Account, Entry, Kind
from loyalty.ledger.verify import AccountRows, StoredBalance, verify
from tests.unit.ledger.making import MEMBER, PROGRAMME, UNIT, Book


@pytest.fixture
def rows() -> AccountRows:
    """Give the rows of an account on which everything has happened once."""
    book = Book()
    book.earn("a", 100, 0, vests=10, ends=30)
    book.earn("b", 50, 1, vests=2)
    book.hold("h", 1, 20, 3, ends=9)
    book.capture("o", 1, 15, 4)
    book.burn("p", 10, 5)
    book.restore("p/r", "p", 4, 6)
    book.clawback("b/r", "b", 50, 7)
    book.sweep(31)
    state = book.state
    return AccountRows(
        member_id=MEMBER,
        unit=UNIT,
        programme=PROGRAMME,
        balance=StoredBalance(
            state.available, state.pending, state.held, state.owed, state.seq, state.head_hash, state.next_due
        ),
        entries=tuple(book.entries),
        lots=state.lots,
        holds=state.holds,
    )


def test_an_honest_account_has_no_fault(rows: AccountRows) -> None:
    """Rows as they were booked keep every law."""
    assert [] == verify(rows)


def test_every_entry_is_watched(rows: AccountRows) -> None:
    """A changed reason, at whichever entry, is found at that entry and nowhere else."""
    for place, entry in enumerate(rows.entries):
        changed = replace(entry, cause=replace(entry.cause, reason="because"))

        assert [("chain", entry.entry_id)] == _found(_with(rows, place, changed))


def test_a_changed_amount_is_found_even_where_it_was_hashed_again(rows: AccountRows) -> None:
    """Whoever recomputes the hash of a changed entry breaks the next link and the sums."""
    earning = rows.entries[0]
    larger = replace(earning, postings=(replace(earning.postings[0], amount=101),))
    larger = replace(larger, hash=entry_hash(larger))

    found = _found(_with(rows, 0, larger))

    assert ("chain", rows.entries[1].entry_id) in found
    assert ("replay", None) in found


def test_swapped_entries_are_found(rows: AccountRows) -> None:
    """Two entries in each other's place no longer follow the ones before them."""
    first, second, *rest = rows.entries
    swapped = (replace(second, seq=1), replace(first, seq=2), *rest)

    found = _found(replace(rows, entries=swapped))

    assert {("chain", first.entry_id), ("chain", second.entry_id)} <= set(found)


def test_a_dropped_tail_is_found(rows: AccountRows) -> None:
    """Entries cut off at the end are missed by the balance, which points to the last one."""
    found = verify(replace(rows, entries=rows.entries[:-1]))

    assert "the balance does not point to the last entry" in {fault.differs for fault in found}


def test_a_dropped_allocation_is_found(rows: AccountRows) -> None:
    """A debit that no longer names its lots is found at its entry."""
    place = next(n for n, entry in enumerate(rows.entries) if entry.kind is Kind.BURN)
    burn = rows.entries[place]

    found = _found(_with(rows, place, replace(burn, allocations=())))

    assert {("chain", burn.entry_id), ("allocations", burn.entry_id)} <= set(found)


def test_a_lot_changed_alone_is_found(rows: AccountRows) -> None:
    """A lot with a later end, more points, or none at all, is unlike what the entries give."""
    lot = rows.lots[0]
    for changed in (replace(lot, expires_at=None), replace(lot, remaining=lot.remaining + 1)):
        assert [("lots", lot.lot_id)] == _found(replace(rows, lots=(changed, *rows.lots[1:])))
    assert [("lots", lot.lot_id)] == _found(replace(rows, lots=rows.lots[1:]))


def test_a_hold_opened_again_is_found(rows: AccountRows) -> None:
    """A captured hold that reads as open is unlike what the entries give."""
    hold = replace(rows.holds[0], state=HoldState.OPEN)

    assert [("holds", hold.entry_id)] == _found(replace(rows, holds=(hold,)))


@pytest.mark.parametrize("field", ["available", "pending", "held", "owed", "seq"])
def test_a_changed_balance_is_found(rows: AccountRows, field: str) -> None:
    """Each number of the balance is compared with the entries, and the field is named."""
    assert rows.balance is not None
    wrong = replace(rows.balance, **{field: getattr(rows.balance, field) + 1})

    faults = verify(replace(rows, balance=wrong))

    assert ["balance"] == [fault.law for fault in faults]
    assert faults[0].differs.startswith(f"{field} is ")


def test_a_missing_balance_is_found(rows: AccountRows) -> None:
    """Entries without a balance row are found."""
    assert [("balance", None)] == _found(replace(rows, balance=None))


def test_points_given_back_twice_are_found(rows: AccountRows) -> None:
    """A chain that is whole may still break a law: more was restored than spent."""
    burn = next(entry for entry in rows.entries if entry.kind is Kind.BURN)
    last = rows.entries[-1]
    again = replace(
        next(entry for entry in rows.entries if entry.kind is Kind.RESTORE),
        entry_id=EntryId(99),
        seq=last.seq + 1,
        cause=replace(last.cause, external_ref="p/r2"),
        postings=(replace(burn.postings[0], source=Account.REDEEMED, destination=Account.AVAILABLE),),
        prev_hash=last.hash,
    )
    again = replace(again, hash=entry_hash(again))

    found = _found(replace(rows, entries=(*rows.entries, again)))

    assert ("reversals", burn.entry_id) in found


def test_one_cause_booked_twice_is_found(rows: AccountRows) -> None:
    """The same source, reference and kind stand once in a book."""
    burn = next(entry for entry in rows.entries if entry.kind is Kind.BURN)
    twice = replace(burn, entry_id=EntryId(99), seq=len(rows.entries) + 1)

    assert ("once", 99) in _found(replace(rows, entries=(*rows.entries, twice)))


def _with(rows: AccountRows, place: int, entry: Entry) -> AccountRows:
    entries = list(rows.entries)
    entries[place] = entry
    return replace(rows, entries=tuple(entries))


def _found(rows: AccountRows) -> list[tuple[str, int | None]]:
    return [(fault.law, fault.entry_id) for fault in verify(rows)]
