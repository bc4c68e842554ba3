"""Opening a database so that its defaults cannot lose an update or a commit.

SQLite: write-ahead log, a sync on every commit, foreign keys on, and transactions begun by us.
A transaction that writes starts with BEGIN IMMEDIATE, since one that reads first and then
writes is refused at once when another wrote in between, and the driver's own mode would lose
the other's update without a word. PostgreSQL: repeatable read, so that everything one unit of
work reads is of one moment, and a second writer of the same row is told to run again instead
of writing over the first.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_MILLISECONDS = 10_000
_SCHEMES = ("sqlite", "postgresql+psycopg")


class UnsupportedDatabaseError(ValueError):
    """The address names neither ``sqlite:///…`` nor ``postgresql+psycopg://…``."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process that serves asks of PostgreSQL at most; 0 is without limit.

    ``pool_size`` connections are kept, and as many again may be opened for a while. A statement that
    runs longer, or waits longer for a lock, is ended by the database; so is a transaction that stands
    idle, so that a process that hangs holds nothing for ever.
    """

    pool_size: int = 8
    connect_seconds: int = 5
    statement_ms: int = 30_000
    lock_ms: int = 2_000
    idle_ms: int = 60_000


def open_engine(url: str, limits: Limits | None = None) -> Engine:
    """Give an engine for ``url``; no connection is made yet. Raises UnsupportedDatabaseError.

    Without ``limits`` nothing is ended for taking long, as moving to another schema may.
    """
    address_of(url)
    if url.startswith("sqlite:"):
        return _open_sqlite(url)
    within = limits or Limits(statement_ms=0, lock_ms=0, idle_ms=0)
    asked = {
        "statement_timeout": within.statement_ms,
        "lock_timeout": within.lock_ms,
        "idle_in_transaction_session_timeout": within.idle_ms,
    }
    return create_engine(
        url,
        isolation_level="REPEATABLE READ",
        pool_size=within.pool_size,
        max_overflow=within.pool_size,
        pool_pre_ping=True,  # a connection that the database ended meanwhile is replaced, not handed out
        connect_args={
            "connect_timeout": within.connect_seconds,
            "options": " ".join(f"-c {name}={value}" for name, value in asked.items()),
        },
    )


def address_of(url: str) -> str:
    """Give an address that names one of the two databases. Raises UnsupportedDatabaseError."""
    try:
        driver = make_url(url).drivername
    except (ArgumentError, ValueError) as fault:
        raise UnsupportedDatabaseError(url.partition(":")[0]) from fault
    if driver not in _SCHEMES:
        raise UnsupportedDatabaseError(driver)
    return url


def _open_sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for setting in (
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {setting}").close()


def _begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("write") else "BEGIN")
