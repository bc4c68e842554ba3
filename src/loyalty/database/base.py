"""What every store's tables share: one metadata, names for constraints, and the insert that gives way.

Instants are whole microseconds since 1970 UTC and points are whole numbers, both in 64 bits;
the two databases keep them exactly alike.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, MetaData, String, Table, bindparam
from sqlalchemy.dialects.postgresql import Insert, insert

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
