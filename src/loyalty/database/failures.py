"""Failures of a database: those that pass when a transaction is run again, and those of the machine."""

from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from loyalty.kernel.again import DecideAgain

# Serialisation failure, deadlock, lock not available: PostgreSQL has rolled the transaction back.
_POSTGRESQL_STATES = frozenset({"40001", "40P01", "55P03"})
_NOT_ALLOWED = "42501"  # to this account, by whoever owns the tables
_MISSING = frozenset({"42P01", "42703"})  # undefined table, undefined column
_SQLITE_NAMES = ("SQLITE_BUSY", "SQLITE_LOCKED")

# Connection lost, out of disk or memory or connections, a statement or an idle transaction that took too
# long, stopping or starting, an error of the machine, a database that only reads (PostgreSQL, appendix A);
# the same of SQLite.
_POSTGRESQL_OUT = ("08", "53", "57", "58", "25006", "25P03", "25P04")
_SQLITE_OUT = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_NOMEM")


class TransientDatabaseError(DecideAgain):
    """The database could not take this transaction now: busy, or another one came first."""


def is_transient(error: DBAPIError) -> bool:
    """Give whether the same transaction may succeed when it is run again from its start."""
    fault = error.orig
    if getattr(fault, "sqlstate", None) in _POSTGRESQL_STATES:
        return True
    return str(getattr(fault, "sqlite_errorname", "")).startswith(_SQLITE_NAMES)


def is_out(error: Exception) -> bool:
    """Give whether the database cannot serve now: out of reach, full, stopping, slower than its limits."""
    if isinstance(error, NoConnectionFree):
        return True  # no connection of the pool became free in time
    if not isinstance(error, DBAPIError):
        return False
    fault = error.orig
    name = getattr(fault, "sqlite_errorname", None)
    if name is not None:
        return str(name).startswith(_SQLITE_OUT)
    state = getattr(fault, "sqlstate", None)
    # without a state the connection was not made, or was lost
    return str(state).startswith(_POSTGRESQL_OUT) if state else isinstance(error, OperationalError)


def broken_key(error: DBAPIError) -> str:
    """Give the database's own words for the key that a row broke: its name, or its columns."""
    diagnosis = getattr(error.orig, "diag", None)
    return str(getattr(diagnosis, "constraint_name", None) or error.orig)


def lacks_tables(error: DBAPIError) -> bool:
    """Give whether the database has not, or not all of, the tables that were asked for."""
    missing = ("no such table", "no such column")
    return getattr(error.orig, "sqlstate", None) in _MISSING or str(error.orig).startswith(missing)


def what_went_wrong(error: DBAPIError) -> str | None:
    """Give a sentence where the database itself cannot be used; None where our own statement is at fault."""
    if is_transient(error):
        return "The database is busy; try again."
    not_allowed = getattr(error.orig, "sqlstate", None) == _NOT_ALLOWED
    if not_allowed or isinstance(error, OperationalError) or type(error) is DatabaseError:
        said = str(error.orig).strip() or "no reason given"
        return f"The database cannot be used: {said.splitlines()[0].rstrip('.')}."
    return None
