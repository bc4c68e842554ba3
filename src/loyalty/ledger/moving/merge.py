"""All that one member has in a wallet carried over to another member's book, through ``X.merge``.

Every lot keeps its end and what is pending stays pending; a hold goes on under its id; what one
of them owes is repaid by what the other has. A lot keeps the word that says where its points
came from, followed by the lot it was: ``order:<lot>:<seq>``.

The book that was emptied goes on to be where its own orders are returned and its own
redemptions undone: what comes back to it, or is taken, is carried over at once in the same way.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from loyalty.kernel.identity import EntryId
from loyalty.ledger.account import AccountState, Booked, Hold, HoldState, Lot
from loyalty.ledger.desk import Desk, Draft, Parts, Recording, share_out
from loyalty.ledger.due import closed, opened
from loyalty.ledger.entry import Account, Cause, Entry, HoldTerms, Kind, LotTerms
from loyalty.ledger.refusals import DeficitForbidden
from loyalty.ledger.terms import origin_of

MARK, HOLD, REPAID, OWED, LAPSED = "mark", "hold", "repaid", "owed", "lapsed"
"""What the references of the entries that carry no lot begin with."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Awards of the emptied book that a return takes back, and where their points are in the other.

    ``lots`` are those they went on in, ``lapsed`` how many lapsed there and were not taken back.
    """

    awards: frozenset[EntryId] = frozenset()
    lots: frozenset[EntryId] = frozenset()
    lapsed: int = 0


NOTHING = TakenBack()


def awards_taken_back(booked: Booked) -> frozenset[EntryId]:
    """Give the awards that a booking takes back, in whole or in part."""
    back = (e.reverses_entry_id for e in booked.entries if e.kind is Kind.CLAWBACK)
    return frozenset(each for each in back if each is not None)


def taken_back(entries: Iterable[Entry], awards: frozenset[EntryId]) -> TakenBack:
    """Give where the points of ``awards`` are, by the survivor's entries: those of the merge, and lapses."""
    entries = tuple(entries)
    merged = [entry for entry in entries if entry.kind is Kind.MERGE]
    lots = frozenset(
        e.entry_id for e in merged if e.lot is not None and _about(e.cause.external_ref) in awards
    )
    compensated = sum(
        e.moved(source=Account.LAPSED) for e in merged if _about(e.cause.external_ref) in awards
    )
    return TakenBack(awards, lots, _lapsed(entries, lots) - compensated)


def _lapsed(entries: Iterable[Entry], lots: frozenset[EntryId]) -> int:
    return sum(
        -allocation.amount
        for entry in entries
        if entry.kind is Kind.LAPSE
        for allocation in entry.allocations
        if allocation.lot_id in lots
    )


def lot_before(lot: Lot) -> EntryId | None:
    """Give the lot of the other book that a carried lot was, None for one that was not carried."""
    return _about(lot.external_ref)


def _about(external_ref: str) -> EntryId | None:
    parts = external_ref.split(":")
    return EntryId(int(parts[1])) if len(parts) == _PARTS and parts[1].isdecimal() else None


_PARTS = 3


def plan_merge(
    accounts: tuple[AccountState, AccountState], cause: Cause, recordings: tuple[Recording, Recording]
) -> tuple[Booked, Booked]:
    """Give both bookings of a merge of the first account into the second.

    Both have an entry in any case, so that whoever books on them at the same time is told to look
    again. Raises `DeficitForbidden` where the second may not owe what the two come to.
    """
    losing, surviving = (opened(state, of) for state, of in zip(accounts, recordings, strict=True))
    for desk in (losing, surviving):
        _draft(desk, cause, MARK).book()
    _carry(losing, surviving, cause, NOTHING)
    return closed(losing), closed(surviving)


def plan_carrying(
    emptied: Booked,
    survivor: AccountState,
    cause: Cause,
    back: TakenBack,
    recordings: tuple[Recording, Recording],
) -> tuple[Booked, Booked]:
    """Give ``emptied`` with what is left there carried over, and the booking on the survivor's account.

    Raises `DeficitForbidden` as `plan_merge` does.
    """
    losing = Desk(emptied.state, recordings[0])
    surviving = opened(survivor, recordings[1])
    _carry(losing, surviving, cause, back)
    return emptied.then(closed(losing)), closed(surviving)


