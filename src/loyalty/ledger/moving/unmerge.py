"""A merge undone: every lot goes back to the lot it was, and what was repaid is owed again.

Only time may have touched the two books since. Lots that vested meanwhile have vested, and
points that lapsed have lapsed where they were: they would have lapsed at the same instant in the
other book.
"""

from collections.abc import Sequence
from dataclasses import replace

from loyalty.kernel.identity import EntryId
from loyalty.ledger.account import AccountState, Booked, HoldState
from loyalty.ledger.desk import Desk, Draft, Recording
from loyalty.ledger.due import closed, opened
from loyalty.ledger.entry import Account, Cause, Entry, Kind
from loyalty.ledger.moving.merge import MARK, OWED, lot_before
from loyalty.ledger.refusals import MergeStands

_BY_TIME = frozenset({Kind.VEST, Kind.LAPSE, Kind.HOLD_LAPSE})
_MOVES_NOTHING = frozenset({Kind.TELL})
"""What was only said of points that are there; a lot that goes back waits as it did."""


def since(entries: Sequence[Entry], source: str) -> list[Entry]:
    """Give what was booked after the merge of this source; ``entries`` are of one account, in order."""
    first = next((place for place, each in enumerate(entries) if each.cause.source == source), 0)
    return [entry for entry in entries[first:] if entry.cause.source != source]


def plan_unmerge(
    accounts: tuple[AccountState, AccountState],
    books: tuple[Sequence[Entry], Sequence[Entry]],
    cause: Cause,
    recordings: tuple[Recording, Recording],
) -> tuple[Booked, Booked]:
    """Give both bookings that undo a merge of the first account into the second.

    ``books`` are all entries of each, in order; the accounts hold every lot that was moved.
    Raises `MergeStands` where somebody booked since, a hold that was moved is open, or time let
    points vest or lapse while one of the two owed some, which their points were netted with.
    """
    losing, surviving = (opened(state, of) for state, of in zip(accounts, recordings, strict=True))
    merged = [entry for entry in books[1] if entry.cause.source == cause.source]
    _still_undoable((losing, surviving), books, merged, cause.source)
    for desk in (losing, surviving):
        _draft(desk, cause, MARK).book()
    for entry in reversed(merged):
        if entry.lot is not None:
            _lot_back(losing, surviving, entry.entry_id, cause)
        elif entry.hold is None and entry.postings:
            _undone(losing, surviving, entry, cause)
    return closed(losing), closed(surviving)


def _still_undoable(
    desks: tuple[Desk, Desk],
    books: tuple[Sequence[Entry], Sequence[Entry]],
    merged: Sequence[Entry],
    source: str,
) -> None:
    later = [
        entry
        for desk, book in zip(desks, books, strict=True)
        for entry in (*since(book, source), *desk.entries)
        if entry.kind not in _MOVES_NOTHING
    ]
    booked = next((entry for entry in later if entry.kind not in _BY_TIME), None)
    if booked is not None:
        raise MergeStands(what=str(booked.kind))
    moved = {entry.hold.hold_id for entry in merged if entry.hold is not None}
    if any(desks[1].holds[hold_id].state is HoldState.OPEN for hold_id in moved & desks[1].holds.keys()):
        raise MergeStands(what="hold")
    owing = any(
        posting.destination is Account.OWED or posting.source is Account.OWED
        for e in merged
        for posting in e.postings
    )
    owing = (
        owing
        or any(desk.before.owed for desk in desks)
        or any(entry.cause.external_ref.startswith(OWED) for entry in merged)
    )
    if owing and later:
        raise MergeStands(what="owed")


def _undone(losing: Desk, surviving: Desk, entry: Entry, cause: Cause) -> None:
    """Turn every posting of an entry around, the last first, and on the other side what was owed."""
    draft = _draft(surviving, cause, str(entry.entry_id), reverses=entry.entry_id)
    for posting in reversed(entry.postings):
        parts = tuple((a.lot_id, -a.amount) for a in entry.allocations if a.line == posting.line)
        draft.move(posting.destination, posting.source, posting.amount, parts)
        surviving.returned.update((lot_id, cause.occurred_at) for lot_id, _ in parts)
    draft.book()
    owed = entry.moved(destination=Account.MERGE)
    if owed:
        other = _draft(losing, cause, str(entry.entry_id))
        other.move(Account.OWED, Account.MERGE, owed)
        other.book()


def _lot_back(losing: Desk, surviving: Desk, lot_id: EntryId, cause: Cause) -> None:
    lot = surviving.lots[lot_id]
    before = lot_before(lot)
    if not lot.remaining or before is None:
        return
    out = _draft(surviving, cause, str(lot_id))
    source = Account.AVAILABLE if lot.vested else Account.PENDING
    out.move(source, Account.MERGE, lot.remaining, ((lot_id, lot.remaining),))
    out.book()
    into = _draft(losing, cause, str(lot_id))
    target = Account.AVAILABLE if losing.lots[before].vested else Account.PENDING
    into.move(Account.MERGE, target, lot.remaining, ((before, lot.remaining),))
    losing.returned[before] = cause.occurred_at
    into.book()


def _draft(desk: Desk, cause: Cause, about: str, *, reverses: EntryId | None = None) -> Draft:
    numbered = replace(cause, external_ref=f"{about}:{desk.next_seq}")
    return desk.draft(Kind.UNMERGE, numbered, reverses=reverses)
