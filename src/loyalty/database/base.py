"""What every store's tables share: one metadata, names for constraints, and the insert that gives way.

Instants are whole microseconds since 1970 UTC and points are whole numbers, both in 64 bits;
the two databases keep them exactly alike.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Column, MetaData, Select, String, Table, bindparam
from sqlalchemy.dialects.postgresql import Insert, insert

from loyalty.database.speaking.prepared import UNREAD

# The names that PostgreSQL gives by itself, so that a constraint is called the same on both.
metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(referred_table_name)s_fkey",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)


def number(name: str, *, optional: bool = False, key: bool = False) -> Column[int]:
    """Give a column of 64-bit whole numbers: ids, points, minor units, instants."""
    return Column(name, BigInteger, nullable=optional, primary_key=key, autoincrement=False)


def word(name: str, length: int = 64, *, optional: bool = False, key: bool = False) -> Column[str]:
    """Give a column of short text: codes, digests, references of others."""
    return Column(name, String(length), nullable=optional, primary_key=key)


def insert_row(table: Table) -> Insert:
    """Give the insert of one row with a parameter per column.

    PostgreSQL's own construct, because its ``ON CONFLICT`` is spelled the same on SQLite; it
    compiles on both. How many rows it wrote can be asked for, which is not a matter of course.
    """
    values: dict[str, Any] = {column.name: bindparam(column.name) for column in table.columns}
    return insert(table).values(values).execution_options(preserve_rowcount=True)


def insert_unread(table: Table) -> Insert:
    """Give the insert of one row, of which nobody asks what became of it.

    It need not be waited for: it is handed over with what follows it, in its turn.
    """
    return insert_row(table).execution_options(**{UNREAD: True})


def some_of(
    statement: Select[Any], column: Column[Any], wanted: Sequence[object]
) -> tuple[Select[Any], dict[str, Any]]:
    """Give a question for the rows whose column has one of these values, with its parameters.

    It is the same statement for as many values, so that it need not be made anew each time.
    """
    return _one_of(statement, column, len(wanted)), {
        f"wanted_{number}": each for number, each in enumerate(wanted)
    }


@cache
def _one_of(statement: Select[Any], column: Column[Any], count: int) -> Select[Any]:
    return statement.where(
        column.in_([bindparam(f"wanted_{number}", type_=column.type) for number in range(count)])
    )
