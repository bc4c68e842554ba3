"""One transaction with every store on it; it commits once, on the last line of a use case, or not at all.

What one unit reads is of one moment on both databases. A unit that writes on SQLite holds the only write
lock from its start, so it should be short: load and decide in a reading unit, book in a writing one.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Any, Self, get_type_hints

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError

from loyalty.access.store import AccessTokenStore, KeyStore, SessionStore
from loyalty.adoption.store import AdoptionPlanStore, AdoptionStore
from loyalty.ageing.store import AgeStore
from loyalty.breaches.store import BreachStore, DrillStore
from loyalty.cases.store import CaseStore
from loyalty.database.engine import begun
from loyalty.database.failures import TransientDatabaseError, is_transient
from loyalty.database.speaking.connection import QuickConnection
from loyalty.deeds.store import DeedStore
from loyalty.desk.store import DeskStore
from loyalty.earning.store import BudgetStore, EventStore, ReceiptStore, ReferralStore
from loyalty.erasure.store import ErasureStore, PersonStore
from loyalty.glances.glance import Glance
from loyalty.glances.store import GlanceStore
from loyalty.handovers.store import HandOverStore, MarketingStore
from loyalty.idempotency.store import IdempotencyStore
from loyalty.jobs.store import JobStore, NoticeStore
from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import InvariantBroken
from loyalty.ledger.entry import Account, Moved
from loyalty.ledger.store import LedgerStore
from loyalty.members.store import HouseholdStore, MemberStore
from loyalty.orders.store import ExplanationStore, OrderStore, QuoteStore
from loyalty.price_history.store import PriceStore
from loyalty.pricing.store import DiscountBudgetStore
from loyalty.privacy.store import ConsentStore, ReleaseStore, ViewStore
from loyalty.redemption.store import RewardStore
from loyalty.seals.store import SealStore
from loyalty.segments.store import SegmentStore
from loyalty.subscriptions.store import AlertStore, CreditStore, InvoiceStore, SubscriptionStore
from loyalty.tiers.store import TierStore
from loyalty.usage.store import UsageStore
from loyalty.vault.store import VaultStore
from loyalty.vouchers.store import GiftCardStore, VoucherStore
from loyalty.webhooks.announcing import Happened, announcements_of
from loyalty.webhooks.store import DeliveryStore, EndpointStore, OutboxStore, announced_once


class UnitOfWork:
    """One transaction; used with ``with``, left without `commit` it changes nothing.

    Inside, and from `commit`, comes `TransientDatabaseError` where the whole unit may be run again.
    """

    ledger: LedgerStore
    members: MemberStore
    households: HouseholdStore
    tiers: TierStore
    orders: OrderStore
    quotes: QuoteStore
    explanations: ExplanationStore
    usage: UsageStore
    subscriptions: SubscriptionStore
    invoices: InvoiceStore
    credit: CreditStore
    alerts: AlertStore
    vouchers: VoucherStore
    gift_cards: GiftCardStore
    rewards: RewardStore
    segments: SegmentStore
    events: EventStore
    budgets: BudgetStore
    discount_budgets: DiscountBudgetStore
    referrals: ReferralStore
    receipts: ReceiptStore
    idempotency: IdempotencyStore
    adoption: AdoptionStore
    adoption_plans: AdoptionPlanStore
    keys: KeyStore
    access_tokens: AccessTokenStore
    sessions: SessionStore
    deeds: DeedStore
    jobs: JobStore
    notices: NoticeStore
    person: PersonStore
    erasures: ErasureStore
    ages: AgeStore
    breaches: BreachStore
    drills: DrillStore
    prices: PriceStore
    cases: CaseStore
    vault: VaultStore
    seals: SealStore
    consents: ConsentStore
    handovers: HandOverStore
    marketing: MarketingStore
    views: ViewStore
    releases: ReleaseStore
    desk: DeskStore
    outbox: OutboxStore
    endpoints: EndpointStore
    deliveries: DeliveryStore

    def __init__(self, engine: Engine, *, write: bool, tell: Callable[[Moved], None] | None = None) -> None:
        """Prepare a unit, begun when it is entered; ``tell`` is told once it is lasting what it moved."""
        self._engine, self._write, self._tell, self.quiet = engine, write, tell, False
        self._moved_by_parts: Counter[tuple[Account, Account]] = Counter()
        self.traced: Callable[[], str | None] = _nothing  # gives the trace (W3C) of what is announced
        self._connection: QuickConnection
        self._happened: list[Happened] = []

    def __enter__(self) -> Self:
        """Begin the transaction."""
        self._stand_on(begun(self._engine, write=self._write))
        return self

    def _stand_on(self, connection: QuickConnection) -> None:
        self._connection, self._happened = connection, []

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give up what was not committed, and name a failure that passes."""
        self._connection.close()
        if isinstance(fault, DBAPIError) and is_transient(fault):
            raise TransientDatabaseError from fault

    def commit(self) -> None:
        """Make everything done in this unit lasting, all of it or nothing. Raises DecideAgain."""
        with announced_once():
            self._announce()
            self._make_lasting()
        if self._tell is not None:
            self._tell(self.ledger.moved_here + self._moved_by_parts)

    def _make_lasting(self) -> None:
        self._connection.commit()

    def ahead(self, *asking: Callable[[], object]) -> None:
        """Ask in one trip what is asked one by one behind this; whoever asks here is told nothing."""
        self._connection.ahead(asking)

    def keep_quiet(self) -> Self:
        """Announce nothing of this unit, and give it: what is brought along from elsewhere is no news."""
        self.quiet = True
        return self

    def _announce(self) -> None:
        """Write what other systems are to be told of this unit, in the transaction that it happened in."""
        if not self._write:
            message = "a unit that only reads has nothing to commit"
            raise InvariantBroken(message)
        if self._happened and not self.quiet:
            new = (each for happened in self._happened for each in announcements_of(happened))
            self.outbox.add(new, self.traced())
        self._happened.clear()

    def parts(self) -> "Units":
        """Give units that are parts of this one: what they commit stands when this one is committed.

        A part that is left without `commit` changes nothing, and what stood before it stays.
        """
        parts = _Parts(self._engine, self._connection, self._add_moved, quiet=self.quiet)
        parts.traced = self.traced
        return parts

    def _add_moved(self, moved: Moved) -> None:
        self._moved_by_parts.update(moved)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Do something that a fault undoes whole; raises it, or `TransientDatabaseError` where it passes."""
        self._connection.exec_driver_sql("SAVEPOINT attempt")
        moved, parts, many = self.ledger.moved_here.copy(), self._moved_by_parts.copy(), len(self._happened)
        try:
            yield
            self._connection.settle()
        except BaseException as fault:
            if isinstance(fault, DBAPIError) and is_transient(fault):
                raise TransientDatabaseError from fault
            self._connection.give_up("attempt")
            self.ledger.moved_here, self._moved_by_parts = moved, parts
            del self._happened[many:]
            raise
        self._connection.exec_driver_sql("RELEASE SAVEPOINT attempt")


_STORES: Mapping[str, Callable[..., object]] = get_type_hints(UnitOfWork)
"""The stores of a unit, by the names under which it declares them."""
_TELLING = frozenset(
    {"ledger", "members", "tiers", "orders", "subscriptions", "invoices", "notices", "erasures"}
)
"""Those of them that tell what happened, for other systems to be told."""


class _OnFirstUse:
    """A store of a unit, opened when it is asked for: few units need more than some of them."""

    def __init__(self, name: str, store: Callable[..., object]) -> None:
        self._name, self._store, self._tells = name, store, name in _TELLING

    def __get__(self, unit: UnitOfWork, _: type[UnitOfWork]) -> object:
        tells = (unit._happened.append,) if self._tells else ()  # noqa: SLF001  a part of the unit
        opened = self._store(unit._connection, *tells)  # noqa: SLF001
        unit.__dict__[self._name] = opened
        return opened


for _name, _each in _STORES.items():
    setattr(UnitOfWork, _name, _OnFirstUse(_name, _each))


class Units:
    """Makes units of work on one database."""

    def __init__(self, engine: Engine, tell: Callable[[Moved], None] | None = None) -> None:
        """Keep the engine that `open_engine` gave; ``tell`` is told what points lasting units moved."""
        self._engine, self._tell = engine, tell
        self.traced: Callable[[], str | None] = _nothing
        self._read_on(engine)

    def _read_on(self, engine: Engine) -> None:
        self._reading, self._glances = engine, GlanceStore(engine)

    def read(self) -> UnitOfWork:
        """Give a unit that only reads."""
        return UnitOfWork(self._reading, write=False)

    def at_a_glance(self, member_id: MemberId, at: datetime) -> Glance | None:
        """Give what one statement tells of a member at ``at``, None where it is to be read as always."""
        return self._glances.member(member_id, at)

    def write(self) -> UnitOfWork:
        """Give a unit that may write."""
        unit = UnitOfWork(self._engine, write=True, tell=self._tell)
        unit.traced = self.traced
        return unit

    def close(self) -> None:
        """Close every connection that is kept for the next unit."""
        self._engine.dispose()


class UnitsOfReplica(Units):
    """Units that read on a replica, which may be behind, and write on the database itself."""

    def __init__(self, engine: Engine, replica: Engine, tell: Callable[[Moved], None] | None = None) -> None:
        """Keep both engines."""
        super().__init__(engine, tell)
        self._read_on(replica)

    def close(self) -> None:
        """Close every connection to both."""
        super().close()
        self._reading.dispose()


class GroupedUnits(Units):
    """Units that share one transaction, made lasting together: for one process that books a long history.

    A unit is a savepoint: left without `commit` it changes nothing, and those before it stay. Nothing is
    announced; what was not made lasting is given up by a fault. ``nanoseconds`` is a clock that only runs.
    """

    def __init__(self, engine: Engine, size: int, nanoseconds: Callable[[], int]) -> None:
        """Make ``size`` writing units lasting at a time."""
        super().__init__(engine)
        self._size, self._clock = size, nanoseconds
        self._connection: QuickConnection | None = None
        self._written = self._started = 0
        self.spent = 0
        """Nanoseconds in the database so far: statements run and transactions made lasting."""

    def __enter__(self) -> Self:
        """Start counting the time; the transaction begins with the first unit."""
        event.listen(self._engine, "before_cursor_execute", self._start)
        event.listen(self._engine, "after_cursor_execute", self._stop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Make the last units lasting, or give them up where a fault passes through."""
        try:
            if kind is None:
                self._make_lasting()
            elif self._connection is not None:
                self._connection.close()
        finally:
            event.remove(self._engine, "before_cursor_execute", self._start)
            event.remove(self._engine, "after_cursor_execute", self._stop)

    def read(self) -> UnitOfWork:
        """Give a unit that only reads, what the units before it wrote included."""
        return _Part(self._engine, self.connection, self.written, write=False).keep_quiet()

    def at_a_glance(self, member_id: MemberId, at: datetime) -> None:
        """Give nothing: what these units wrote is seen on their own connection only."""

    def write(self) -> UnitOfWork:
        """Give a unit that may write."""
        return _Part(self._engine, self.connection, self.written, write=True).keep_quiet()

    def connection(self) -> QuickConnection:
        """Give the connection all units stand on, in a transaction; one that may write from its start."""
        if self._connection is None:
            self._connection = begun(self._engine, write=True)
        return self._connection

    def written(self) -> None:
        """Count a unit that was committed, and make the group lasting when it is full."""
        self._written += 1
        if self._written % self._size == 0:
            self._make_lasting()

    def _make_lasting(self) -> None:
        if self._connection is None:
            return
        started = self._clock()
        self._connection.commit()
        self._connection.close()
        self._connection = None
        self.spent += self._clock() - started

    def _start(self, *_: Any) -> None:  # noqa: ANN401  as SQLAlchemy calls it
        self._started = self._clock()

    def _stop(self, *_: Any) -> None:  # noqa: ANN401  as SQLAlchemy calls it
        self.spent += self._clock() - self._started


