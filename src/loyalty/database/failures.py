"""Failures of a database that pass: the transaction may simply be run again."""

from sqlalchemy.exc import DBAPIError

from loyalty.kernel.again import DecideAgain

# Serialisation failure, deadlock, lock not available: PostgreSQL has rolled the transaction back.
_POSTGRESQL_STATES = frozenset({"40001", "40P01", "55P03"})
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
