"""One transaction with every store on it; it commits once, on the last line of a use case, or not at all.

What one unit reads is of one moment on both databases. A unit that writes on SQLite holds the
only write lock from its start, so it should be short: load and decide in a reading unit, book
in a writing one.
"""

from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from loyalty.access.store import KeyStore
from loyalty.adoption.store import AdoptionStore
from loyalty.database.failures import TransientDatabaseError, is_transient
from loyalty.idempotency.store import IdempotencyStore
from loyalty.kernel.refusal import InvariantBroken
from loyalty.ledger.store import LedgerStore
from loyalty.members.store import MemberStore
from loyalty.orders.store import ExplanationStore, OrderStore, QuoteStore
from loyalty.tiers.store import TierStore
from loyalty.usage.store import UsageStore


class UnitOfWork:
    """One transaction; used with ``with``, left without `commit` it changes nothing.

    Inside, and from `commit`, comes `TransientDatabaseError` where the whole unit may be run again.
    """

    ledger: LedgerStore
    members: MemberStore
    tiers: TierStore
    orders: OrderStore
    quotes: QuoteStore
    explanations: ExplanationStore
    usage: UsageStore
    idempotency: IdempotencyStore
    adoption: AdoptionStore
    keys: KeyStore

    def __init__(self, engine: Engine, *, write: bool) -> None:
        """Prepare a unit; the transaction begins when it is entered."""
        self._engine, self._write = engine, write
        self._connection: Connection

    def __enter__(self) -> Self:
        """Begin the transaction."""
        connection = self._engine.connect().execution_options(write=self._write)
        try:
            connection.begin()
        except DBAPIError as fault:
            connection.close()
            raise _named(fault) from fault
        self._connection = connection
        self.ledger = LedgerStore(connection)
        self.members = MemberStore(connection)
        self.tiers = TierStore(connection)
        self.orders = OrderStore(connection)
        self.quotes = QuoteStore(connection)
        self.explanations = ExplanationStore(connection)
        self.usage = UsageStore(connection)
        self.idempotency = IdempotencyStore(connection)
        self.adoption = AdoptionStore(connection)
        self.keys = KeyStore(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give up what was not committed, and name a failure that passes."""
        self._connection.close()
        if isinstance(fault, DBAPIError) and is_transient(fault):
            raise TransientDatabaseError from fault

    def commit(self) -> None:
        """Make everything done in this unit lasting, all of it or nothing."""
        if not self._write:
            message = "a unit that only reads has nothing to commit"
            raise InvariantBroken(message)
        self._connection.commit()


class Units:
    """Makes units of work on one database."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine that `open_engine` gave."""
        self._engine = engine

    def read(self) -> UnitOfWork:
        """Give a unit that only reads."""
        return UnitOfWork(self._engine, write=False)

    def write(self) -> UnitOfWork:
        """Give a unit that may write."""
        return UnitOfWork(self._engine, write=True)


def _named(fault: DBAPIError) -> Exception:
    return TransientDatabaseError() if is_transient(fault) else fault
