"""Book a whole history of sales: price, award, book, take back, in order of time, into a fresh database.

The same use cases book it that book a sale of today, at a clock that stands where history
stands. A row that cannot be booked stops nothing: every row comes to exactly one outcome.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Protocol

from loyalty.decision.programme import Programme
from loyalty.history.bill import Bill
from loyalty.history.matching import Share, Sold, match, quantities
from loyalty.history.outcome import Outcome
from loyalty.history.stated import NOTHING, Stated
from loyalty.kernel.card_numbers import PanDetected, holds_card_number
from loyalty.kernel.identity import MemberId
from loyalty.kernel.identity_numbers import IdentityNumberDetected, holds_identity_number
from loyalty.kernel.period import day_start
from loyalty.kernel.refusal import Refusal
from loyalty.language.readers.python import Steps, Values
from loyalty.ledger.due import holdings
from loyalty.orders.order import OrderKey
from loyalty.unit_of_work import GroupedUnits
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.baskets_of_bills import BillBaskets, Facts
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.history_table import HistoryTable, Tally, table_of
from loyalty.use_cases.members.set_facts import SetFacts, set_facts
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.services import POINTS, Clock, Programmes, Services
from loyalty.use_cases.settle_due import settle_due

SOURCE = "history"
"""The source under which orders of a history are booked."""


_HELD: Mapping[str, Callable[[str], bool]] = {
    PanDetected.code: holds_card_number,
    IdentityNumberDetected.code: holds_identity_number,
}
"""What no row may hold, by the code it is refused with."""


class MovableClock(Clock, Protocol):
    """A clock that is set by hand."""

    def set(self, instant: datetime) -> None:
        """Stand at a UTC instant."""


class NotFreshError(Exception):
    """The database has orders or another version of this programme: a history is booked into a fresh one."""


@dataclass(frozen=True, slots=True)
class World:
    """The outside world of a replay. ``services`` stand on ``clock`` and ``units``.

    ``nanoseconds`` is a clock that only runs, for telling where the time went.
    """

    services: Services
    clock: MovableClock
    units: GroupedUnits
    nanoseconds: Callable[[], int]


@dataclass(frozen=True, slots=True)
class ReplayHistory:
    """The programme, and the bills in order of time; ``progress`` is told of rows as they are done.

    With ``redeem`` members pay with points whenever they have some and the programme lets them.
    ``stated`` are the facts that the bills state; those of a member's record are kept in it.
    """

    programme: Programme
    bills: Iterable[Bill]
    progress: Callable[[int], None]
    redeem: bool = False
    stated: Stated = NOTHING


@dataclass(frozen=True, slots=True)
class Spent:
    """Where the time went, in nanoseconds: the file, the compiled rules, the database, all other code."""

    reading: int
    deciding: int
    database: int
    booking: int


@dataclass(frozen=True, slots=True)
class Replayed:
    """The closing table, and where the time went."""

    table: HistoryTable
    spent: Spent


def replay_history(world: World, command: ReplayHistory) -> Replayed:
    """Give the closing table of a history, booked whole.

    Raises FindingsStand for a programme that cannot bind, and NotFreshError where the database
    has orders or another version of the programme; then nothing was booked.
    """
    started = world.nanoseconds()
    programmes = TimedProgrammes(world.nanoseconds)
    services = replace(world.services, programmes=programmes, tells=False)
    with world.units:
        programme = _adopted(world, services, command.programme)
        replaying = _Replay(services, world.clock, programme, command)
        bills = Timed(command.bills, world.nanoseconds)
        for bill in bills:
            replaying.book(bill)
            command.progress(len(bill.lines) + len(bill.left_out))
        settle_due(services)
        with services.units.read() as unit:
            table = table_of(unit, programme, replaying.tally, world.clock.now())
    reading, deciding, database = bills.spent, programmes.spent, world.units.spent
    booking = world.nanoseconds() - started - reading - deciding - database
    return Replayed(table, Spent(reading, deciding, database, booking))


def _adopted(world: World, services: Services, programme: Programme) -> Programme:
    """Let the programme bind from its first day on, alone and without orders."""
    with services.units.read() as unit:
        others = {v.digest for v in unit.adoption.list() if v.programme == programme.name} - {
            programme.digest
        }
        if others or unit.orders.count(programme.name):
            raise NotFreshError
    world.clock.set(day_start(programme.shape.effective.from_, programme.zone))
    adopt_programme(services, programme.source)
    with services.units.read() as unit:
        return services.programmes.by_digest(unit, programme.digest)


class Timed:
    """Items one by one, with the nanoseconds that making them took."""

    def __init__(self, items: Iterable[Bill], nanoseconds: Callable[[], int]) -> None:
        """Start before the first."""
        self._items, self._clock = iter(items), nanoseconds
        self.spent = 0

    def __iter__(self) -> Iterator[Bill]:
        """Give the items; they can be gone through once."""
        while True:
            started = self._clock()
            item = next(self._items, None)
            self.spent += self._clock() - started
            if item is None:
                return
            yield item


class TimedProgrammes(Programmes):
    """Compiled programmes that count the time they take to decide, in nanoseconds."""

    def __init__(self, nanoseconds: Callable[[], int]) -> None:
        """Start at nothing."""
        super().__init__()
        self._clock = nanoseconds
        self.spent = 0

    def of_source(self, digest: str, source: Mapping[str, str]) -> Programme:
        """Give the programme of an adopted source."""
        if digest not in self._compiled:
            self._compiled[digest] = self._timed(super().of_source(digest, source))
        return self._compiled[digest]

    def _timed(self, programme: Programme) -> Programme:
        run, clock = programme.basket.compiled.run, self._clock

        def timed(order: Values, lines: Sequence[Values]) -> Steps:
            started = clock()
            try:
                return run(order, lines)
            finally:
                self.spent += clock() - started

        compiled = replace(programme.basket.compiled, run=timed)
        return replace(programme, basket=replace(programme.basket, compiled=compiled))


class _Replay:
    """One run: who is enrolled, what was sold, what rows came to."""

    def __init__(
        self, services: Services, clock: MovableClock, programme: Programme, command: ReplayHistory
    ) -> None:
        self._services, self._clock, self._programme = services, clock, programme
        self._redeem = command.redeem
        self._latest: datetime | None = None
        self._members: dict[str, MemberId] = {}
        self._records: dict[MemberId, Facts] = {}
        self._sold = Sold()
        self._baskets = BillBaskets(programme, command.stated)
        self.tally = Tally()

    def book(self, bill: Bill) -> None:
        """Book a sale or a cancellation, and count what its rows came to."""
        for outcome in bill.left_out:
            self.tally.count(outcome)
        if not bill.lines:
            return
        texts = [bill.number, bill.buyer or "", *filter(None, bill.facts)]
        for content in (line.content for line in bill.lines):
            texts += [content.article, *filter(None, content.facts)]
        for code, holds in _HELD.items():
            if any(map(holds, texts)):
                self.tally.count(Outcome.REFUSED, len(bill.lines), code)
                return
        at = self._baskets.at(bill)
        # Local times that the clocks skip in spring would go back.
        self._latest = max(at, self._latest or at)
        self._clock.set(self._latest)
        if bill.cancels:
            self._cancel(bill)
        else:
            self._sell(bill)

    def _sell(self, bill: Bill) -> None:
        try:
            record = self._baskets.record(bill)
            member = self._member(bill.buyer, record) if bill.buyer is not None else None
            basket = self._baskets.basket(bill, self._offered(member))
            command = RecordOrder(self._programme.name, SOURCE, bill.number, basket, member)
            recorded = record_order(self._services, command)
        except Refusal as refusal:
            self.tally.count(Outcome.REFUSED, len(bill.lines), refusal.code)
            return
        self._sold.add(bill)
        self.tally.orders[member is not None] += 1
        self.tally.sold += recorded.order.total
        self.tally.count(Outcome.SOLD if member is not None else Outcome.SOLD_TO_NOBODY, len(bill.lines))

    def _member(self, buyer: str, record: Facts) -> MemberId:
        """Give the member of this number, enrolled with the first sale, of whom ``record`` is known."""
        known = self._members.get(buyer)
        if known is None:
            command = EnrolMember(self._programme.name, buyer)
            told = enrol_member(self._services, command, Once(SOURCE, f"enrol:{buyer}", buyer))
            known = self._members[buyer] = MemberId(told.data["member"])
        facts = self._programme.shape.facts
        kept = {name: text for name, text in record.items() if facts[name].consent is None}
        if kept and self._records.get(known) != kept:
            self._records[known] = kept
            set_facts(self._services, SetFacts(known, kept))
        return known

    def _offered(self, member: MemberId | None) -> int:
        """Give how many points a member offers to pay with: all there are, where members redeem."""
        if member is None or not self._redeem:
            return 0
        with self._services.units.read() as unit:
            account = unit.ledger.account(member, POINTS, self._programme.name)
        return holdings(account, self._clock.now()).available

    def _cancel(self, bill: Bill) -> None:
        match(self._sold, bill, partial(self._bring_back, bill.number), self.tally.count)

    def _bring_back(self, number: str, order_id: str, shares: list[Share]) -> str | None:
        """Give None where the return was booked, the code of the refusal where it was not."""
        key = OrderKey(self._programme.name, SOURCE, order_id)
        try:
            returned = record_return(self._services, RecordReturn(key, number, quantities(shares)))
        except Refusal as refusal:
            return refusal.code
        self.tally.returns += 1
        self.tally.refunded += returned.returned.money
        return None
