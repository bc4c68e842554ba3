"""Rows about points to bookings: a member's rows of a wallet in order of time, planned at one desk.

The plans are those by which orders and returns are booked, one after another, so the entries
are the same; only reading and writing is done for many members at once. Nobody's other
bookings are passed over: where somebody booked meanwhile, the whole batch is planned again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby

from loyalty.decision.programme import Programme
from loyalty.history.table import Ended, OfMember, RawRow, RowRefused, RowResult, batches, refused
from loyalty.kernel.identity import EntryId, MemberId
from loyalty.kernel.refusal import Refusal
from loyalty.ledger.account import Booked
from loyalty.ledger.causes import earning_in, spending_in
from loyalty.ledger.desk import Desk, Recording
from loyalty.ledger.due import closed, opened, went_on
from loyalty.ledger.entry import Account, Cause, Entry, Kind, LotTerms
from loyalty.ledger.plans import burn, claw_back, earn, owe, restore
from loyalty.ledger.terms import Terms
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.enrol_member import reference_hash
from loyalty.use_cases.prepaid import NAMED, refuse_beyond
from loyalty.use_cases.refusals import UnknownMember, UnknownOrder
from loyalty.use_cases.services import POINTS, Services, retrying
from loyalty.use_cases.stored_value import value_unit
from loyalty.use_cases.wallets import spendable, terms_of, wallet_in

SOURCE = "import"
"""The source under which rows are booked."""
NOBODY = RowRefused("no-member", "say in `member` or `reference` whose points they are")
BEHIND = RowRefused(
    "behind-the-book",
    "the member has later entries, and the book is written in order of time; leave the row out",
)


@dataclass(frozen=True, slots=True)
class PointRow:
    """A row that can be read: what happened to points of a wallet, when, and when it is recorded.

    ``ref`` is the reference of its entry, ``of`` that of the entry it takes or gives back from;
    points that are taken back of nothing are owed from elsewhere.
    """

    number: int
    kind: Kind
    wallet: str
    ref: str
    at: datetime
    recorded: datetime
    points: int
    of: str = ""
    vests_at: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Importing:
    """A programme's table of points, by member; with ``dry_run`` nothing is booked."""

    programme: str
    members: Iterable[OfMember]
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a row of a member needs to know."""

    unit: UnitOfWork
    programme: Programme
    member: MemberId
    now: datetime


Read = Callable[[RawRow, Reading], PointRow]


def book_rows(services: Services, command: Importing, read: Read) -> Iterator[RowResult]:
    """Give what each row came to, each batch after it was made lasting. Raises UnknownProgramme."""
    for batch in batches(command.members):
        yield from retrying(services, partial(_book, services, command, read, batch))


def _book(
    services: Services, command: Importing, read: Read, batch: Sequence[OfMember]
) -> Sequence[RowResult]:
    now = services.clock.now()
    results: list[RowResult] = []
    bookings: list[Booked] = []
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, command.programme, now)
        planner = _Planner(services, unit, programme, now)
        members = members_of(services, unit, programme.name, batch)
        for group in batch:
            member = members.get(group.who)
            if member is None:
                why = UnknownMember() if group.who else NOBODY
                results += (
                    refused(row, why if row.cells is not None else row.unreadable) for row in group.rows
                )
            else:
                bookings += planner.plan(member, group.rows, read, results)
    if bookings and not command.dry_run:
        with services.units.write() as unit:
            unit.ledger.book_many(bookings)
            unit.commit()
    return results


def members_of(
    services: Services, unit: UnitOfWork, programme: str, batch: Iterable[OfMember]
) -> Mapping[str, MemberId]:
    """Give the members who take part in the programme, by what the rows know them by."""
    ids = {group.who: group.member_id for group in batch}
    hashes = {who: reference_hash(services, programme, who) for who, found in ids.items() if found is None}
    by_hash = unit.members.by_references(programme, hashes.values())
    active = unit.members.active_among(programme, [found for found in ids.values() if found is not None])
    found = {who: member for who, member in ids.items() if member in active}
    return found | {who: by_hash[hashed] for who, hashed in hashes.items() if hashed in by_hash}


class _Planner:
    """Plans the rows of one member after another."""

    def __init__(self, services: Services, unit: UnitOfWork, programme: Programme, now: datetime) -> None:
        self._unit, self._programme, self._now = unit, programme, now
        self._ids = services.entropy.ids(now)
        self._terms: dict[str, Terms] = {}

    def plan(
        self, member: MemberId, raw: Sequence[RawRow], read: Read, results: list[RowResult]
    ) -> Iterator[Booked]:
        """Give the bookings of a member's rows, one for each wallet, and add what the rows came to."""
        reading = Reading(self._unit, self._programme, member, self._now)
        rows: list[PointRow] = []
        for each in raw:
            try:
                rows.append(self._checked(read(each, reading)))
            except (Refusal, RowRefused) as why:
                results.append(refused(each, why))
        rows.sort(key=lambda row: (row.wallet, row.recorded, row.number))
        for wallet, of_wallet in groupby(rows, key=lambda row: row.wallet):
            account = _Account(self._unit, member, wallet, self._programme)
            terms = self._terms[wallet]
            results.extend(account.take(row, self._recording(row, terms)) for row in of_wallet)
            yield from account.booked()

    def _recording(self, row: PointRow, terms: Terms) -> Recording:
        """Give how a row is recorded: its member is told of an end to come, of one that is over not."""
        tells = row.expires_at is not None and row.expires_at > self._now
        return Recording(row.recorded, self._ids, terms, tells=tells)

    def _checked(self, row: PointRow) -> PointRow:
        """Give the row where it can be of its wallet at its time. Raises RowRefused, UnknownWallet."""
        if row.wallet not in self._terms:
            if row.wallet == value_unit(self._programme) and self._programme.shape.stored_value is not None:
                self._terms[row.wallet] = Terms()
            else:
                wallet_in(self._programme, row.wallet)
                self._terms[row.wallet] = terms_of(self._programme, row.wallet)
        if row.kind is Kind.BURN and row.wallet != POINTS and row.wallet != value_unit(self._programme):
            spendable(self._programme, row.wallet)
        if max(row.at, row.recorded) > self._now:
            raise RowRefused("in-the-future", "it has not happened yet; leave the row out")
        if row.expires_at is not None and row.expires_at <= max(row.recorded, row.vests_at or row.recorded):
            raise RowRefused("lot-ended", "the points end before they can be spent; leave the row out")
        return row


