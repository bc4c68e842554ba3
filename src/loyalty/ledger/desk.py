"""The desk at which entries are drafted: one account's balances, lots and holds, while a plan is made.

Everything a plan may do goes through `Draft.move`, so that balances, lots and postings cannot
part. A credit repays first what the member owes. Nothing here reads a clock or a database.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from loyalty.kernel.identity import EntryId
from loyalty.kernel.refusal import InvariantBroken
from loyalty.ledger.account import BOUGHT, AccountState, Booked, Hold, HoldState, Lot
from loyalty.ledger.chain import entry_hash
from loyalty.ledger.entry import (
    Account,
    Allocation,
    Cause,
    Entry,
    HoldTerms,
    Kind,
    LotEnd,
    LotTerms,
    Posting,
)
from loyalty.ledger.refusals import InsufficientPoints, PurchasedValueExpiry
from loyalty.ledger.terms import USUAL, Terms

NEVER = datetime.max.replace(tzinfo=UTC)
UNKNOWN = datetime.min.replace(tzinfo=UTC)

Ids = Callable[[], int]
Parts = tuple[tuple[EntryId, int], ...]


@dataclass(frozen=True, slots=True)
class Recording:
    """When a booking is recorded, where its entries' ids come from, and the terms of the wallet.

    The ids are rising whole numbers. ``tells`` is whether members are told before points lapse that
    the terms promise to tell of; else such points lapse untold.
    """

    now: datetime
    ids: Ids
    terms: Terms = USUAL
    tells: bool = False

    @property
    def awaits(self) -> bool:
        """Whether new ends wait until the member was told of them."""
        return self.tells and self.terms.told


class Desk:
    """One account in work; `booked` gives the values."""

    def __init__(self, state: AccountState, recording: Recording) -> None:
        """Take up ``state`` as it is."""
        self.before, self.now, self.terms = state, recording.now, recording.terms
        self.awaits = recording.awaits
        self._ids, self._turn = recording.ids, recording.terms.turn()
        self.balances = {
            Account.AVAILABLE: state.available,
            Account.PENDING: state.pending,
            Account.HELD: state.held,
            Account.OWED: -state.owed,
        }
        self.lots: dict[EntryId, Lot] = {lot.lot_id: lot for lot in state.lots}
        self.holds: dict[int, Hold] = {hold.hold_id: hold for hold in state.holds}
        self.returned: dict[EntryId, datetime] = {}
        self.entries: list[Entry] = []
        self.quiet_until = UNKNOWN
        """Nothing is due before this instant; `UNKNOWN` has it worked out."""
        self._head = state.head_hash

    def go_on(self, recording: Recording) -> None:
        """Make another booking, recorded at the same instant or later, after what is booked so far."""
        if recording.now < self.now:
            message = f"member {self.before.member_id} is booked on at an instant that is over"
            raise InvariantBroken(message)
        if recording.terms is not self.terms:
            self.terms, self._turn = recording.terms, recording.terms.turn()
        self.now, self._ids, self.returned = recording.now, recording.ids, {}
        self.awaits = recording.awaits

    @property
    def next_seq(self) -> int:
        """Give the number of the next entry."""
        return self.before.seq + len(self.entries) + 1

    def draft(self, kind: Kind, cause: Cause, *, reverses: EntryId | None = None) -> "Draft":
        """Start an entry; it is booked by `Draft.book`, before the next one is started."""
        if cause.occurred_at > self.now:
            message = f"{kind} {cause.external_ref} is dated after its recording"
            raise InvariantBroken(message)
        return Draft(self, EntryId(self._ids()), kind, cause, reverses)

    def know_lots(self, *, turning: bool = False) -> None:
        """Give nothing where every lot was read, or is ``turning`` later. Raises InvariantBroken."""
        rest = self.before.rest
        if rest and not (turning and (rest.next_due or NEVER) > self.now):
            message = f"lots of member {self.before.member_id} are needed that were not read"
            raise InvariantBroken(message)

    def spendable(self) -> list[Lot]:
        """Give the vested lots with points, in the order of spending."""
        self.know_lots()
        return sorted((lot for lot in self.lots.values() if lot.vested and lot.remaining), key=self._turn)

    def in_order(self, parts: Parts) -> Parts:
        """Give ``parts`` in the order of spending of their lots."""
        return tuple(sorted(parts, key=lambda part: self._turn(self.lots[part[0]])))

    def need(self, amount: int) -> None:
        """Give nothing where ``amount`` can be spent; raises `InsufficientPoints`."""
        available = self.balances[Account.AVAILABLE]
        if amount > available:
            raise InsufficientPoints(needed=amount, available=available)

    def extend(self, cause: Cause) -> None:
        """Give the lots that end sooner the end that the wallet's terms give them by activity."""
        if self.terms.extend_to is None:
            return
        self.know_lots()
        held = {
            lot_id for hold in self.holds.values() if hold.state is HoldState.OPEN for lot_id, _ in hold.parts
        }
        sooner = [lot for lot in self.lots.values() if self._ends_sooner(lot, held)]
        self.end_later(cause, sooner, self.terms.extend_to)

    def revive(self, cause: Cause, parts: Parts) -> None:
        """Give lots that have ended, and to which points come back, the later end the terms allow them."""
        until = self.terms.revive_until
        lots = (self.lots[lot_id] for lot_id, _ in parts)
        ended = [lot for lot in lots if lot.expires_at is not None and lot.expires_at <= cause.occurred_at]
        self.end_later(cause, ended, until)

    def end_later(self, cause: Cause, lots: list[Lot], end: datetime | None) -> None:
        """Give lots a later end, none where there are no lots or no end."""
        if lots and end is not None:
            draft = self.draft(Kind.EXTEND, cause)
            draft.extend(lots, end)
            draft.book()

    def _ends_sooner(self, lot: Lot, held: set[EntryId]) -> bool:
        """Whether a lot with points, or points of it set aside, ends before an activity's end."""
        if (
            self.terms.extend_to is None
            or lot.expires_at is None
            or not (lot.remaining or lot.lot_id in held)
        ):
            return False
        return self.now < lot.expires_at < self.terms.extend_to

    def accept(self, entry: Entry) -> None:
        """Chain ``entry`` to the ones before it."""
        entry = _hashed(entry)
        self._head = entry.hash
        self.entries.append(entry)

    @property
    def head(self) -> bytes:
        """Give the hash of the last entry."""
        return self._head

    def booked(self) -> Booked:
        """Give the whole booking."""
        state = AccountState(
            member_id=self.before.member_id,
            unit=self.before.unit,
            programme=self.before.programme,
            available=self.balances[Account.AVAILABLE],
            pending=self.balances[Account.PENDING],
            held=self.balances[Account.HELD],
            owed=-self.balances[Account.OWED],
            seq=self.next_seq - 1,
            head_hash=self._head,
            lots=tuple(self.lots.values()),
            holds=tuple(self.holds.values()),
            rest=self.before.rest,
        )
        return Booked(self.before, state, tuple(self.entries))


