"""Opening a database so that its defaults cannot lose an update or a commit.

SQLite: write-ahead log, a sync on every commit, foreign keys on, and transactions begun by us.
A transaction that writes starts with BEGIN IMMEDIATE, since one that reads first and then
writes is refused at once when another wrote in between, and the driver's own mode would lose
the other's update without a word. PostgreSQL: repeatable read, so that everything one unit of
work reads is of one moment, and a second writer of the same row is told to run again instead
of writing over the first.
"""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_MILLISECONDS = 10_000
POOL_SIZE = 8
_SCHEMES = ("sqlite", "postgresql+psycopg")


class UnsupportedDatabaseError(ValueError):
    """The address names neither ``sqlite:///…`` nor ``postgresql+psycopg://…``."""


def open_engine(url: str) -> Engine:
    """Give an engine for ``url``; no connection is made yet. Raises UnsupportedDatabaseError."""
    address = make_url(url)
    if address.drivername not in _SCHEMES:
        raise UnsupportedDatabaseError(address.drivername)
    if address.drivername == "sqlite":
        return _open_sqlite(url)
    return create_engine(url, isolation_level="REPEATABLE READ", pool_size=POOL_SIZE, max_overflow=POOL_SIZE)


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