class _Parts(Units):
    """Units that are parts of another one."""

    def __init__(
        self, engine: Engine, connection: QuickConnection, tell: Callable[[Moved], None], *, quiet: bool
    ) -> None:
        super().__init__(engine, tell)
        self._connection, self.quiet = connection, quiet

    def read(self) -> UnitOfWork:
        """Give a part that only reads, what the parts before it wrote included."""
        return _Part(self._engine, lambda: self._connection, _nothing, write=False)

    def at_a_glance(self, member_id: MemberId, at: datetime) -> None:
        """Give nothing: what these units wrote is seen on their own connection only."""

    def write(self) -> UnitOfWork:
        """Give a part that may write; whoever opened the whole is told what it moved."""
        part = _Part(self._engine, lambda: self._connection, _nothing, write=True, tell=self._tell)
        part.traced = self.traced
        return part.keep_quiet() if self.quiet else part


class _Part(UnitOfWork):
    """One unit on the transaction of others: a savepoint where it writes."""

    def __init__(
        self,
        engine: Engine,
        connection: Callable[[], QuickConnection],
        written: Callable[[], None],
        *,
        write: bool,
        tell: Callable[[Moved], None] | None = None,
    ) -> None:
        super().__init__(engine, write=write, tell=tell)
        self._opened, self._written, self._open = connection, written, False

    def __enter__(self) -> Self:
        """Begin the part."""
        self._stand_on(self._opened())
        if self._write:
            self._connection.exec_driver_sql("SAVEPOINT unit")
            self._open = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give up what was not committed, and nothing else of the transaction."""
        if self._open:
            self._connection.give_up("unit")
            self._connection.exec_driver_sql("RELEASE SAVEPOINT unit")
            self._open = False

    def _make_lasting(self) -> None:
        self._connection.exec_driver_sql("RELEASE SAVEPOINT unit")
        self._open = False  # it stands, and is lasting when its transaction is
        self._written()


def _nothing() -> None:
    """Do nothing where a part was written: it is lasting with the unit it is a part of."""
