"""How the ledger's rows become values and back; for `store` alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loyalty.kernel.identity import EntryId, HoldId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.kernel.refusal import UNREADABLE, InvariantBroken
from loyalty.ledger.account import NO_REST, AccountKey, AccountState, Booked, Hold, HoldState, Lot, Near, Rest
from loyalty.ledger.entry import Account, Allocation, Cause, Entry, HoldTerms, Kind, LotEnd, LotTerms, Posting
from loyalty.ledger.refusals import LedgerTampered
from loyalty.ledger.verify import AccountRows, Fault, StoredBalance

Row = Any  # a row of SQLAlchemy: its columns are attributes
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OwnRows:
    """The rows that belong to one entry; each list in the order in which it is hashed."""

    postings: Sequence[Row]
    allocations: Sequence[Row]
    lot: Row | None
    hold: Row | None
    ends: Sequence[Row]


def micros(instant: datetime | None) -> int | None:
    """Give an instant as it is stored."""
    return None if instant is None else microseconds(instant)


def moment(count: int | None) -> datetime | None:
    """Give a stored instant as a value."""
    return None if count is None else instant_at(count)


def balance_values(state: AccountState, read_seq: int) -> Values:
    """Give the parameters that write ``state`` over the row whose seq is ``read_seq``."""
    return {
        "member_id": state.member_id,
        "unit": state.unit,
        "programme": state.programme,
        "available": state.available,
        "pending": state.pending,
        "held": state.held,
        "owed": state.owed,
        "seq": state.seq,
        "head_hash": state.head_hash,
        "next_due": micros(state.next_due),
        "row_member": state.member_id,
        "row_unit": state.unit,
        "row_seq": read_seq,
    }


def entry_values(booked: Entry) -> Values:
    """Give an entry's row."""
    return {
        "member_id": booked.member_id,
        "entry_id": booked.entry_id,
        "unit": booked.unit,
        "seq": booked.seq,
        "kind": str(booked.kind),
        "occurred_at": microseconds(booked.cause.occurred_at),
        "recorded_at": microseconds(booked.recorded_at),
        "source": booked.cause.source,
        "external_ref": booked.cause.external_ref,
        "programme_digest": booked.cause.programme_digest,
        "reason": booked.cause.reason,
        "reverses_entry_id": booked.reverses_entry_id,
        "prev_hash": booked.prev_hash,
        "hash": booked.hash,
    }


def posting_values(booked: Iterable[Entry]) -> list[Values]:
    """Give the rows of all postings."""
    return [
        {
            "member_id": each.member_id,
            "entry_id": each.entry_id,
            "line": movement.line,
            "unit": each.unit,
            "source": str(movement.source),
            "destination": str(movement.destination),
            "amount": movement.amount,
        }
        for each in booked
        for movement in each.postings
    ]


def allocation_values(booked: Iterable[Entry]) -> list[Values]:
    """Give the rows of all allocations."""
    return [
        {
            "member_id": each.member_id,
            "entry_id": each.entry_id,
            "line": share.line,
            "lot_id": share.lot_id,
            "amount": share.amount,
        }
        for each in booked
        for share in each.allocations
    ]


def lot_end_values(booked: Iterable[Entry]) -> list[Values]:
    """Give the rows of all later ends of lots."""
    return [
        {
            "member_id": each.member_id,
            "entry_id": each.entry_id,
            "lot_id": end.lot_id,
            "expires_at": microseconds(end.expires_at),
            "until_told": end.until_told,
        }
        for each in booked
        for end in each.ends
    ]


def lot_values(state: AccountState, opened: Lot, terms: LotTerms) -> Values:
    """Give a new lot's row; ``terms`` are those it was opened with."""
    end = terms.expires_at
    return {
        "member_id": state.member_id,
        "lot_id": opened.lot_id,
        "unit": state.unit,
        "amount": opened.amount,
        "remaining": opened.remaining,
        "vests_at": micros(opened.vests_at),
        "vested": opened.vested,
        "expires_at": micros(end),
        "extended_to": None if opened.expires_at == end else micros(opened.expires_at),
        "external_ref": opened.external_ref,
        "awaits": opened.awaits,
        "until_told": terms.until_told,
    }