def _carry(losing: Desk, surviving: Desk, cause: Cause, back: TakenBack) -> None:
    held = [hold for hold in losing.holds.values() if hold.state is HoldState.OPEN]
    aside: Counter[EntryId] = Counter()
    for hold in held:
        aside.update(dict(hold.parts))
        _let_go(losing, hold, cause)
    moved = _Moved()
    for lot in sorted(losing.lots.values(), key=lambda each: each.lot_id):
        if lot.remaining or aside[lot.lot_id]:
            _carry_lot((losing, surviving), lot, aside[lot.lot_id], cause, moved)
    for hold in held:
        parts = tuple(sorted((moved.lots[lot_id], share) for lot_id, share in hold.parts))
        draft = _draft(surviving, cause, HOLD)
        draft.open_hold(HoldTerms(hold.hold_id, hold.amount, hold.expires_at), parts)
        draft.book()
    _repay(surviving, cause, tuple(moved.spendable))
    _carry_owed(losing, surviving, cause, back)


@dataclass(frozen=True, slots=True)
class _Moved:
    """The lots of the survivor by those they were, and what of them can be spent."""

    lots: dict[EntryId, EntryId] = field(default_factory=dict)
    spendable: list[tuple[EntryId, int]] = field(default_factory=list)


def _let_go(losing: Desk, hold: Hold, cause: Cause) -> None:
    draft = _draft(losing, cause, HOLD, reverses=hold.entry_id)
    draft.move(Account.HELD, Account.MERGE, hold.amount)
    losing.holds[hold.hold_id] = replace(hold, state=HoldState.MOVED)
    draft.book()


def _carry_lot(desks: tuple[Desk, Desk], lot: Lot, aside: int, cause: Cause, moved: _Moved) -> None:
    losing, surviving = desks
    if lot.remaining:
        out = _draft(losing, cause, f"{origin_of(lot)}:{lot.lot_id}")
        source = Account.AVAILABLE if lot.vested else Account.PENDING
        out.move(source, Account.MERGE, lot.remaining, ((lot.lot_id, lot.remaining),))
        out.book()
    into = _draft(surviving, cause, f"{origin_of(lot)}:{lot.lot_id}")
    vests = None if lot.vested else lot.vests_at
    into.open_lot(Account.MERGE, LotTerms(lot.remaining + aside, vests, lot.expires_at), moved=True)
    moved.lots[lot.lot_id] = into.book()
    if lot.vested and lot.remaining:
        moved.spendable.append((moved.lots[lot.lot_id], lot.remaining))


def _repay(surviving: Desk, cause: Cause, credited: Parts) -> None:
    """Let what came repay what the survivor owes."""
    if surviving.balances[Account.OWED] < 0 and credited:
        draft = _draft(surviving, cause, REPAID)
        draft.repay(credited)
        draft.book()


def _carry_owed(losing: Desk, surviving: Desk, cause: Cause, back: TakenBack) -> None:
    """Let the survivor pay what the other owes: from the award's own points, from others, or by owing it."""
    owed = -losing.balances[Account.OWED]
    if not owed:
        return
    out = _draft(losing, cause, OWED)
    out.move(Account.MERGE, Account.OWED, owed)
    out.book()
    lapsed = min(owed, back.lapsed + _lapsed(surviving.entries, back.lots))
    if lapsed:
        gone = _draft(surviving, cause, f"{LAPSED}:{min(back.awards)}")
        gone.move(Account.LAPSED, Account.MERGE, lapsed)
        gone.book()
        owed -= lapsed
    if owed:
        _pay(surviving, _draft(surviving, cause, OWED), owed, back)


def _pay(surviving: Desk, draft: Draft, owed: int, back: TakenBack) -> None:
    own = [surviving.lots[lot_id] for lot_id in sorted(back.lots) if surviving.lots[lot_id].remaining]
    for source, lots in (
        (Account.PENDING, [lot for lot in own if not lot.vested]),
        (Account.AVAILABLE, [lot for lot in own if lot.vested]),
    ):
        amount = min(owed, sum(lot.remaining for lot in lots))
        if amount:
            draft.move(source, Account.MERGE, amount, share_out(amount, _offers(lots)))
            owed -= amount
    others = min(owed, surviving.balances[Account.AVAILABLE])
    if others:
        draft.spend(Account.MERGE, others)
    if owed > others:
        most, owing = surviving.terms.owe_at_most, owed - others - surviving.balances[Account.OWED]
        if most is not None and owing > most:
            raise DeficitForbidden(owed=owing, at_most=most)
        draft.move(Account.OWED, Account.MERGE, owed - others)
    draft.book()


def _offers(lots: list[Lot]) -> list[tuple[EntryId, int]]:
    return [(lot.lot_id, lot.remaining) for lot in lots]


def _draft(desk: Desk, cause: Cause, about: str, *, reverses: EntryId | None = None) -> Draft:
    """Start an entry; its reference ends in its number, since a book may be carried over again."""
    numbered = replace(cause, external_ref=f"{about}:{desk.next_seq}")
    return desk.draft(Kind.MERGE, numbered, reverses=reverses)
