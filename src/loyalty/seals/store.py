"""Rows of seals, of published keys, and of the roots of days."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Row,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    select,
    update,
)

from loyalty.database.base import insert_row, insert_unread, metadata, number, word
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.seals.day import DayRoot
from loyalty.seals.kept import KeptSeal
from loyalty.seals.keys import SealKey
from loyalty.seals.seal import Seal

DAY = 86_400_000_000
"""Microseconds of a day of UTC."""

seal_key = Table(
    "seal_key",
    metadata,
    word("key_id", 16, key=True),
    number("valid_from"),
    number("valid_until", optional=True),
    Column("content", Text, nullable=False),
)
# Once it is there, a seal only gets its place in the tree, and loses whose it was with the snapshot.
document_seal = Table(
    "document_seal",
    metadata,
    word("explanation_id", key=True),
    word("programme"),
    number("member_id", optional=True),
    number("chain_number", optional=True),
    number("sealed_at"),
    word("leaf"),
    Column("content", Text, nullable=False),
    number("leaf_index", optional=True),
    UniqueConstraint("member_id", "chain_number", name="document_seal_chain"),
    UniqueConstraint("programme", "leaf_index", name="document_seal_place"),
    Index("document_seal_by_time", "programme", "sealed_at"),
)
seal_snapshot = Table(
    "seal_snapshot",
    metadata,
    word("explanation_id", key=True),
    number("member_id", optional=True),
    Column("sealed", Text, nullable=False),
    Index("seal_snapshot_by_member", "member_id"),
)
# A trigger refuses changes of a root, see the migration.
seal_day = Table(
    "seal_day",
    metadata,
    word("programme", key=True),
    word("day", 10, key=True),
    number("size"),
    Column("content", Text, nullable=False),
)

_ADD_KEY = insert_row(seal_key).on_conflict_do_nothing(index_elements=["key_id"])
_END_KEY = (
    update(seal_key)
    .where(seal_key.c.key_id == bindparam("id"), seal_key.c.valid_until.is_(None))
    .values(valid_until=bindparam("until"), content=bindparam("text"))
)
_KEYS = select(seal_key.c.content).order_by(seal_key.c.valid_from, seal_key.c.key_id)
_ADD_SEAL = insert_row(document_seal).on_conflict_do_nothing()
_ADD_SNAPSHOT, _ADD_DAY = insert_unread(seal_snapshot), insert_row(seal_day).on_conflict_do_nothing()
_OF = document_seal.c.programme == bindparam("of_programme")
_WITH_SNAPSHOT = select(document_seal, seal_snapshot.c.sealed).select_from(
    document_seal.outerjoin(seal_snapshot, seal_snapshot.c.explanation_id == document_seal.c.explanation_id)
)
_SEAL = _WITH_SNAPSHOT.where(document_seal.c.explanation_id == bindparam("id"))
_IN_CHAIN = select(document_seal.c.content).where(document_seal.c.member_id == bindparam("member"))
_LAST = _IN_CHAIN.order_by(document_seal.c.chain_number.desc()).limit(1)
_AT = _IN_CHAIN.where(document_seal.c.chain_number == bindparam("number"))
_OUTSIDE = and_(_OF, document_seal.c.leaf_index.is_(None))
_BEFORE_END = and_(_OUTSIDE, document_seal.c.sealed_at < bindparam("end"))
_DAYS_OUTSIDE = select(document_seal.c.sealed_at // DAY).where(_BEFORE_END).distinct()
_TO_PLACE = (
    select(document_seal.c.explanation_id)
    .where(_BEFORE_END)
    .order_by(document_seal.c.sealed_at, document_seal.c.explanation_id)
)
_PLACE = (
    update(document_seal)
    .where(document_seal.c.explanation_id == bindparam("id"), document_seal.c.leaf_index.is_(None))
    .values(leaf_index=bindparam("place"))
)
_LEAVES = (
    select(document_seal.c.leaf)
    .where(_OF, document_seal.c.leaf_index < bindparam("size"))
    .order_by(document_seal.c.leaf_index)
)
_LEAVES_OF = select(document_seal.c.leaf).where(_OF, document_seal.c.member_id == bindparam("member"))
_DAYS = select(seal_day.c.content).where(seal_day.c.programme == bindparam("of_programme"))


class SealStore:
    """Seals, keys and days of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keys(self) -> list[SealKey]:
        """Give every key that was ever published, the first one first."""
        return [_key(text) for text in self._connection.scalars(_KEYS)]

    def add_key(self, key: SealKey) -> None:
        """Publish a key, unless it is."""
        row = {"key_id": key.key_id, **_key_times(key), "content": json.dumps(key.to_json())}
        self._connection.execute(_ADD_KEY, row)

    def end_key(self, key: SealKey) -> None:
        """Keep that a key has ended."""
        row = {"id": key.key_id, "until": _key_times(key)["valid_until"], "text": json.dumps(key.to_json())}
        self._connection.execute(_END_KEY, row)

    def last_of(self, member_id: MemberId) -> Seal | None:
        """Give the last seal in a member's chain, None before the first."""
        text = self._connection.scalar(_LAST, {"member": member_id})
        return None if text is None else Seal.from_json(json.loads(text))

    def add(self, new: KeptSeal) -> bool:
        """Keep a seal; give whether its document and its place in the chain were free."""
        row = {
            "explanation_id": new.explanation_id,
            "programme": new.programme,
            "member_id": new.member_id,
            "chain_number": new.seal.number,
            "sealed_at": microseconds(new.seal.sealed_at),
            "leaf": new.seal.leaf.hex(),
            "content": json.dumps(new.seal.to_json()),
            "leaf_index": None,
        }
        if self._connection.execute(_ADD_SEAL, row).rowcount != 1:
            return False
        if new.snapshot is not None:
            apart = {"explanation_id": new.explanation_id, "member_id": new.member_id, "sealed": new.snapshot}
            self._connection.execute(_ADD_SNAPSHOT, apart)
        return True

    def get(self, explanation_id: str) -> KeptSeal | None:
        """Give the seal of a document, None where it was never sealed."""
        row = self._connection.execute(_SEAL, {"id": explanation_id}).one_or_none()
        return None if row is None else _kept(row)

    def before(self, sealed: KeptSeal) -> Seal | None:
        """Give the seal before one in its member's chain, None where there is none."""
        asked = {"member": sealed.member_id, "number": (sealed.seal.number or 0) - 1}
        text = self._connection.scalar(_AT, asked)
        return None if text is None else Seal.from_json(json.loads(text))

    def days_outside(self, programme: str, end: datetime) -> list[date]:
        """Give the days of UTC on which documents were sealed before ``end`` that are in no tree yet."""
        asked = {"of_programme": programme, "end": microseconds(end)}
        found = self._connection.scalars(_DAYS_OUTSIDE, asked)
        return sorted(instant_at(int(day) * DAY).date() for day in found)

    def place(self, programme: str, end: datetime, first: int) -> int:
        """Give every document sealed before ``end`` its place in the tree; give how many got one.

        Places count on from ``first``.
        """
        asked = {"of_programme": programme, "end": microseconds(end)}
        found = list(self._connection.scalars(_TO_PLACE, asked))
        rows = [{"id": name, "place": first + number} for number, name in enumerate(found)]
        if rows:
            self._connection.execute(_PLACE, rows)
        return len(rows)

    def leaves(self, programme: str, size: int) -> list[bytes]:
        """Give the first ``size`` leaves of a programme's tree."""
        asked = {"of_programme": programme, "size": size}
        return [bytes.fromhex(leaf) for leaf in self._connection.scalars(_LEAVES, asked)]

    def leaves_of(self, programme: str, member_id: MemberId) -> list[str]:
        """Give the leaf of every document of a programme that was a member's, in hexadecimal digits."""
        asked = {"of_programme": programme, "member": member_id}
        return list(self._connection.scalars(_LEAVES_OF, asked))

    def add_day(self, root: DayRoot) -> bool:
        """Publish the root of a day; give whether the day had none."""
        row = {
            "programme": root.programme,
            "day": root.day.isoformat(),
            "size": root.size,
            "content": json.dumps(root.to_json()),
        }
        return self._connection.execute(_ADD_DAY, row).rowcount == 1

    def day(self, programme: str, day: date) -> DayRoot | None:
        """Give the root of a day, None where none was published."""
        return self._one(_DAYS.where(seal_day.c.day == day.isoformat()), programme)

    def last_day(self, programme: str) -> DayRoot | None:
        """Give the root that was published last."""
        return self._one(_DAYS.order_by(seal_day.c.day.desc()).limit(1), programme)

    def day_of(self, programme: str, index: int) -> DayRoot | None:
        """Give the first root that covers the leaf at ``index``."""
        return self._one(_DAYS.where(seal_day.c.size > index).order_by(seal_day.c.day).limit(1), programme)

    def days(self, programme: str, *, before: date | None, limit: int) -> list[DayRoot]:
        """Give up to ``limit`` roots, the newest first, of days before one."""
        asked = _DAYS if before is None else _DAYS.where(seal_day.c.day < before.isoformat())
        asked = asked.order_by(seal_day.c.day.desc()).limit(limit)
        return list(_days(self._connection.scalars(asked, {"of_programme": programme})))

    def _one(self, asked: Any, programme: str) -> DayRoot | None:  # noqa: ANN401  a select of one column
        return next(_days(self._connection.scalars(asked, {"of_programme": programme})), None)


def _days(texts: Any) -> Iterator[DayRoot]:  # noqa: ANN401  what the database gives
    return (DayRoot.from_json(json.loads(text)) for text in texts)


@lru_cache(maxsize=64)  # every document that is sealed asks for the keys
def _key(text: str) -> SealKey:
    return SealKey.from_json(json.loads(text))


def _key_times(key: SealKey) -> dict[str, int | None]:
    until = None if key.valid_until is None else microseconds(key.valid_until)
    return {"valid_from": microseconds(key.valid_from), "valid_until": until}


def _kept(row: Row[Any]) -> KeptSeal:
    return KeptSeal(
        explanation_id=row.explanation_id,
        programme=row.programme,
        member_id=None if row.member_id is None else MemberId(row.member_id),
        seal=Seal.from_json(json.loads(row.content)),
        index=row.leaf_index,
        snapshot=row.sealed,
    )