def hold_values(state: AccountState, opened: Hold) -> Values:
    """Give a new hold's row."""
    return {
        "member_id": state.member_id,
        "hold_id": opened.hold_id,
        "unit": state.unit,
        "entry_id": opened.entry_id,
        "amount": opened.amount,
        "captured": opened.captured,
        "state": str(opened.state),
        "expires_at": microseconds(opened.expires_at),
    }


def opened_lots(booked: Booked) -> list[Values]:
    """Give the rows of the lots that a booking opened."""
    known = {each.lot_id for each in booked.before.lots}
    terms = {each.entry_id: each.lot for each in booked.entries if each.lot is not None}
    return [
        lot_values(booked.state, each, terms[each.lot_id])
        for each in booked.state.lots
        if each.lot_id not in known
    ]


def opened_holds(booked: Booked) -> list[Values]:
    """Give the rows of the holds that a booking opened."""
    known = {each.hold_id for each in booked.before.holds}
    return [hold_values(booked.state, each) for each in booked.state.holds if each.hold_id not in known]


@dataclass(frozen=True, slots=True)
class Changes:
    """The parameters that change rows of lots and holds that were there before a booking."""

    lots: list[Values]
    ends: list[Values]
    holds: list[Values]

    @classmethod
    def of(cls, booked: Booked) -> "Changes":
        """Give what a booking changed."""
        member = booked.state.member_id
        lots = {each.lot_id: each for each in booked.before.lots}
        holds = {each.hold_id: each for each in booked.before.holds}
        moved = [each for each in booked.state.lots if each != lots.get(each.lot_id, each)]
        return cls(
            lots=[
                {
                    "row_member": member,
                    "row_lot": each.lot_id,
                    "remaining": each.remaining,
                    "vested": each.vested,
                }
                for each in moved
            ],
            ends=[
                {
                    "row_member": member,
                    "row_lot": each.lot_id,
                    "end": micros(each.expires_at),
                    "waits": each.awaits,
                }
                for each in moved
                if (each.expires_at, each.awaits) != (lots[each.lot_id].expires_at, lots[each.lot_id].awaits)
            ],
            holds=[
                {
                    "row_member": member,
                    "row_hold": each.hold_id,
                    "state": str(each.state),
                    "captured": each.captured,
                }
                for each in booked.state.holds
                if each != holds.get(each.hold_id, each)
            ],
        )


@contextmanager
def as_booked() -> Iterator[None]:
    """Raise LedgerTampered where what is read within is not what any booking writes."""
    try:
        yield
    except UNREADABLE as broken:
        raise LedgerTampered from broken


def lot_from(row: Sequence[Any]) -> Lot:
    """Give a lot from its columns in the order of the statements; raises `InvariantBroken`."""
    lot_id, amount, remaining, vests_at, vested, expires_at, external_ref, extended_to, awaits = row
    end = moment(expires_at if extended_to is None else extended_to)
    return Lot(lot_id, amount, remaining, moment(vests_at), vested, end, external_ref, awaits)


def stored_balance(row: Row) -> StoredBalance:
    """Give a row of balance as it is, for the auditor; what is no hash or no time is none."""
    head = row.head_hash if isinstance(row.head_hash, bytes) else b""
    try:
        due = moment(row.next_due)
    except UNREADABLE:
        due = None
    return StoredBalance(row.available, row.pending, row.held, row.owed, row.seq, head, due)


def audited(
    law: str, read: Callable[[Row], Any], found: Iterable[tuple[EntryId, Row]]
) -> tuple[list[Any], list[Fault]]:
    """Give what is made of rows that each belong to an entry, and a fault for each that cannot be read."""
    made, faults = [], []
    for entry_id, row in found:
        try:
            made.append(read(row))
        except UNREADABLE as broken:
            faults.append(Fault(law, entry_id, str(broken)))
    return made, faults


def untrue(found: Iterable[Row]) -> list[Fault]:
    """Give a fault for each row that has something else for yes or no."""
    return [Fault("unreadable", row.entry_id, f"{row.stored} stands for yes or no") for row in found]


def unreadable(key: AccountKey, why: str) -> AccountRows:
    """Give an account of which nothing can be read."""
    return AccountRows(
        key.member_id, key.unit, key.programme, None, (), (), (), (Fault("unreadable", None, why),)
    )


