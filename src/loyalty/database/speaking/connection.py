# ruff: noqa: ANN401  as SQLAlchemy declares what is overridden
"""A connection that gives the driver what it has given it before, without making it anew.

SQLAlchemy stays the one that knows tables, types and dialects: what it compiled of a statement is what is
sent, and its rows are what comes back. What it does around that at each execution costs two to nine times
what the driver does, so a statement of ours that returns is sent without it (`Prepared`).

Within a transaction everything that is read is of one moment, so a question that was asked before, while
nothing was written in between, is answered from memory. What writes and whose answer nobody reads is
handed over together with the next thing that somebody waits for: PostgreSQL takes all of it in one trip.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Dialect,
    Engine,
    Executable,
    NestedTransaction,
    PoolProxiedConnection,
    RootTransaction,
    Select,
)
from sqlalchemy.exc import DBAPIError

from loyalty.database.speaking.answer import Answer
from loyalty.database.speaking.prepared import Given, Prepared, Shelf, Values
from loyalty.database.speaking.wire import Wire

REMEMBERED_MAX = 200
"""How many answers are remembered at most."""
WAITING_MAX = 100
"""How many statements wait at most."""
_SHELVES: WeakKeyDictionary[Dialect, Shelf] = WeakKeyDictionary()

_Sent = tuple[Prepared, Sequence[Values]]


class QuickConnection(Connection):
    """SQLAlchemy's connection, but for how statements that it executed before are executed."""

    def __init__(self, engine: Engine) -> None:
        """Take a connection of the engine's pool."""
        self._waiting: list[_Sent] = []
        self._only_read = True
        self._shelf = _SHELVES.get(engine.dialect) or _SHELVES.setdefault(engine.dialect, Shelf())
        self._far = engine.dialect.name == "postgresql"
        self._remembered: dict[tuple[Any, ...], Answer[Any]] = {}
        self._noted: dict[tuple[Any, ...], _Sent] = {}
        self._notes = False
        super().__init__(engine)

    def execute(self, statement: Executable, parameters: Any = None, *, execution_options: Any = None) -> Any:
        """Execute a statement, by the driver alone where it is known how SQLAlchemy does that.

        Gives a result of SQLAlchemy, or an `Answer`, which is as much of one as stores use.
        """
        many = parameters is not None and not isinstance(parameters, Mapping)
        given: Sequence[Given] = parameters if many else ((parameters,) if parameters else ())
        known = self._shelf.find(statement, tuple(given[0]) if given else ())
        if known is None or execution_options or not self.in_transaction():
            return self._first(statement, parameters, given, execution_options)
        values = [known.values(each) for each in given] if given else [known.values({})]
        return self._answered(known, values)

    def scalar(self, statement: Executable, parameters: Any = None, **options: Any) -> Any:
        """Give the first value of the first row, None where there is none."""
        return self.execute(statement, parameters, **options).scalar()

    def scalars(self, statement: Executable, parameters: Any = None, **options: Any) -> Any:
        """Give the first value of every row."""
        return self.execute(statement, parameters, **options).scalars()

    def exec_driver_sql(self, statement: str, parameters: Any = None, execution_options: Any = None) -> Any:
        """Send a text as it is."""
        self.settle()
        self._change()
        return super().exec_driver_sql(statement, parameters, execution_options)

    def begin(self) -> RootTransaction:
        """Begin a transaction, in which nothing is written yet."""
        begun = super().begin()
        self._only_read = True
        return begun

    def begin_nested(self) -> NestedTransaction:
        """Begin a savepoint."""
        self.settle()
        self._change()
        return super().begin_nested()

    def commit(self) -> None:
        """Make everything lasting, what waits included. Raises DBAPIError; the transaction is open still."""
        if self._far and self._waiting:
            self._sent(self._taken(), lasting=True)  # then there is nothing left to commit
        self.settle()
        super().commit()

    def close(self) -> None:
        """Give the connection back to its pool, and up what was not committed.

        A transaction that only read is ended as if it were to last, which changes nothing: psycopg has
        PostgreSQL forget every statement that it has planned whenever a transaction is given up.
        """
        self._waiting.clear()
        self._noted.clear()
        if self._far and self._only_read and self.in_transaction() and not self.invalidated:
            with suppress(DBAPIError):  # whoever reads has everything already
                self._sent((), lasting=True)
        super().close()

    @property
    def connection(self) -> PoolProxiedConnection:
        """The driver's own connection, which has been handed everything that waited, and may write."""
        self.settle()
        self._change()
        return super().connection

    def ahead(self, asking: Iterable[Callable[[], object]]) -> None:
        """Ask in one trip what is asked one by one behind this, together with what is sent next.

        Whoever asks is told here that there is nothing, and is answered when they ask again.
        """
        self._notes = self._far
        try:
            for ask in asking if self._far else ():
                ask()
        finally:
            self._notes = False

    def settle(self) -> None:
        """Hand over what waits, and wait until the database has taken it. Raises DBAPIError."""
        if self._waiting:
            self._sent(self._taken())

    def give_up(self, savepoint: str) -> None:
        """Give up everything since a savepoint, the last one that was begun and stands."""
        self._waiting.clear()
        self._noted.clear()
        self.exec_driver_sql(f"ROLLBACK TO SAVEPOINT {savepoint}")

    def _change(self, of: frozenset[str] = frozenset()) -> None:
        """Remember that tables are written now, and what was read of others; without tables, of any."""
        kept = self._remembered
        self._remembered = {key: kept[key] for key in kept if of.isdisjoint(key[0].tables)} if of else {}
        self._only_read = False

    def _first(self, statement: Executable, parameters: Any, given: Sequence[Given], options: Any) -> Any:
        """Let SQLAlchemy execute a statement, and remember how it did that."""
        self.settle()
        if not (isinstance(statement, Select | CompoundSelect) and self.in_transaction()):
            self._change()  # or begin another transaction
        done = super().execute(statement, parameters, execution_options=options)
        if not options:
            self._shelf.learn(statement, given, done, self.dialect)
        return done

    def _answered(self, known: Prepared, values: Sequence[Values]) -> Answer[Any]:
        if known.reads:
            key = (known, *values[0])
            answer = self._remembered.get(key)
            if answer is None and self._notes:
                self._noted[key] = (known, values)
                return Answer((), 0)
            if answer is None:
                self._noted.pop(key, None)
                answer = self._sent_with_noted(known, values)
                if len(self._remembered) < REMEMBERED_MAX:
                    self._remembered[key] = answer
            return answer
        self._change(known.tables)
        if known.unread and self._far and len(self._waiting) < WAITING_MAX:
            self._waiting.append((known, values))
            return Answer((), -1)
        return self._sent_with_noted(known, values)

    def _sent_with_noted(self, known: Prepared, values: Sequence[Values]) -> Answer[Any]:
        """Send what waits, a statement, and what is asked ahead; that as it is behind what is written."""
        waiting, noted, self._noted = self._taken(), self._noted, {}
        answers = self._all_sent([*waiting, (known, values), *noted.values()])[len(waiting) :]
        if len(self._remembered) < REMEMBERED_MAX:
            self._remembered.update(zip(noted, answers[1:], strict=True))
        return answers[0]

    def _taken(self) -> list[_Sent]:
        waiting, self._waiting = self._waiting, []
        return waiting

    def _sent(self, sent: Sequence[_Sent], *, lasting: bool = False) -> Answer[Any]:
        """Send statements in order, and give the answer to the last one; ``lasting`` commits behind them."""
        answers = self._all_sent(sent, lasting=lasting)
        return answers[-1] if answers else Answer((), -1)

    def _all_sent(self, sent: Sequence[_Sent], *, lasting: bool = False) -> list[Answer[Any]]:
        kept = super().connection
        listening = self.engine.dispatch.before_cursor_execute
        for known, values in sent if listening else ():
            self._tell(listening, known, values)
        try:
            if self._far:
                handed = [(known.far, values) for known, values in sent if known.far is not None]
                found = Wire.of(kept).answers(handed, lasting=lasting)
            else:
                found = [_near(kept.driver_connection, *each) for each in sent]
        except BaseException as fault:  # noqa: BLE001  which SQLAlchemy raises again, as its own
            self._only_read = False
            text, given = None, None
            if sent and isinstance(fault, self.dialect.loaded_dbapi.Error):
                text, given = sent[-1][0].text, sent[-1][1]
            self._handle_dbapi_exception(fault, text, given, None, None)
        listening = self.engine.dispatch.after_cursor_execute
        for known, values in sent if listening else ():
            self._tell(listening, known, values)
        return [
            Answer(known.read(rows) if known.rows is not None else (), count)
            for (known, _), (rows, count) in zip(sent, found, strict=True)
        ]

    def _tell(self, listening: Iterable[Any], known: Prepared, values: Sequence[Values]) -> None:
        for told in listening:
            told(self, None, known.text, values if len(values) > 1 else values[0], None, len(values) > 1)


def _near(driver: Any, known: Prepared, values: Sequence[Values]) -> tuple[list[Any], int]:
    """Give SQLite a statement; give its rows and how many it wrote."""
    if len(values) > 1:
        cursor = driver.executemany(known.text, values)
    else:
        cursor = driver.execute(known.text, values[0])
    with closing(cursor):  # one that is left open where a row cannot be read goes on seeing what it saw
        return cursor.fetchall(), cursor.rowcount
