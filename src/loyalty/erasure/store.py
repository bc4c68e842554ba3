"""All rows of one person, table by table as the register names them; what is left of who was erased."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.erasure.erasure import Erasure, Ground, Kept, LegalHold
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.members.member import MemberState
from loyalty.privacy.register import Entry

_HELD = "legal hold "
"""How the reason of what a legal hold keeps begins; the case follows."""

erasure = Table(
    "erasure",
    metadata,
    word("erasure_id", key=True),
    number("member_id"),
    word("programme"),
    word("ground", 32),
    word("checked", 128),
    number("asked_at"),
    word("asked_by", 128),
    Column("offer", Text, nullable=False),
    number("closed_at", optional=True),
    Column("released", Text),
    number("erased_at", optional=True),
    Column("removed", Text),
    Column("kept", Text),
    UniqueConstraint("member_id", name="erasure_of_member"),
)
legal_hold = Table(
    "legal_hold",
    metadata,
    number("member_id", key=True),
    word("case_id", key=True),
    word("classes", 200),
    word("approved_by", 128),
    number("set_at"),
    number("until"),
    number("ended_at", optional=True),
)
thinned_line = Table(
    "thinned_line",
    metadata,
    word("programme", key=True),
    word("source", key=True),
    word("order_id", 128, key=True),
    word("kind", key=True),
    number("lines"),
)

_ASK = insert_row(erasure).on_conflict_do_nothing(index_elements=["member_id"])
_GO_ON = (
    update(erasure)
    .where(erasure.c.erasure_id == bindparam("of_id"))
    .values({name: bindparam(name) for name in ("closed_at", "released", "erased_at", "removed", "kept")})
)
_HOLD = insert_row(legal_hold).on_conflict_do_nothing(index_elements=["member_id", "case_id"])
_END_HOLD = (
    update(legal_hold)
    .where(
        legal_hold.c.member_id == bindparam("of_member"),
        legal_hold.c.case_id == bindparam("of_case"),
        legal_hold.c.ended_at.is_(None),
    )
    .values(ended_at=bindparam("at"))
)
_THIN = insert_row(thinned_line).on_conflict_do_nothing(
    index_elements=["programme", "source", "order_id", "kind"]
)
_SEARCHED_AT_ONCE = 20
_COUNTED_AT_ONCE = 500

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

    def remove(self, entry: Entry, register: Mapping[str, Entry], ids: Collection[MemberId]) -> int:
        """Remove rows of a table that are of the ids; of rows that name two members those of the first."""
        alone = entry if len(entry.subjects) < 2 else None  # noqa: PLR2004  two people in one row
        table = metadata.tables[entry.table]
        mine = table.c[entry.subjects[0]].in_(ids) if alone is None else _of(entry, register, ids)
        return self._connection.execute(delete(table).where(mine)).rowcount

    def blank(self, entry: Entry, ids: Collection[MemberId], values: Mapping[str, Any]) -> int:
        """Put other values into rows of the ids; give how many rows there were."""
        table = metadata.tables[entry.table]
        mine = or_(*(table.c[name].in_(ids) for name in entry.subjects))
        return self._connection.execute(update(table).where(mine).values(dict(values))).rowcount

    def change(self, table: str, rows: Iterable[tuple[Cells, Cells]]) -> int:
        """Put other values into single rows, each found by the values of its key; give how many."""
        of = metadata.tables[table]
        changed = 0
        for key, values in rows:
            where = and_(*(of.c[column.name] == key[column.name] for column in of.primary_key.columns))
            changed += self._connection.execute(update(of).where(where).values(dict(values))).rowcount
        return changed

    def remove_naming(self, table: str, columns: Collection[str], words: Collection[str]) -> int:
        """Remove the rows of a table in which one of the words stands anywhere in one of the columns."""
        of = metadata.tables[table]
        named = or_(*(of.c[column].contains(word, autoescape=True) for column in columns for word in words))
        return self._connection.execute(delete(of).where(named)).rowcount

    def whole(self, table: str) -> list[Cells]:
        """Give every row of a table that has few, as of words of staff."""
        return [row._asdict() for row in self._connection.execute(select(metadata.tables[table]))]

    def keep_thinned(self, rows: Iterable[Cells]) -> None:
        """Keep how many lines of each kind an order had."""
        for row in rows:
            self._connection.execute(_THIN, dict(row))

    def where_found(self, values: Collection[str], passed_over: Collection[str] = ()) -> list[str]:
        """Give every ``table.column`` in which one of the values stands, in whatever text of the database."""
        wanted = sorted({value for value in values if value})
        found: list[str] = []
        for table in metadata.sorted_tables:
            if table.name in passed_over:
                continue
            found += [
                f"{table.name}.{column.name}"
                for column in table.columns
                if isinstance(column.type, String) and self._stands(table, column, wanted)
            ]
        return found

    def _stands(self, table: Table, column: Column[Any], wanted: Sequence[str]) -> bool:
        for start in range(0, len(wanted), _SEARCHED_AT_ONCE):
            part = wanted[start : start + _SEARCHED_AT_ONCE]
            named = or_(*(column.contains(value, autoescape=True) for value in part))
            if self._connection.execute(select(1).select_from(table).where(named).limit(1)).first():
                return True
        return False

    def facts_of_others(self, values: Collection[str], ids: Collection[MemberId]) -> set[str]:
        """Give those of the values that somebody else told as a fact too."""
        fact = metadata.tables["member_fact"]
        asked = select(fact.c.value).where(fact.c.value.in_(sorted(values)), fact.c.member_id.not_in(ids))
        return set(self._connection.scalars(asked.distinct()))

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


class ErasureStore:
    """Erasures and legal holds of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection, told: Callable[[Erasure], None]) -> None:
        self._connection, self._told = connection, told

    def ask(self, new: Erasure) -> bool:
        """Keep what was asked; give whether nobody asked for this member before."""
        row = {
            "erasure_id": new.erasure_id,
            "member_id": new.member_id,
            "programme": new.programme,
            "ground": str(new.ground),
            "checked": new.checked,
            "asked_at": microseconds(new.asked_at),
            "asked_by": new.asked_by,
            "offer": json.dumps(new.offer),
            **_done(new),
        }
        return self._connection.execute(_ASK, row).rowcount == 1

    def go_on(self, changed: Erasure) -> None:
        """Keep how far an erasure is."""
        self._connection.execute(_GO_ON, {"of_id": changed.erasure_id, **_done(changed)})
        self._told(changed)

    def of_member(self, member_id: MemberId) -> Erasure | None:
        """Give the erasure of a member, None where nobody asked."""
        asked = select(erasure).where(erasure.c.member_id == member_id)
        found = self._connection.execute(asked).one_or_none()
        return None if found is None else _erasure(found)

    def list(self, *, after: str = "", limit: int) -> list[Erasure]:
        """Give up to ``limit`` erasures by id, from behind ``after`` on."""
        asked = (
            select(erasure).where(erasure.c.erasure_id > after).order_by(erasure.c.erasure_id).limit(limit)
        )
        return [_erasure(row) for row in self._connection.execute(asked)]

    def lacking(self, ids: Collection[MemberId]) -> int:
        """Give how many of the ids are members who are not erased, neither as such nor along with another."""
        member = metadata.tables["member"]
        asked = exists().where(erasure.c.member_id == member.c.member_id)
        along = and_(member.c.state == str(MemberState.CLOSED), ~asked)
        erased = or_(asked.where(erasure.c.erased_at.is_not(None)), along)
        wanted = sorted(ids)
        lacking = 0
        for start in range(0, len(wanted), _COUNTED_AT_ONCE):
            part = member.c.member_id.in_(wanted[start : start + _COUNTED_AT_ONCE])
            counted = select(func.count()).select_from(member).where(part, ~erased)
            lacking += self._connection.scalar(counted) or 0
        return lacking

    def unlisted(self, ids: Collection[MemberId]) -> int:
        """Give how many are erased whose ids are not among these; they are counted, and none is read."""
        is_erased = erasure.c.erased_at.is_not(None)
        counted, wanted = select(func.count()).select_from(erasure).where(is_erased), sorted(ids)
        unlisted = self._connection.scalar(counted) or 0
        for start in range(0, len(wanted), _COUNTED_AT_ONCE):
            part = erasure.c.member_id.in_(wanted[start : start + _COUNTED_AT_ONCE])
            unlisted -= self._connection.scalar(counted.where(part)) or 0
        return unlisted

    def held_back(self) -> Sequence[Erasure]:
        """Give the erasures of which a legal hold kept something."""
        asked = select(erasure).where(erasure.c.erased_at.is_not(None), erasure.c.kept.contains(f'"{_HELD}'))
        return [_erasure(row) for row in self._connection.execute(asked)]

    def hold(self, new: LegalHold) -> bool:
        """Keep a legal hold; give whether the member had none of this case."""
        row = {
            "member_id": new.member_id,
            "case_id": new.case,
            "classes": ",".join(new.classes),
            "approved_by": new.approved_by,
            "set_at": microseconds(new.set_at),
            "until": microseconds(new.until),
            "ended_at": None,
        }
        return self._connection.execute(_HOLD, row).rowcount == 1

    def end_hold(self, member_id: MemberId, case: str, at: datetime) -> bool:
        """End a legal hold; give whether it stood."""
        asked = {"of_member": member_id, "of_case": case, "at": microseconds(at)}
        return self._connection.execute(_END_HOLD, asked).rowcount == 1

    def held(self, now: datetime) -> Sequence[LegalHold]:
        """Give every legal hold that stands."""
        asked = select(legal_hold).where(
            legal_hold.c.ended_at.is_(None), legal_hold.c.until > microseconds(now)
        )
        return [_hold(row) for row in self._connection.execute(asked)]

    def holds(self, ids: Collection[MemberId]) -> Sequence[LegalHold]:
        """Give every legal hold of the ids, by case."""
        asked = select(legal_hold).where(legal_hold.c.member_id.in_(ids)).order_by(legal_hold.c.case_id)
        return [_hold(row) for row in self._connection.execute(asked)]


