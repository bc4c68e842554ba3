"""A whole database copied into an empty one, of the same kind or the other, and held to the first row by row.

Every table is read in one transaction of the source and written in one of the target, so that either
all of it is there or nothing. Of each table the rows are counted and digested as they are read and
again as they stand in the target: the sum, over all rows, of the SHA-256 of a row's values in the order
of its columns, which no order of rows changes.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select

from loyalty.database.base import metadata
from loyalty.database.bulk import insert_many
from loyalty.database.engine import open_engine

READ_AT_ONCE = 2_000
DIGEST_BITS = 256


class TargetNotEmptyError(ValueError):
    """The database to copy into has rows; ``table`` names one that has."""

    def __init__(self, table: str) -> None:
        """Keep the table."""
        super().__init__(table)
        self.table = table


class CopyDiffersError(RuntimeError):
    """What stands in the target is not what was read; nothing of it was kept."""


class SourceChangedError(RuntimeError):
    """The database to copy was written to meanwhile; nothing was kept."""


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table that was copied: how many rows, and their digest, the same on both sides."""

    name: str
    rows: int
    digest: str


def copy_database(
    source: str, target: str, seen: Callable[[int], None], *, at_rest: bool = False
) -> list[CopiedTable]:
    """Copy every row between two databases at the same step; ``seen`` is told of rows as they are written.

    A source ``at_rest`` is one that will be left: where it has other rows by the end, nothing is kept.
    Raises TargetNotEmptyError, CopyDiffersError, SourceChangedError.
    """
    writer = open_engine(target)
    try:
        with writer.execution_options(write=True).begin() as new:
            told = copy_into(source, new, seen)
            if at_rest and count_rows(source) != sum(each.rows for each in told):
                raise SourceChangedError
            return told
    finally:
        writer.dispose()


def copy_into(source: str, new: Connection, seen: Callable[[int], None]) -> list[CopiedTable]:
    """Copy every row of a database into an empty one in a transaction that writes; lasting with it.

    Raises TargetNotEmptyError, CopyDiffersError.
    """
    reader = open_engine(source)
    try:
        with reader.connect() as old:
            _refuse_rows(new)
            return [_copied(old, new, table, seen) for table in metadata.sorted_tables]
    finally:
        reader.dispose()


def count_rows(source: str) -> int:
    """Give how many rows a database has in all its tables."""
    reader = open_engine(source)
    try:
        with reader.connect() as old:
            counts = (old.scalar(select(func.count()).select_from(table)) for table in metadata.sorted_tables)
            return sum(count or 0 for count in counts)
    finally:
        reader.dispose()


def _refuse_rows(new: Connection) -> None:
    for table in metadata.sorted_tables:
        if new.execute(select(table).limit(1)).first() is not None:
            raise TargetNotEmptyError(table.name)


def _copied(old: Connection, new: Connection, table: Table, seen: Callable[[int], None]) -> CopiedTable:
    read = _Digest()
    insert_many(new, table, _told(table, read.over(_rows(old, table)), seen))
    written = _Digest()
    for _ in written.over(_rows(new, table)):
        pass
    if (read.rows, read.total) != (written.rows, written.total):
        message = f"{table.name}: {read.rows} rows were read, {written.rows} stand there, or others"
        raise CopyDiffersError(message)
    return CopiedTable(table.name, read.rows, f"{read.total:064x}")


def _rows(connection: Connection, table: Table) -> Iterator[Sequence[Any]]:
    found = connection.execute(select(table), execution_options={"stream_results": True})
    for part in found.partitions(READ_AT_ONCE):
        yield from part


def _told(
    table: Table, rows: Iterable[Sequence[Any]], seen: Callable[[int], None]
) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table.columns]
    for number, row in enumerate(rows, 1):
        if number % READ_AT_ONCE == 0:
            seen(READ_AT_ONCE)
        yield dict(zip(names, row, strict=True))


class _Digest:
    """Counts and digests rows as they pass."""

    def __init__(self) -> None:
        self.rows, self.total = 0, 0

    def over(self, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """Give the rows on."""
        for row in rows:
            text = json.dumps(list(row), ensure_ascii=False, separators=(",", ":"), default=_plain)
            digest = int.from_bytes(hashlib.sha256(text.encode()).digest())
            self.rows, self.total = self.rows + 1, (self.total + digest) % (1 << DIGEST_BITS)
            yield row


def _plain(value: bytes) -> str:
    """Give bytes as text; another value has no place in a table of ours."""
    return bytes(value).hex()