class _Account:
    """One account, from the rows of one import."""

    def __init__(self, unit: UnitOfWork, member: MemberId, wallet: str, programme: Programme) -> None:
        self._unit, self._member, self._wallet = unit, member, wallet
        self._state = unit.ledger.account(member, wallet, programme.name)
        self._programme = programme
        self._known: set[tuple[str, Kind]] = set()
        self._last: datetime | None = None
        if self._state.seq:
            self._known = unit.ledger.booked_under(member, wallet, SOURCE)
            self._last = unit.ledger.last_recorded(member, wallet)
        self._desk: Desk | None = None

    def take(self, row: PointRow, recording: Recording) -> RowResult:
        """Give what a row comes to, and draft it where it is new."""
        if (row.ref, row.kind) in self._known:
            return RowResult(row.number, Ended.THERE)
        if self._last is not None and row.recorded < self._last:
            return RowResult(row.number, Ended.REFUSED, BEHIND.code, BEHIND.mend)
        try:
            self._draft(row, recording)
        except Refusal as why:
            return refused(RawRow(row.number, None), why)
        self._known.add((row.ref, row.kind))
        return RowResult(row.number, Ended.IMPORTED)

    def booked(self) -> Iterator[Booked]:
        """Give the booking, where there is one."""
        if self._desk is not None:
            yield closed(self._desk)

    def _draft(self, row: PointRow, recording: Recording) -> None:
        cause = Cause(SOURCE, row.ref, row.at)
        entries = self._about(row.of) if row.of else ()
        if self._desk is None:
            self._desk = opened(self._state, recording)
        else:
            went_on(self._desk, recording)
        desk = self._desk
        match row.kind:
            case Kind.EARN:
                if self._wallet == value_unit(self._programme):
                    there = desk.balances[Account.AVAILABLE] + desk.balances[Account.PENDING]
                    refuse_beyond(self._programme, NAMED, there + row.points, row.recorded)
                earn(desk, cause, LotTerms(row.points, row.vests_at, row.expires_at))
            case Kind.BURN:
                burn(desk, cause, row.points)
            case Kind.CLAWBACK if not row.of:
                owe(desk, cause, row.points)
            case Kind.CLAWBACK:
                earning = earning_in((*entries, *desk.entries), row.of)
                if earning is None:
                    raise UnknownOrder
                claw_back(desk, cause, earning, row.points)
            case _:
                spending = spending_in((*entries, *desk.entries), row.of)
                if spending is None:
                    raise UnknownOrder
                restore(desk, cause, spending, row.points)

    def _about(self, ref: str) -> tuple[Entry, ...]:
        """Give what was booked under a reference before this import, with the lots of it at hand."""
        if not self._state.seq:
            return ()
        found = self._unit.ledger.history(self._member, self._wallet, source=SOURCE, external_ref=ref)
        lots: set[EntryId] = {each.lot_id for entry in found for each in entry.allocations}
        lots |= {entry.entry_id for entry in found if entry.lot is not None}
        at_hand = self._desk.lots if self._desk is not None else {lot.lot_id: lot for lot in self._state.lots}
        missing = lots - at_hand.keys()
        if missing:
            whole = self._unit.ledger.account(self._member, self._wallet, self._programme.name, lots=missing)
            if self._desk is None:
                self._state = whole
            else:
                self._desk.lots |= {lot.lot_id: lot for lot in whole.lots if lot.lot_id in missing}
        return found