def _done(of: Erasure) -> dict[str, Any]:
    kept = [
        {
            "tables": list(each.tables),
            "class": each.kept,
            "reason": "" if each.case is None else f"{_HELD}{each.case}",
            "until": None if each.until is None else microseconds(each.until),
        }
        for each in of.kept
    ]
    return {
        "closed_at": None if of.closed_at is None else microseconds(of.closed_at),
        "released": None if of.released is None else json.dumps(of.released),
        "erased_at": None if of.erased_at is None else microseconds(of.erased_at),
        "removed": None if of.removed is None else json.dumps(of.removed),
        "kept": json.dumps(kept),
    }


def _erasure(row: Row[Any]) -> Erasure:
    kept = [
        Kept(
            tuple(each["tables"]),
            each["class"],
            each["reason"].removeprefix(_HELD) if each["reason"].startswith(_HELD) else None,
            None if each["until"] is None else instant_at(each["until"]),
        )
        for each in json.loads(row.kept or "[]")
    ]
    return Erasure(
        row.erasure_id,
        MemberId(row.member_id),
        row.programme,
        Ground(row.ground),
        row.checked,
        instant_at(row.asked_at),
        row.asked_by,
        json.loads(row.offer),
        None if row.closed_at is None else instant_at(row.closed_at),
        None if row.released is None else json.loads(row.released),
        None if row.erased_at is None else instant_at(row.erased_at),
        None if row.removed is None else json.loads(row.removed),
        tuple(kept),
    )


def _hold(row: Row[Any]) -> LegalHold:
    return LegalHold(
        row.case_id,
        MemberId(row.member_id),
        tuple(row.classes.split(",")),
        row.approved_by,
        instant_at(row.set_at),
        instant_at(row.until),
        None if row.ended_at is None else instant_at(row.ended_at),
    )


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
