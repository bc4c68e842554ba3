"""The ledger's rows: loads accounts, books what was planned, reads entries. Never commits."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import IntegrityError, OperationalError

from loyalty.database import ledger_statements as sql
from loyalty.database import ledger_tables as tables
from loyalty.database.bulk import insert_many
from loyalty.database.failures import broken_key
from loyalty.kernel.identity import EntryId, HoldId, MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.kernel.period import Period
from loyalty.kernel.refusal import UNREADABLE, InvariantBroken
from loyalty.ledger import rows
from loyalty.ledger.account import AccountKey, AccountState, Booked, Hold, Near
from loyalty.ledger.causes import OrderAccount, earning_in, spending_in
from loyalty.ledger.entry import Account, Entry, Kind
from loyalty.ledger.moving.conversion import reason_of
from loyalty.ledger.reading.liability import Breakage, Dormant
from loyalty.ledger.refusals import AlreadyBooked, StaleAccount
from loyalty.ledger.replay import state_as_of
from loyalty.ledger.verify import AccountRows, Fault

_NO_SEQ = 1 << 62
Moves = dict[tuple[Account, Account], int]
"""Points that moved, by where they were and where they went."""


class LedgerStore:
    """The ledger of one connection."""

    def __init__(self, connection: Connection, told: Callable[[Booked], None]) -> None:
        self._connection, self._told = connection, told
        self.moved_here: Counter[tuple[Account, Account]] = Counter()
        """Points that were moved through this store, by where they were and where they went."""

    @rows.as_booked()
    def account(
        self,
        member_id: MemberId,
        unit: str,
        programme: str,
        *,
        hold_id: HoldId | None = None,
        lots: Collection[EntryId] = (),
    ) -> AccountState:
        """Give what booking needs: open lots, open holds, and the ended ones that are named.

        A member without points of this unit has an empty account. Raises `LedgerTampered`
        where balances differ from lots and holds.
        """
        mine = {"member": member_id, "unit": unit}
        found = self._connection.execute(sql.ACCOUNT, mine).all()
        if not found:
            return AccountState.empty(member_id, unit, programme)
        row = found[0]
        open_lots = {
            each[sql.BALANCE_WIDTH]: rows.lot_from(each[sql.BALANCE_WIDTH :]) for each in found if each.lot_id
        }
        holds: tuple[Hold, ...] = ()
        if row.held or hold_id is not None:
            asked = self._connection.execute(sql.SOME_HOLDS, mine | {"hold": hold_id or 0})
            holds = tuple(rows.hold_from(own) for _, own in rows.by_hold(asked))
        named = {lot_id for each in holds for lot_id, _ in each.parts}.union(lots) - open_lots.keys()
        if named:
            ended = self._connection.execute(sql.SOME_LOTS, mine | {"lots": sorted(named)})
            open_lots |= {each[0]: rows.lot_from(each) for each in ended}
        return rows.account_from(row, (open_lots[lot_id] for lot_id in sorted(open_lots)), holds)

    @rows.as_booked()
    def account_near(self, member_id: MemberId, unit: str, programme: str, near: Near | None) -> AccountState:
        """Give an account with the lots that are ``near`` and the sums of the others, where that is enough.

        Else with all, as `account` does: where nothing is said to be near, points are set aside, or owed.
        """
        if near is None:
            return self.account(member_id, unit, programme)
        asked = {"member": member_id, "unit": unit} | rows.near_values(near)
        found = self._connection.execute(sql.NEAR_ACCOUNT, asked).all()
        if not found:
            return AccountState.empty(member_id, unit, programme)
        return rows.near_account(found, sql.BALANCE_WIDTH) or self.account(member_id, unit, programme)

    def wallet_of_hold(self, member_id: MemberId, hold_id: HoldId) -> str | None:
        """Give the wallet whose points a hold sets aside, None where the member has no such hold."""
        return self._connection.scalar(sql.UNIT_OF_HOLD, {"member": member_id, "hold": hold_id})

    def wallet_of_spending(self, member_id: MemberId, source: str, external_ref: str) -> str | None:
        """Give the wallet from which points were spent under a reference, None where none were."""
        asked = {"member": member_id, "source": source, "ref": external_ref}
        return self._connection.scalar(sql.UNIT_OF_SPENDING, asked)

    def order_account(
        self, member_id: MemberId, unit: str, programme: str, *, source: str, external_ref: str
    ) -> OrderAccount:
        """Give the account with all that a return of the order booked under this reference needs."""
        about = self.history(member_id, unit, source=source, external_ref=external_ref)
        earning, spending = earning_in(about, external_ref), spending_in(about, external_ref)
        lots = set() if earning is None else {earning.entry_id}
        lots.update(lot_id for lot_id, _ in (spending.parts if spending is not None else ()))
        return OrderAccount(self.account(member_id, unit, programme, lots=lots), earning, spending)

    def history(self, member_id: MemberId, unit: str, *, source: str, external_ref: str) -> tuple[Entry, ...]:
        """Give the entries booked under a reference and all that is about them, oldest first.

        That is: holds they ended, entries that reverse them, lapses of the lot they opened.
        """
        mine = {"member": member_id, "unit": unit}
        caused = self._connection.execute(sql.CAUSED, mine | {"source": source, "ref": external_ref}).all()
        ids = {row.entry_id for row in caused} | {row.reverses_entry_id for row in caused}
        earned = [row.entry_id for row in caused if row.kind == Kind.EARN]
        found = self._connection.execute(
            sql.ABOUT, mine | {"ids": sorted(ids - {None}), "lots": earned}
        ).all()
        return self._sound(member_id, found)

    def by_source(self, member_id: MemberId, unit: str, source: str) -> tuple[Entry, ...]:
        """Give the entries of an account that one source asked for, oldest first."""
        mine = {"member": member_id, "unit": unit, "source": source}
        return self._sound(member_id, self._connection.execute(sql.BY_SOURCE, mine).all())

    def lapses_of(self, member_id: MemberId, unit: str, lots: Collection[EntryId]) -> tuple[Entry, ...]:
        """Give the entries by which points of these lots lapsed, oldest first."""
        if not lots:
            return ()
        mine = {"member": member_id, "unit": unit, "lots": sorted(lots)}
        return self._sound(member_id, self._connection.execute(sql.LAPSES, mine).all())

    def whole(self, member_id: MemberId, unit: str) -> tuple[Entry, ...]:
        """Give every entry of an account, oldest first."""
        mine = {"member": member_id, "unit": unit}
        return self._sound(member_id, self._connection.execute(sql.ENTRIES, mine).all())

    def units(self, member_id: MemberId) -> list[str]:
        """Give the units of which a member has an account."""
        return list(self._connection.scalars(sql.UNITS, {"member": member_id}))

    def book(self, booked: Booked) -> None:
        """Write a booking, first the balance, on the condition that nobody booked since it was read.

        Raises `StaleAccount` where somebody did, `AlreadyBooked` where this source has booked
        the reference before; the unit of work is to be left without commit.
        """
        if not booked.entries:
            return
        self.move([(booked.before.seq, booked.state)])
        try:
            self._connection.execute(sql.ADD_ENTRY, [rows.entry_values(each) for each in booked.entries])
        except IntegrityError as fault:
            # Named by its key on PostgreSQL, by its columns on SQLite.
            if "entry_natural" in broken_key(fault) or "external_ref" in broken_key(fault):
                raise AlreadyBooked from fault
            raise
        postings = rows.posting_values(booked.entries)
        if postings:  # a mark of a merge moves nothing
            self._connection.execute(sql.ADD_POSTING, postings)
        allocations = rows.allocation_values(booked.entries)
        if allocations:
            self._connection.execute(sql.ADD_ALLOCATION, allocations)
        ends = rows.lot_end_values(booked.entries)
        if ends:
            self._connection.execute(sql.ADD_LOT_END, ends)
        opened, holds = rows.opened_lots(booked), rows.opened_holds(booked)
        if opened:
            self._connection.execute(sql.ADD_LOT, opened)
        if holds:
            self._connection.execute(sql.ADD_HOLD, holds)
        self.change(rows.Changes.of(booked))
        self._count(booked.entries)
        self._told(booked)

    def book_many(self, bookings: Sequence[Booked]) -> None:
        """Write bookings of as many accounts at once. Raises `StaleAccount` where anybody booked since.

        What is written is what `book` writes of each; an entry that is there already raises
        IntegrityError. It is what was booked elsewhere, and nobody is told of it.
        """
        bookings = [each for each in bookings if each.entries]
        self.move([(each.before.seq, each.state) for each in bookings])
        entries = [entry for each in bookings for entry in each.entries]
        for table, new in (
            (tables.entry, map(rows.entry_values, entries)),
            (tables.posting, rows.posting_values(entries)),
            (tables.allocation, rows.allocation_values(entries)),
            (tables.lot_end, rows.lot_end_values(entries)),
            (tables.lot, (row for each in bookings for row in rows.opened_lots(each))),
            (tables.hold, (row for each in bookings for row in rows.opened_holds(each))),
        ):
            insert_many(self._connection, table, new)
        for each in bookings:
            self.change(rows.Changes.of(each))
        self._count(entries)

    def booked_under(self, member_id: MemberId, unit: str, source: str) -> set[tuple[str, Kind]]:
        """Give the references under which a source has booked, each with the kind of entry."""
        asked = {"member": member_id, "unit": unit, "source": source}
        found = self._connection.execute(sql.REFERENCES, asked)
        return {(row.external_ref, Kind(row.kind)) for row in found}

    def last_recorded(self, member_id: MemberId, unit: str) -> datetime | None:
        """Give when the last entry of an account was recorded, None where there is none."""
        return rows.moment(self._connection.scalar(sql.LAST_RECORDED, {"member": member_id, "unit": unit}))

    def move(self, moves: Sequence[tuple[int, AccountState]]) -> None:
        """Write balances, each over the one of the seq that was read. Raises `StaleAccount`."""
        for fresh, moving in ((True, sql.OPEN_BALANCE), (False, sql.MOVE_BALANCE)):
            values = [rows.balance_values(state, seq) for seq, state in moves if (seq == 0) is fresh]
            if values and self._connection.execute(moving, values).rowcount != len(values):
                raise StaleAccount

    def change(self, changes: rows.Changes) -> None:
        """Write what bookings changed of lots and holds that were there."""
        if changes.lots:
            self._connection.execute(sql.CHANGE_LOT, changes.lots)
        if changes.ends:
            self._connection.execute(sql.EXTEND_LOT, changes.ends)
        if changes.holds:
            self._connection.execute(sql.END_HOLD, changes.holds)

    def entries(
        self, member_id: MemberId, unit: str, *, limit: int, before_seq: int | None = None
    ) -> tuple[Entry, ...]:
        """Give up to ``limit`` entries, the latest first, from below ``before_seq`` on."""
        asked = {"before": before_seq if before_seq is not None else _NO_SEQ, "limit": limit}
        found = self._connection.execute(sql.LATEST, {"member": member_id, "unit": unit} | asked).all()
        return self._sound(member_id, found)

    def as_of(self, member_id: MemberId, unit: str, programme: str, at: datetime) -> AccountState:
        """Give the account by what had happened by ``at``, to be shown with `holdings`, never booked on."""
        asked = {"member": member_id, "unit": unit, "at": microseconds(at)}
        found = self._connection.execute(sql.HAPPENED, asked).all()
        entries, awaiting = self._sound(member_id, found), self.awaiting(member_id, unit)
        return state_as_of(member_id, unit, programme, entries, at, awaiting)

    def awaiting(self, member_id: MemberId, unit: str) -> set[EntryId]:
        """Give the lots that do not lapse until their member was told of their end."""
        return set(self._connection.scalars(sql.AWAITING, {"member": member_id, "unit": unit}))

    def audit(self, key: AccountKey) -> AccountRows:
        """Give everything stored about one account, for `verify`; rows that cannot be read become faults."""
        try:
            return self._audited(key)
        except OperationalError as broken:
            if "decode" not in str(broken.orig):
                raise
            return rows.unreadable(key, "bytes that are no text stand as one")
        except UNREADABLE as broken:
            return rows.unreadable(key, str(broken))

    def _audited(self, key: AccountKey) -> AccountRows:
        mine = {"member": key.member_id, "unit": key.unit}
        entries, faults = self._entries(key.member_id, self._connection.execute(sql.ENTRIES, mine).all())
        stored = [(row.lot_id, row) for row in self._connection.execute(sql.LOTS, mine)]
        lots, of_lots = rows.audited("lots", rows.lot_from, stored)
        own = rows.by_hold(self._connection.execute(sql.HOLDS, mine))
        holds, of_holds = rows.audited("holds", rows.hold_from, own)
        untrue = rows.untrue(self._connection.execute(sql.NO_TRUTHS, mine))
        found = self._connection.execute(sql.BALANCE, mine).one_or_none()
        return AccountRows(
            member_id=key.member_id,
            unit=key.unit,
            programme=key.programme,
            balance=rows.stored_balance(found) if found is not None else None,
            entries=entries,
            lots=tuple(lots),
            holds=tuple(holds),
            faults=(*faults, *of_lots, *of_holds, *untrue),
        )

    def accounts(self, *, after: AccountKey | None, limit: int) -> list[AccountKey]:
        """Give up to ``limit`` accounts of all members, in order, from behind ``after`` on."""
        start = {"member": after.member_id, "unit": after.unit} if after else {"member": -1, "unit": ""}
        return [AccountKey(*row) for row in self._connection.execute(sql.ACCOUNTS, start | {"limit": limit})]

    def accounts_without_balance(self) -> list[AccountKey]:
        """Give the accounts that have entries and no balance; there are none where nobody meddled."""
        found = self._connection.execute(sql.WITHOUT_BALANCE)
        return [AccountKey(row.member_id, row.unit, "") for row in found]

    def count_accounts(self) -> int:
        """Give how many accounts all members have together."""
        return int(self._connection.scalar(sql.ACCOUNTS_COUNT) or 0)

    def due(self, now: datetime, limit: int) -> list[AccountKey]:
        """Give up to ``limit`` accounts with something due by ``now``, longest due first."""
        found = self._connection.execute(sql.DUE, {"now": microseconds(now), "limit": limit})
        return [AccountKey(*row) for row in found]

    def accounts_due(
        self, programme: str, until: datetime, *, after: AccountKey | None, limit: int
    ) -> list[tuple[AccountKey, datetime]]:
        """Give up to ``limit`` accounts of a programme with something due by ``until``, and when that is.

        They come in order, from behind ``after`` on.
        """
        start = {"member": after.member_id, "unit": after.unit} if after else {"member": -1, "unit": ""}
        asked = start | {"programme": programme, "until": microseconds(until), "limit": limit}
        found = self._connection.execute(sql.ACCOUNTS_DUE, asked)
        return [(AccountKey(*row[:3]), instant_at(row.next_due)) for row in found]

    def issued_between(self, member_id: MemberId, unit: str, period: Period) -> int:
        """Give the points awarded in ``period``, less what was taken back of those awards since."""
        asked = {"start": microseconds(period.start), "end": microseconds(period.end)}
        return int(self._connection.scalar(sql.ISSUED, {"member": member_id, "unit": unit} | asked) or 0)

    def given_between(self, member_id: MemberId, unit: str, period: Period) -> int:
        """Give the points that the member gave to others in ``period``."""
        asked = {"start": microseconds(period.start), "end": microseconds(period.end)}
        return int(self._connection.scalar(sql.GIVEN, {"member": member_id, "unit": unit} | asked) or 0)

    def converted_between(self, member_id: MemberId, unit: str, conversion: str, period: Period) -> int:
        """Give the points of ``unit`` that the member gave away by a conversion in ``period``."""
        asked = {"start": microseconds(period.start), "end": microseconds(period.end)}
        asked_of = {"member": member_id, "unit": unit, "begins": reason_of(conversion)}
        return int(self._connection.scalar(sql.CONVERTED, asked_of | asked) or 0)

    def moved(self, programme: str, unit: str) -> Moves:
        """Give the points ever moved from one account to another, over all members of the programme."""
        return self._by_wallet(sql.MOVED, {"programme": programme}).get(unit, {})

    def moved_until(self, programme: str, end: datetime) -> dict[str, Moves]:
        """Give by wallet the points that were moved by entries recorded before ``end``."""
        return self._by_wallet(sql.MOVED_UNTIL, {"programme": programme, "end": microseconds(end)})

    def moved_within(self, programme: str, period: Period) -> dict[str, Moves]:
        """Give by wallet the points that were moved by entries recorded in ``period``."""
        asked = {"start": microseconds(period.start), "end": microseconds(period.end)}
        return self._by_wallet(sql.MOVED_WITHIN, {"programme": programme, **asked})

    def _by_wallet(self, statement: Executable, asked: rows.Values) -> dict[str, Moves]:
        found: dict[str, Moves] = {}
        for row in self._connection.execute(statement, asked):
            moved = found.setdefault(row.unit, {})
            moved[Account(row.source), Account(row.destination)] = int(row.amount)
        return found

    def ended_lots(self, programme: str, end: datetime) -> dict[str, Breakage]:
        """Give by wallet how many lots had ended by an instant, with their points and what lapsed of them."""
        asked = {"programme": programme, "end": microseconds(end)}
        lapsed = {row.unit: int(row.lapsed) for row in self._connection.execute(sql.LAPSED_OF_ENDED, asked)}
        rows_of = self._connection.execute(sql.ENDED_LOTS, asked)
        return {r.unit: Breakage(int(r.lots), int(r.issued), lapsed.get(r.unit, 0)) for r in rows_of}

    def dormant(self, programme: str, before: datetime) -> list[Dormant]:
        """Give the accounts with something in them with which their member last did something before."""
        asked = {"programme": programme, "before": microseconds(before)}
        return [
            Dormant(MemberId(row.member_id), row.unit, int(row.there), instant_at(row.last))
            for row in self._connection.execute(sql.DORMANT, asked)
        ]

    def _count(self, entries: Iterable[Entry]) -> None:
        for each in (posting for entry in entries for posting in entry.postings):
            self.moved_here[each.source, each.destination] += each.amount

    @rows.as_booked()
    def _sound(self, member_id: MemberId, found: Sequence[rows.Row]) -> tuple[Entry, ...]:
        entries, faults = self._entries(member_id, found)
        if faults:
            message = f"member {member_id}: {faults[0].differs}"
            raise InvariantBroken(message)
        return entries

    def _entries(
        self, member_id: MemberId, found: Sequence[rows.Row]
    ) -> tuple[tuple[Entry, ...], list[Fault]]:
        """Give entries with all that belongs to them, and a fault for each that cannot be read."""
        ids = [row.entry_id for row in found]
        asked = {"member": member_id, "first": min(ids, default=0), "last": max(ids, default=-1)}
        postings = _by_entry(self._connection.execute(sql.POSTINGS, asked))
        allocations = _by_entry(self._connection.execute(sql.ALLOCATIONS, asked))
        ends = _by_entry(self._connection.execute(sql.LOT_ENDS, asked))
        lots = {row.lot_id: row for row in self._connection.execute(sql.OPENED_LOTS, asked)}
        holds = {row.entry_id: row for row in self._connection.execute(sql.OPENED_HOLDS, asked)}
        entries: list[Entry] = []
        faults: list[Fault] = []
        for row in found:
            own = rows.OwnRows(
                postings[row.entry_id],
                allocations[row.entry_id],
                lots.get(row.entry_id),
                holds.get(row.entry_id),
                ends[row.entry_id],
            )
            try:
                entries.append(rows.entry_from(row, own))
            except UNREADABLE as broken:
                faults.append(Fault("unreadable", row.entry_id, str(broken)))
        return tuple(entries), faults


def _by_entry(found: Iterable[rows.Row]) -> dict[int, list[rows.Row]]:
    grouped: dict[int, list[rows.Row]] = defaultdict(list)
    for row in found:
        grouped[row.entry_id].append(row)
    return grouped
