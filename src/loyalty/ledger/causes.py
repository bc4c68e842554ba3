"""What is left of an award or of a spending, worked out from the entries about it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from loyalty.kernel.identity import EntryId
from loyalty.ledger.account import AccountState
from loyalty.ledger.entry import Account, Entry, Kind

TAKE_BACK = "take-back:"
"""How the reference of an entry begins that takes points back for a case, and for no return."""
_SPENDINGS = frozenset({Kind.BURN, Kind.CAPTURE})


@dataclass(frozen=True, slots=True)
class Earning:
    """An award: its points, how many were taken back, how many lapsed and were not taken back.

    ``judged`` are those of ``taken_back`` that were taken for a case: no return gives them again.
    """

    entry_id: EntryId
    amount: int
    taken_back: int
    lapsed: int
    judged: int = 0

    @property
    def left(self) -> int:
        """Give how many points can still be taken back."""
        return self.amount - self.taken_back


@dataclass(frozen=True, slots=True)
class Spending:
    """Points spent and not given back, by lot."""

    entry_id: EntryId
    parts: tuple[tuple[EntryId, int], ...]

    @property
    def left(self) -> int:
        """Give how many points can still be given back."""
        return sum(share for _, share in self.parts)


@dataclass(frozen=True, slots=True)
class OrderAccount:
    """An account with what an order earned and spent on it; None where it did not."""

    state: AccountState
    earning: Earning | None
    spending: Spending | None


def earning_in(entries: Iterable[Entry], external_ref: str) -> Earning | None:
    """Give the award booked under ``external_ref``, or None where there is none.

    ``entries`` holds the award, every entry that reverses it, every lapse of its lot.
    """
    entries = tuple(entries)
    award = next((e for e in entries if e.kind is Kind.EARN and e.cause.external_ref == external_ref), None)
    if award is None:
        return None
    about = [e for e in entries if e.reverses_entry_id == award.entry_id]
    lapsed = sum(
        -allocation.amount
        for entry in entries
        if entry.kind is Kind.LAPSE
        for allocation in entry.allocations
        if allocation.lot_id == award.entry_id
    )
    return Earning(
        entry_id=award.entry_id,
        amount=award.moved(source=Account.ISSUED),
        taken_back=sum(map(_taken, about)),
        lapsed=lapsed - sum(e.moved(source=Account.LAPSED) for e in about),
        judged=sum(_taken(e) for e in about if e.cause.external_ref.startswith(TAKE_BACK)),
    )


def _taken(entry: Entry) -> int:
    return entry.moved(destination=Account.ISSUED) - entry.moved(source=Account.ISSUED)


def spending_in(entries: Iterable[Entry], external_ref: str) -> Spending | None:
    """Give what was spent under ``external_ref``, by a burn or a capture, or None.

    ``entries`` holds that entry, the hold it captured, every entry that reverses it.
    """
    entries = tuple(entries)
    spent = next((e for e in entries if e.kind in _SPENDINGS and e.cause.external_ref == external_ref), None)
    if spent is None:
        return None
    parts: Counter[EntryId] = Counter()
    for entry in entries:
        if entry.entry_id in {spent.entry_id, spent.reverses_entry_id}:
            lines = {p.line for p in entry.postings if p.destination is not Account.OWED}
        elif entry.reverses_entry_id == spent.entry_id:
            lines = {p.line for p in entry.postings if Account.REDEEMED in {p.source, p.destination}}
        else:
            continue
        for allocation in entry.allocations:
            if allocation.line in lines:
                parts[allocation.lot_id] -= allocation.amount
    return Spending(
        spent.entry_id, tuple(sorted((lot_id, share) for lot_id, share in parts.items() if share))
    )