def near_values(near: Near) -> Values:
    """Give the parameters that ask for what is near."""
    return {"vests_by": microseconds(near.vests_by), "ends_by": microseconds(near.ends_by)}


def near_account(found: Sequence[Row], width: int) -> AccountState | None:
    """Give an account from its rows, each a balance of ``width`` columns, a sum of the rest, and a lot.

    None where points are set aside or owed: then any lot may be needed. Raises `InvariantBroken`.
    """
    row = found[0]
    if row.held or row.owed:
        return None
    rest = Rest(row.rest_available, row.rest_pending, moment(row.rest_due))
    lots = [lot_from(each[width + 3 :]) for each in found if each.lot_id]
    return account_from(row, lots, rest=rest)


def account_from(
    row: Row, lots: Iterable[Lot], holds: Iterable[Hold] = (), rest: Rest = NO_REST
) -> AccountState:
    """Give an account from its row of balance, its lots by id, and its holds; raises `InvariantBroken`."""
    return AccountState(
        member_id=row.member_id,
        unit=row.unit,
        programme=row.programme,
        available=row.available,
        pending=row.pending,
        held=row.held,
        owed=row.owed,
        seq=row.seq,
        head_hash=bytes(row.head_hash),
        lots=tuple(lots),
        holds=tuple(holds),
        rest=rest,
    )


def by_hold(found: Iterable[Row]) -> list[tuple[EntryId, list[Row]]]:
    """Give the rows of each hold with the entry that opened it: one per lot that the entry took from."""
    own: dict[HoldId, list[Row]] = defaultdict(list)
    for row in found:
        own[row.hold_id].append(row)
    return [(rows[0].entry_id, rows) for rows in own.values()]


def hold_from(rows: Sequence[Row]) -> Hold:
    """Give a hold from its rows of hold and allocation; raises ValueError."""
    row = rows[0]
    return Hold(
        hold_id=row.hold_id,
        entry_id=row.entry_id,
        amount=row.amount,
        captured=row.captured,
        state=HoldState(row.state),
        expires_at=instant_at(row.expires_at),
        parts=tuple(sorted((each.lot_id, -each.share) for each in rows if each.lot_id is not None)),
    )


def entry_from(row: Row, own: OwnRows) -> Entry:
    """Give an entry from its rows; raises one of `UNREADABLE`."""
    lot_row, hold_row = own.lot, own.hold
    if any(posting.unit != row.unit for posting in own.postings):
        message = "a posting is of another unit"
        raise InvariantBroken(message)
    opened = None
    if lot_row is not None:
        opened = LotTerms(
            lot_row.amount,
            moment(lot_row.vests_at),
            moment(lot_row.expires_at),
            _flag(lot_row.until_told),
        )
    held = None
    if hold_row is not None:
        held = HoldTerms(hold_row.hold_id, hold_row.amount, instant_at(hold_row.expires_at))
    return Entry(
        member_id=row.member_id,
        unit=row.unit,
        entry_id=row.entry_id,
        seq=row.seq,
        kind=Kind(row.kind),
        cause=Cause(
            row.source, row.external_ref, instant_at(row.occurred_at), row.programme_digest, row.reason
        ),
        recorded_at=instant_at(row.recorded_at),
        reverses_entry_id=row.reverses_entry_id,
        postings=tuple(
            Posting(p.line, Account(p.source), Account(p.destination), p.amount) for p in own.postings
        ),
        allocations=tuple(Allocation(a.line, a.lot_id, a.amount) for a in own.allocations),
        lot=opened,
        hold=held,
        prev_hash=_octets(row.prev_hash),
        hash=_octets(row.hash),
        ends=tuple(LotEnd(end.lot_id, instant_at(end.expires_at), _flag(end.until_told)) for end in own.ends),
    )


def _octets(stored: object) -> bytes:
    if not isinstance(stored, bytes):  # of a number, which a file of SQLite takes, there would be as many
        message = f"{stored!r} stands for a hash"
        raise TypeError(message)
    return stored


def _flag(stored: bool | int | None) -> bool | None:  # noqa: FBT001  as a database gives it
    return None if stored is None else bool(stored)
