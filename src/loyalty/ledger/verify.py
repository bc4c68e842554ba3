"""The auditor: holds one member's rows to the laws of the ledger and names what differs.

Works on what is stored and shares nothing with the planning functions but the shape of an
entry and its hash; each law is thus kept in two places. It finds what was changed, dropped,
swapped or put in between. It cannot find a tail cut off together with all its effects on the
balance: for that a head must have been kept outside.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from loyalty.kernel.identity import EntryId, MemberId
from loyalty.kernel.refusal import UNREADABLE, InvariantBroken
from loyalty.ledger.account import AccountState, Hold, Lot
from loyalty.ledger.chain import GENESIS, entry_hash
from loyalty.ledger.entry import Account, Entry, Kind, Posting
from loyalty.ledger.replay import Tally, replay

TAMPERED = "LEDGER_TAMPERED"
"""The catalogue's word for any fault."""
_LOTTED = (Account.AVAILABLE, Account.PENDING)
_SPENDINGS = (Kind.BURN, Kind.CAPTURE)


@dataclass(frozen=True, slots=True)
class Fault:
    """A law that stored rows break: which law, at which entry if at one, and what differs."""

    law: str
    entry_id: EntryId | None
    differs: str


@dataclass(frozen=True, slots=True)
class StoredBalance:
    """The balance row of one account, as it is."""

    available: int
    pending: int
    held: int
    owed: int
    seq: int
    head_hash: bytes
    next_due: datetime | None


@dataclass(frozen=True, slots=True)
class AccountRows:
    """Everything stored about one account; ``faults`` are rows that could not even be read."""

    member_id: MemberId
    unit: str
    programme: str
    balance: StoredBalance | None
    entries: tuple[Entry, ...]
    lots: tuple[Lot, ...]
    holds: tuple[Hold, ...]
    faults: tuple[Fault, ...] = ()


def verify(rows: AccountRows) -> list[Fault]:
    """Give every broken law, none where all hold. ``rows.entries`` come in the order of ``seq``."""
    faults = [*rows.faults, *_chain(rows)]
    try:
        faults += _laws(rows)
    except UNREADABLE as broken:
        # A file of SQLite takes a text where a number belongs; where it stands, the chain says.
        faults.append(Fault("unreadable", None, str(broken)))
    return faults


def _laws(rows: AccountRows) -> Iterator[Fault]:
    yield from _natural_keys(rows.entries)
    for entry in rows.entries:
        yield from _postings(entry)
    yield from _ends(rows.entries)
    yield from _reversals(rows.entries)
    yield from _conservation(rows.entries)
    yield from _results(rows)


def _chain(rows: AccountRows) -> Iterator[Fault]:
    before = GENESIS
    for place, entry in enumerate(rows.entries, start=1):
        if entry.seq != place:
            yield Fault("chain", entry.entry_id, f"seq is {entry.seq}, its place is {place}")
        if entry.prev_hash != before:
            yield Fault("chain", entry.entry_id, "does not follow the entry before it")
        if entry.hash != _hashed(entry):
            yield Fault("chain", entry.entry_id, "its content is not what was hashed")
        before = entry.hash
    if rows.balance is not None and rows.balance.head_hash != before:
        yield Fault("chain", None, "the balance does not point to the last entry")


def _hashed(entry: Entry) -> bytes:
    """Give the hash of what an entry says, nothing where it says what cannot be hashed."""
    try:
        return entry_hash(entry)
    except UNREADABLE:
        return b""


def _natural_keys(entries: Sequence[Entry]) -> Iterator[Fault]:
    seen: set[tuple[str, str, Kind]] = set()
    for entry in entries:
        key = (entry.cause.source, entry.cause.external_ref, entry.kind)
        if key in seen:
            yield Fault("once", entry.entry_id, f"{entry.kind} {key[0]} {key[1]} is booked twice")
        seen.add(key)


def _postings(entry: Entry) -> Iterator[Fault]:
    """Hold the lots that each line names to its amount; lines are numbered from 1."""
    if [posting.line for posting in entry.postings] != list(range(1, len(entry.postings) + 1)):
        yield Fault("postings", entry.entry_id, "lines are missing")
    allocated: Counter[int] = Counter()
    for allocation in entry.allocations:
        allocated[allocation.line] += allocation.amount
    for posting in entry.postings:
        expected = _expected_allocation(entry, posting)
        if allocated.pop(posting.line, 0) != expected:
            yield Fault(
                "allocations", entry.entry_id, f"line {posting.line} must move {expected} of its lots"
            )
    if allocated:
        yield Fault("allocations", entry.entry_id, f"lots are moved by no line: {sorted(allocated)}")


def _expected_allocation(entry: Entry, posting: Posting) -> int:
    if entry.lot is not None and posting.line == 1:
        return 0  # the points are the new lot itself
    if posting.source in _LOTTED and posting.destination in _LOTTED:
        return 0  # vesting: the points stay in their lots
    if posting.source in _LOTTED:
        return -posting.amount
    return posting.amount if posting.destination in _LOTTED else 0


