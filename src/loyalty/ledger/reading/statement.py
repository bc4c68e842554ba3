"""A statement of an account over a time: opening, every entry, closing, lot by lot.

An entry belongs to the instant at which the thing happened. Opening plus entries is closing,
for the whole, for each balance and for every lot; that is arithmetic here, not a check.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.identity import EntryId
from loyalty.kernel.period import Period
from loyalty.ledger.entry import Account, Entry
from loyalty.ledger.reading.reference import said_reference

MEMBERS = (Account.AVAILABLE, Account.PENDING, Account.HELD, Account.OWED)


@dataclass(frozen=True, slots=True)
class Balance:
    """The member's balances; ``owed`` is positive. `total` is what they come to together."""

    available: int
    pending: int
    held: int
    owed: int

    @property
    def total(self) -> int:
        """Give what the member has in all, less what is owed."""
        return self.available + self.pending + self.held - self.owed


@dataclass(frozen=True, slots=True)
class StatementLine:
    """An entry of the time, what it changed in all and in each lot, and the total after it."""

    entry: Entry
    change: int
    lots: Mapping[EntryId, int]
    total: int


@dataclass(frozen=True, slots=True)
class StatementLot:
    """A lot that had points or was moved in the time; points set aside are in no lot."""

    lot_id: EntryId
    external_ref: str
    expires_at: datetime | None
    opening: int
    change: int
    closing: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What a member had, what happened, and what the member had then."""

    period: Period
    opening: Balance
    lines: tuple[StatementLine, ...]
    lots: tuple[StatementLot, ...]
    closing: Balance


def statement(entries: Iterable[Entry], period: Period) -> Statement:
    """Give the statement of ``period``; ``entries`` are all of the account.

    What is due by the end of the period is among them, booked or not.
    """
    happened = sorted(entries, key=lambda entry: (entry.cause.occurred_at, entry.seq))
    before = [entry for entry in happened if entry.cause.occurred_at < period.start]
    within = [entry for entry in happened if period.start <= entry.cause.occurred_at < period.end]
    opening = _balance(before)
    lines, total = [], opening.total
    for entry in within:
        total += entry_change(entry)
        lines.append(StatementLine(entry, entry_change(entry), lot_changes(entry), total))
    lots = tuple(_lots(before, within))
    return Statement(period, opening, tuple(lines), lots, _balance([*before, *within]))


def entry_change(entry: Entry) -> int:
    """Give what the member gained, or below zero gave, by an entry."""
    gained = sum(posting.amount for posting in entry.postings if posting.destination in MEMBERS)
    return gained - sum(posting.amount for posting in entry.postings if posting.source in MEMBERS)


def lot_changes(entry: Entry) -> Mapping[EntryId, int]:
    """Give what an entry added to each lot, or below zero took from it."""
    changes: Counter[EntryId] = Counter()
    if entry.lot is not None:
        changes[entry.entry_id] += entry.lot.amount
    for allocation in entry.allocations:
        changes[allocation.lot_id] += allocation.amount
    return {lot_id: change for lot_id, change in sorted(changes.items()) if change}


def _balance(entries: Iterable[Entry]) -> Balance:
    sums: Counter[Account] = Counter()
    for entry in entries:
        for posting in entry.postings:
            sums[posting.source] -= posting.amount
            sums[posting.destination] += posting.amount
    available, pending, held, owed = (sums[account] for account in MEMBERS)
    return Balance(available, pending, held, -owed)


def _lots(before: Sequence[Entry], within: Sequence[Entry]) -> Iterable[StatementLot]:
    opening, change = _summed(before), _summed(within)
    moved = {lot_id for entry in within for lot_id in lot_changes(entry)}
    openings = {entry.entry_id: entry for entry in (*before, *within) if entry.lot is not None}
    ends = {lot_id: entry.lot.expires_at for lot_id, entry in openings.items() if entry.lot is not None}
    for entry in (*before, *within):
        ends.update((end.lot_id, end.expires_at) for end in entry.ends)
    for lot_id in sorted(moved.union(lot_id for lot_id, points in opening.items() if points)):
        reference = said_reference(openings[lot_id].cause) if lot_id in openings else ""
        yield StatementLot(
            lot_id,
            reference,
            ends.get(lot_id),
            opening[lot_id],
            change[lot_id],
            opening[lot_id] + change[lot_id],
        )


def _summed(entries: Iterable[Entry]) -> Counter[EntryId]:
    sums: Counter[EntryId] = Counter()
    for entry in entries:
        for lot_id, points in lot_changes(entry).items():
            sums[lot_id] += points
    return sums
