"""Failures of a database that pass: the transaction may simply be run again."""

from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from loyalty.kernel.again import DecideAgain

# Serialisation failure, deadlock, lock not available: PostgreSQL has rolled the transaction back.
_POSTGRESQL_STATES = frozenset({"40001", "40P01", "55P03"})
_MISSING = frozenset({"42P01", "42703"})  # undefined table, undefined column
_SQLITE_NAMES = ("SQLITE_BUSY", "SQLITE_LOCKED")


class TransientDatabaseError(DecideAgain):
    """The database could not take this transaction now: busy, or another one came first."""


def is_transient(error: DBAPIError) -> bool:
    """Give whether the same transaction may succeed when it is run again from its start."""
    fault = error.orig
    if getattr(fault, "sqlstate", None) in _POSTGRESQL_STATES:
        return True
    return str(getattr(fault, "sqlite_errorname", "")).startswith(_SQLITE_NAMES)


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
    if isinstance(error, OperationalError) or type(error) is DatabaseError:
        said = str(error.orig).strip() or "no reason given"
        return f"The database cannot be used: {said.splitlines()[0].rstrip('.')}."
    return None