def _ends(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Hold the end of every lot to move to later only, and only of lots that are there."""
    ends: dict[EntryId, datetime | None] = {}
    for entry in entries:
        if entry.lot is not None:
            ends[entry.entry_id] = entry.lot.expires_at
        for end in entry.ends:
            before = ends.get(end.lot_id)
            told = entry.kind is Kind.TELL and end.expires_at == before and end.until_told is False
            if before is None or (end.expires_at <= before and not told):
                yield Fault(
                    "ends",
                    entry.entry_id,
                    f"lot {end.lot_id} moves its end from {before} to {end.expires_at}",
                )
            ends[end.lot_id] = end.expires_at


def _reversals(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Hold what was given or taken back to what there was, and each hold to one end."""
    by_id = {entry.entry_id: entry for entry in entries}
    back: Counter[EntryId] = Counter()
    ended: dict[EntryId, list[EntryId]] = defaultdict(list)
    for entry in entries:
        origin = by_id.get(entry.reverses_entry_id) if entry.reverses_entry_id is not None else None
        if origin is None:
            if entry.reverses_entry_id is not None:
                yield Fault("reversals", entry.entry_id, "reverses an entry that is not there")
        elif entry.kind is Kind.CLAWBACK:
            back[origin.entry_id] += entry.moved(destination=Account.ISSUED)
        elif entry.kind is Kind.RESTORE:
            back[origin.entry_id] += entry.moved(source=Account.REDEEMED)
        elif entry.kind is Kind.EARN:
            back[origin.entry_id] -= entry.moved(source=Account.ISSUED)
        elif entry.kind is Kind.BURN:
            back[origin.entry_id] -= entry.moved(destination=Account.REDEEMED)
        else:
            ended[origin.entry_id].append(entry.entry_id)
    for entry_id, amount in back.items():
        origin = by_id[entry_id]
        spent = origin.moved(destination=Account.REDEEMED) if origin.kind in _SPENDINGS else 0
        limit = spent + origin.moved(source=Account.ISSUED)
        if amount > limit:
            yield Fault("reversals", entry_id, f"{amount} points of {limit} were reversed")
    for entry_id, ends in ended.items():
        if len(ends) > 1:
            yield Fault("holds", entry_id, f"the hold ended {len(ends)} times")


def _conservation(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Hold the points with the member to those that came in and went out."""
    tally = Tally()
    for entry in entries:
        tally.take(entry)
    member = sum(amount for account, amount in tally.balances.items() if account.startswith("M."))
    elsewhere = sum(amount for account, amount in tally.balances.items() if not account.startswith("M."))
    if member + elsewhere:
        yield Fault("conservation", None, f"{member + elsewhere} points came from nowhere")
    for account in (Account.LAPSED, Account.REDEEMED):
        if tally.balances[account] < 0:
            yield Fault("conservation", None, f"{account} is {tally.balances[account]}")


def _results(rows: AccountRows) -> Iterator[Fault]:
    """Hold the rows of balance, lots and holds to what the entries give from zero."""
    try:
        replayed = replay(rows.member_id, rows.unit, rows.programme, rows.entries)
    except InvariantBroken as broken:
        yield Fault("replay", None, str(broken))
        return
    yield from _balance(rows.balance, replayed)
    unsaid = _unsaid(rows.entries)
    stored = {lot.lot_id: replace(lot, awaits=False) if lot.lot_id in unsaid else lot for lot in rows.lots}
    yield from _compared("lots", {lot.lot_id: lot for lot in replayed.lots}, stored)
    expected = {hold.entry_id: hold for hold in replayed.holds}
    yield from _compared("holds", expected, {hold.entry_id: hold for hold in rows.holds})


def _unsaid(entries: Sequence[Entry]) -> set[EntryId]:
    """Give the lots of which no entry says whether they wait: those of before entries said it."""
    unsaid: set[EntryId] = set()
    for entry in entries:
        if entry.lot is not None and entry.lot.until_told is None and entry.lot.expires_at is not None:
            unsaid.add(entry.entry_id)
        unsaid.difference_update(end.lot_id for end in entry.ends if end.until_told is not None)
    return unsaid


def _balance(stored: StoredBalance | None, replayed: AccountState) -> Iterator[Fault]:
    if stored is None:
        if replayed.seq:
            yield Fault("balance", None, "there is no balance")
        return
    for field in ("available", "pending", "held", "owed", "seq", "next_due"):
        shown, counted = getattr(stored, field), getattr(replayed, field)
        if shown != counted:
            yield Fault("balance", None, f"{field} is {shown}, the entries give {counted}")
    if replayed.owed and replayed.available:
        yield Fault("balance", None, f"{replayed.owed} points are owed beside {replayed.available} available")


def _compared(
    law: str,
    expected: dict[EntryId, Lot] | dict[EntryId, Hold],
    stored: dict[EntryId, Lot] | dict[EntryId, Hold],
) -> Iterator[Fault]:
    for entry_id in sorted(expected.keys() | stored.keys()):
        ours, theirs = expected.get(entry_id), stored.get(entry_id)
        if ours is None or theirs is None:
            yield Fault(law, entry_id, "a row without entries" if ours is None else "the row is missing")
        elif ours != theirs:
            yield Fault(law, entry_id, "; ".join(_differences(ours, theirs)))


def _differences(ours: Lot | Hold, theirs: Lot | Hold) -> Iterator[str]:
    for field in fields(ours):
        given, stored = getattr(ours, field.name), getattr(theirs, field.name, None)
        if given != stored:
            yield f"{field.name} is {stored}, the entries give {given}"
