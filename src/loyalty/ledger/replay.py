"""From entries back to an account, starting at nothing.

Works from postings, allocations and the terms that entries carry, never from the rows that
hold results; so it says independently what those rows must be.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from loyalty.kernel.identity import EntryId, MemberId
from loyalty.ledger.account import AccountState, Hold, HoldState, Lot
from loyalty.ledger.chain import GENESIS
from loyalty.ledger.entry import Account, Entry, Kind

_ENDS = {
    Kind.CAPTURE: HoldState.CAPTURED,
    Kind.VOID: HoldState.VOIDED,
    Kind.HOLD_LAPSE: HoldState.LAPSED,
    Kind.MERGE: HoldState.MOVED,
}


class Tally:
    """The sums over a run of entries; `take` adds one, the rest reads them."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.balances: Counter[Account] = Counter()
        self.remaining: Counter[EntryId] = Counter()
        self.seq, self.head = 0, GENESIS
        self._openings: dict[EntryId, Entry] = {}
        self._holds: dict[EntryId, Entry] = {}
        self._endings: dict[EntryId, Entry] = {}
        self._vested: set[EntryId] = set()
        self._ends: dict[EntryId, datetime] = {}
        self._awaiting: dict[EntryId, bool | None] = {}

    def take(self, entry: Entry) -> None:
        """Add one entry."""
        for posting in entry.postings:
            self.balances[posting.source] -= posting.amount
            self.balances[posting.destination] += posting.amount
        if entry.lot is not None:
            self._openings[entry.entry_id] = entry
            self.remaining[entry.entry_id] += entry.lot.amount
            self._awaiting[entry.entry_id] = entry.lot.until_told
            if entry.lot.vests_at is None:
                self._vested.add(entry.entry_id)
        if entry.kind is Kind.VEST:
            self._vested.update(self._vesting_at(entry.cause.occurred_at))
        for allocation in entry.allocations:
            self.remaining[allocation.lot_id] += allocation.amount
        for end in entry.ends:
            self._ends[end.lot_id], self._awaiting[end.lot_id] = end.expires_at, end.until_told
        if entry.hold is not None:
            self._holds[entry.entry_id] = entry
        if entry.kind in _ENDS and entry.reverses_entry_id is not None:
            self._endings[entry.reverses_entry_id] = entry
        self.seq, self.head = entry.seq, entry.hash

    def _vesting_at(self, at: datetime) -> list[EntryId]:
        """Give the pending lots that vest at ``at``: a vesting takes all that are due, and names none."""
        return [
            lot_id
            for lot_id, opening in self._openings.items()
            if self.remaining[lot_id] and opening.lot and opening.lot.vests_at and opening.lot.vests_at <= at
        ]

    def lots(self) -> tuple[Lot, ...]:
        """Give every lot ever opened. Raises `InvariantBroken` for one that cannot be."""
        return tuple(
            Lot(
                lot_id=lot_id,
                amount=opening.lot.amount,
                remaining=self.remaining[lot_id],
                vests_at=opening.lot.vests_at,
                vested=lot_id in self._vested,
                expires_at=self._ends.get(lot_id, opening.lot.expires_at),
                external_ref=opening.cause.external_ref,
                awaits=bool(self._awaiting[lot_id]),
            )
            for lot_id, opening in self._openings.items()
            if opening.lot is not None
        )

    def holds(self) -> tuple[Hold, ...]:
        """Give every hold ever opened."""
        return tuple(self._hold(opening) for opening in self._holds.values())

    def _hold(self, opening: Entry) -> Hold:
        terms, ending = opening.hold, self._endings.get(opening.entry_id)
        assert terms is not None  # noqa: S101  only openings with terms are kept
        return Hold(
            hold_id=terms.hold_id,
            entry_id=opening.entry_id,
            amount=terms.amount,
            captured=ending.moved(destination=Account.REDEEMED) if ending is not None else 0,
            state=_ENDS[ending.kind] if ending is not None else HoldState.OPEN,
            expires_at=terms.expires_at,
            parts=tuple((allocation.lot_id, -allocation.amount) for allocation in opening.allocations),
        )


def replay(member_id: MemberId, unit: str, programme: str, entries: Iterable[Entry]) -> AccountState:
    """Give the account after all ``entries``, which come in the order of their chain.

    Holds every lot and hold there ever was. Raises `InvariantBroken` where the entries do not
    add up.
    """
    tally = Tally()
    for entry in entries:
        tally.take(entry)
    return AccountState(
        member_id=member_id,
        unit=unit,
        programme=programme,
        available=tally.balances[Account.AVAILABLE],
        pending=tally.balances[Account.PENDING],
        held=tally.balances[Account.HELD],
        owed=-tally.balances[Account.OWED],
        seq=tally.seq,
        head_hash=tally.head,
        lots=tally.lots(),
        holds=tally.holds(),
    )


def state_as_of(  # noqa: PLR0913, PLR0917 - whose account, of what, and when
    member_id: MemberId,
    unit: str,
    programme: str,
    entries: Iterable[Entry],
    at: datetime,
    awaiting: Collection[int] = (),
) -> AccountState:
    """Give the account by everything that had happened by ``at``, whenever it was recorded.

    For showing, never for booking: `holdings` of it at ``at`` adds what was due by then. Points
    that a later entry spent under an earlier date count as spent when both had happened: until
    its earning a lot is not there, and what was taken from it is not missing elsewhere. Lots that are
    ``awaiting`` have not lapsed.
    """
    tally = Tally()
    for entry in entries:
        if entry.cause.occurred_at <= at:
            tally.take(entry)
    tally.remaining = Counter({lot_id: max(0, left) for lot_id, left in tally.remaining.items()})
    lots = tuple(replace(lot, awaits=lot.lot_id in awaiting) for lot in tally.lots())
    holds = tally.holds()
    return AccountState(
        member_id=member_id,
        unit=unit,
        programme=programme,
        available=sum(lot.remaining for lot in lots if lot.vested),
        pending=sum(lot.remaining for lot in lots if not lot.vested),
        held=sum(hold.amount for hold in holds if hold.state is HoldState.OPEN),
        owed=max(0, -tally.balances[Account.OWED]),
        seq=tally.seq,
        head_hash=tally.head,
        lots=lots,
        holds=holds,
    )
