"""Opening a database so that its defaults cannot lose an update or a commit.

SQLite: write-ahead log, a sync on every commit, foreign keys on, and transactions begun by us.
A transaction that writes starts with BEGIN IMMEDIATE, since one that reads first and then
writes is refused at once when another wrote in between, and the driver's own mode would lose
the other's update without a word. Writers of one process queue for their turn; those of several
look again every other moment. PostgreSQL: repeatable read, so that everything one unit of
work reads is of one moment, and a second writer of the same row is told to run again instead
of writing over the first.
"""

import sqlite3
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from select import POLLIN, poll
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError, InvalidRequestError
from sqlalchemy.pool import ConnectionPoolEntry

from loyalty.database.failures import TransientDatabaseError, is_transient
from loyalty.database.speaking.connection import QuickConnection
from loyalty.database.turnstile import Turnstile

BUSY_MILLISECONDS = 10_000
LOOKS_EVERY_MS = 1
"""After how many milliseconds somebody who has the turn looks again whether another process has written."""
IMMEDIATELY = "BEGIN IMMEDIATE"
_TURN = "turn"
_NO_FILE = (":memory:", "file:")
_SCHEMES = ("sqlite", "postgresql+psycopg")


class UnsupportedDatabaseError(ValueError):
    """The address names neither ``sqlite:///…`` nor ``postgresql+psycopg://…``."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process that serves asks of PostgreSQL at most; 0 is without limit.

    ``pool_size`` connections are kept, and as many again may be opened for a while; the one that came back
    last is used next, as its process there has all it needs at hand. A statement that runs longer, or
    waits longer for a lock, is ended by the database; so is a transaction that stands idle, so that a
    process that hangs holds nothing for ever.
    """

    pool_size: int = 8
    connect_seconds: int = 5
    statement_ms: int = 30_000
    lock_ms: int = 2_000
    idle_ms: int = 60_000


def open_engine(url: str, limits: Limits | None = None) -> Engine:
    """Give an engine for ``url``; no connection is made yet. Raises UnsupportedDatabaseError.

    Without ``limits`` nothing is ended for taking long, as moving to another schema may, and a file of
    SQLite that is not there is made.
    """
    address_of(url)
    if url.startswith("sqlite:"):
        return _open_sqlite(url, may_make=limits is None)
    within = limits or Limits(statement_ms=0, lock_ms=0, idle_ms=0)
    asked = {
        "statement_timeout": within.statement_ms,
        "lock_timeout": within.lock_ms,
        "idle_in_transaction_session_timeout": within.idle_ms,
    }
    engine = create_engine(
        url,
        isolation_level="REPEATABLE READ",
        pool_size=within.pool_size,
        max_overflow=within.pool_size,
        pool_use_lifo=True,
        connect_args={
            "connect_timeout": within.connect_seconds,
            "prepare_threshold": None,  # what is planned by name is kept by `Wire`, also over a rollback
            "options": " ".join(f"-c {name}={value}" for name, value in asked.items()),
        },
    )
    event.listen(engine, "checkout", partial(_look_after, engine.dialect))
    return engine


def begun(engine: Engine, *, write: bool) -> QuickConnection:
    """Give a connection whose transaction has begun. Raises TransientDatabaseError, DBAPIError."""
    try:
        connection = QuickConnection(engine)
    except InvalidRequestError as fault:  # the pool's word where the database ends whatever is opened
        raise TransientDatabaseError from fault
    try:
        if write:
            connection.execution_options(write=True)
        connection.begin()
    except DBAPIError as fault:
        connection.close()
        raise (TransientDatabaseError() if is_transient(fault) else fault) from fault
    return connection


def _look_after(dialect: Dialect, connection: Any, *_: object) -> None:  # noqa: ANN401  a driver's own
    """Let a connection be replaced that the database ended meanwhile, which it has said on the line.

    Only where something was said is the database asked, so that a request need not wait for that.
    """
    line = poll()
    try:
        line.register(connection.fileno(), POLLIN)
        if line.poll(0):
            dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as fault:
        raise DisconnectionError from fault


def address_of(url: str) -> str:
    """Give an address that names one of the two databases. Raises UnsupportedDatabaseError."""
    try:
        driver = make_url(url).drivername
    except (ArgumentError, ValueError) as fault:
        raise UnsupportedDatabaseError(url.partition(":")[0]) from fault
    if driver not in _SCHEMES:
        raise UnsupportedDatabaseError(driver)
    return url


def _open_sqlite(url: str, *, may_make: bool) -> Engine:
    file = make_url(url).database
    if may_make or not file or file.startswith(_NO_FILE):
        engine = create_engine(url, connect_args={"check_same_thread": False})
    else:
        engine = create_engine(url, creator=partial(_opened, file))
    event.listen(engine, "connect", _prepare)
    turnstile = Turnstile()
    event.listen(engine, "begin", partial(_begin, turnstile))
    event.listen(engine, "checkin", partial(_end, turnstile))
    return engine


def _opened(file: str) -> sqlite3.Connection:
    """Open a file that is there; one that was moved away is missed, where an empty one would be made."""
    address = f"file:{quote(str(Path(file).absolute()))}?mode=rw"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def _prepare(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for setting in (
        _waiting(BUSY_MILLISECONDS),
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
    ):
        connection.execute(setting).close()


def _begin(turnstile: Turnstile, connection: Connection) -> None:
    kept: Any = connection.connection
    driver: sqlite3.Connection = kept.driver_connection
    if not connection.get_execution_options().get("write"):
        driver.execute("BEGIN").close()
        return
    # Whose turn does not come in time is told by the database itself that it is busy.
    turn = kept.record_info[_TURN] = turnstile.enter(BUSY_MILLISECONDS)
    driver.execute(_waiting(0)).close()
    try:
        if not (turn and _begun_to_write(driver)):
            connection.exec_driver_sql(IMMEDIATELY)
    finally:
        driver.execute(_waiting(BUSY_MILLISECONDS)).close()


def _begun_to_write(driver: sqlite3.Connection) -> bool:
    """Give whether a transaction that writes has begun, after all the time that there is."""
    for _ in range(BUSY_MILLISECONDS):
        try:
            driver.execute(IMMEDIATELY).close()
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                return False  # what it is, the next try says
            time.sleep(LOOKS_EVERY_MS / 1_000)
        else:
            return True
    return False


def _end(turnstile: Turnstile, _connection: sqlite3.Connection | None, record: ConnectionPoolEntry) -> None:
    kept: Any = record.record_info
    if kept.pop(_TURN, False):
        turnstile.leave()


def _waiting(milliseconds: int) -> str:
    return f"PRAGMA busy_timeout = {milliseconds}"