class Draft:
    """One entry in work."""

    def __init__(
        self, desk: Desk, entry_id: EntryId, kind: Kind, cause: Cause, reverses: EntryId | None
    ) -> None:
        """Start without postings; `Desk.draft` makes these."""
        self._desk, self.entry_id, self._kind, self._cause, self._reverses = (
            desk,
            entry_id,
            kind,
            cause,
            reverses,
        )
        self._postings: list[Posting] = []
        self._allocations: list[Allocation] = []
        self._lot: LotTerms | None = None
        self._hold: HoldTerms | None = None
        self._ends: list[LotEnd] = []

    def move(self, source: Account, destination: Account, amount: int, parts: Parts = ()) -> None:
        """Move points; ``parts`` are the lots they leave or come back to."""
        line = len(self._postings) + 1
        self._postings.append(Posting(line, source, destination, amount))
        balances = self._desk.balances
        for account, change in ((source, -amount), (destination, amount)):
            if account in balances:
                balances[account] += change
                if balances[account] < 0 and account is not Account.OWED:
                    message = f"{account} of member {self._desk.before.member_id} falls below zero"
                    raise InvariantBroken(message)
        sign = -1 if source in {Account.AVAILABLE, Account.PENDING} else 1
        if sign > 0 and parts:
            self._desk.quiet_until = UNKNOWN
        for lot_id, share in parts:
            lot = self._desk.lots[lot_id]
            self._desk.lots[lot_id] = lot.having(lot.remaining + sign * share, vested=lot.vested)
            self._allocations.append(Allocation(line, lot_id, sign * share))

    def spend(self, destination: Account, amount: int) -> Parts:
        """Move spendable points in the order of spending, and give the lots they came from."""
        parts = share_out(amount, ((lot.lot_id, lot.remaining) for lot in self._desk.spendable()))
        self.move(Account.AVAILABLE, destination, amount, parts)
        return parts

    def give_back(self, source: Account, parts: Parts) -> None:
        """Return points to the lots they came from, and let them repay what is owed."""
        self.move(source, Account.AVAILABLE, sum(share for _, share in parts), parts)
        for lot_id, _ in parts:
            self._desk.returned[lot_id] = self._cause.occurred_at
        self.repay(parts)

    def open_lot(self, source: Account, terms: LotTerms, *, moved: bool = False) -> None:
        """Credit points as a lot, pending where ``terms`` has them vest later.

        Points that were ``moved`` here do not repay at once, and may have ended while set aside.
        Raises `PurchasedValueExpiry` where money that was paid in would end.
        """
        if not moved and terms.expires_at is not None and self._desk.before.unit.startswith(BOUGHT):
            raise PurchasedValueExpiry
        pending = terms.vests_at is not None
        if not moved and terms.expires_at is not None and terms.expires_at <= self._cause.occurred_at:
            message = f"{self._kind} {self._cause.external_ref} opens a lot that has ended"
            raise InvariantBroken(message)
        lot = Lot(
            lot_id=self.entry_id,
            amount=terms.amount,
            remaining=terms.amount,
            vests_at=terms.vests_at,
            vested=not pending,
            expires_at=terms.expires_at,
            external_ref=self._cause.external_ref,
            awaits=self._desk.awaits and terms.expires_at is not None,
        )
        self.move(source, Account.PENDING if pending else Account.AVAILABLE, terms.amount)
        self._desk.lots[lot.lot_id] = lot
        self._desk.quiet_until = min(self._desk.quiet_until, lot.due_at or NEVER)
        waits = None if terms.expires_at is None else lot.awaits
        self._lot = LotTerms(terms.amount, terms.vests_at, terms.expires_at, waits)
        if not pending and not moved:
            self.repay(((lot.lot_id, terms.amount),))

    def vest(self, lots: Iterable[Lot]) -> None:
        """Make pending lots spendable."""
        parts = tuple((lot.lot_id, lot.remaining) for lot in lots)
        self._desk.quiet_until = UNKNOWN
        self.move(Account.PENDING, Account.AVAILABLE, sum(share for _, share in parts))
        for lot_id, remaining in parts:
            self._desk.lots[lot_id] = self._desk.lots[lot_id].having(remaining, vested=True)
        self.repay(parts)

    def extend(self, lots: Iterable[Lot], end: datetime) -> None:
        """Let lots end later."""
        for lot in lots:
            self._desk.lots[lot.lot_id] = replace(lot, expires_at=end, awaits=self._desk.awaits)
            self._ends.append(LotEnd(lot.lot_id, end, self._desk.awaits))

    def tell(self, lots: Iterable[Lot], end: datetime) -> None:
        """Let lots lapse at their end, since their member was told of it."""
        self._desk.quiet_until = UNKNOWN
        for lot in lots:
            self._desk.lots[lot.lot_id] = replace(lot, awaits=False)
            self._ends.append(LotEnd(lot.lot_id, end, until_told=False))

    def repay(self, credited: Parts) -> None:
        """Let points that have just become spendable repay what the member owes."""
        owed = -self._desk.balances[Account.OWED]
        amount = min(owed, sum(share for _, share in credited))
        if amount:
            self.move(Account.AVAILABLE, Account.OWED, amount, share_out(amount, credited))

    def open_hold(self, terms: HoldTerms, parts: Parts = ()) -> None:
        """Set spendable points aside: ``parts``, or without them in the order of spending."""
        self._desk.quiet_until = UNKNOWN
        if parts:
            self.move(Account.AVAILABLE, Account.HELD, terms.amount, parts)
        else:
            parts = self.spend(Account.HELD, terms.amount)
        self._hold = terms
        opened = Hold(
            terms.hold_id,
            self.entry_id,
            terms.amount,
            0,
            HoldState.OPEN,
            terms.expires_at,
            tuple(sorted(parts)),
        )
        self._desk.holds[terms.hold_id] = opened

    def book(self) -> EntryId:
        """Chain the entry and give its id."""
        desk = self._desk
        entry = Entry(
            member_id=desk.before.member_id,
            unit=desk.before.unit,
            entry_id=self.entry_id,
            seq=desk.next_seq,
            kind=self._kind,
            cause=self._cause,
            recorded_at=desk.now,
            reverses_entry_id=self._reverses,
            postings=tuple(self._postings),
            # In an order that rows can be read back in, since it is hashed.
            allocations=tuple(sorted(self._allocations, key=lambda each: (each.line, each.lot_id))),
            lot=self._lot,
            hold=self._hold,
            prev_hash=desk.head,
            hash=b"",
            ends=tuple(sorted(self._ends, key=lambda each: each.lot_id)),
        )
        desk.accept(entry)
        return self.entry_id


def _hashed(entry: Entry) -> Entry:
    """Give an entry with its hash; written out, since every booking comes through here."""
    return Entry(
        entry.member_id,
        entry.unit,
        entry.entry_id,
        entry.seq,
        entry.kind,
        entry.cause,
        entry.recorded_at,
        entry.reverses_entry_id,
        entry.postings,
        entry.allocations,
        entry.lot,
        entry.hold,
        entry.prev_hash,
        entry_hash(entry),
        entry.ends,
    )


def share_out(amount: int, offers: Iterable[tuple[EntryId, int]]) -> Parts:
    """Give ``amount`` as parts of ``offers``, taken in their order and each as far as it goes."""
    parts: list[tuple[EntryId, int]] = []
    for lot_id, offered in offers:
        if not amount:
            break
        share = min(amount, offered)
        parts.append((lot_id, share))
        amount -= share
    if amount:
        message = f"{amount} points are in no lot"
        raise InvariantBroken(message)
    return tuple(parts)
