"""All rows of one person, table by table as the register names them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    and_,
    exists,
    func,
    insert,
    or_,
    select,
)

from loyalty.database.base import metadata
from loyalty.kernel.identity import MemberId
from loyalty.privacy.register import Entry

Cells = Mapping[str, Any]
_KINDS = ((Boolean, "truth"), (BigInteger, "number"), (Integer, "number"), (LargeBinary, "bytes"))


class PersonStore:
    """Rows of one person of one connection; never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, entry: Entry, register: Mapping[str, Entry], ids: Collection[MemberId]) -> list[Cells]:
        """Give every row of a table that is of one of the ids, in the order of its key."""
        table = metadata.tables[entry.table]
        asked = select(table).where(_of(entry, register, ids)).order_by(*table.primary_key.columns)
        return [dict(row._mapping) for row in self._connection.execute(asked)]  # noqa: SLF001  its public name

    def count(self, entry: Entry, register: Mapping[str, Entry], ids: Collection[MemberId]) -> int:
        """Give how many rows of a table are of one of the ids."""
        table = metadata.tables[entry.table]
        asked = select(func.count()).select_from(table).where(_of(entry, register, ids))
        return int(self._connection.scalar(asked) or 0)

    def kinds(self, entry: Entry) -> dict[str, tuple[str, bool]]:
        """Give of each column of a table its kind, and whether it may be empty."""
        table = metadata.tables[entry.table]
        return {column.name: (_kind(column.type), bool(column.nullable)) for column in table.columns}

    def add(self, table: str, rows: Iterable[Cells]) -> None:
        """Write rows as they are into a table."""
        values = [dict(row) for row in rows]
        if values:
            self._connection.execute(insert(metadata.tables[table]), values)

    def members_among(self, numbers: Collection[int]) -> set[int]:
        """Give those of the numbers that are ids of members."""
        member = metadata.tables["member"]
        wanted = sorted(numbers)
        found: set[int] = set()
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            found.update(
                self._connection.scalars(select(member.c.member_id).where(member.c.member_id.in_(part)))
            )
        return found


def _kind(of: object) -> str:
    return next((word for kind, word in _KINDS if isinstance(of, kind)), "text")


def _of(entry: Entry, register: Mapping[str, Entry], ids: Collection[MemberId]) -> ColumnElement[bool]:
    """Say which rows are of the ids: by a column that names them, or through another table's rows."""
    table = metadata.tables[entry.table]
    if entry.subjects:
        return or_(*(table.c[name].in_(ids) for name in entry.subjects))
    assert entry.through is not None  # noqa: S101  a table that is of nobody is not asked for
    above = metadata.tables[entry.through.table]
    same = (table.c[name] == above.c[name] for name in entry.through.columns)
    return exists().where(and_(*same, _of(register[entry.through.table], register, ids)))
