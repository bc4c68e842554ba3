"""Rows of members' keys, and of what they seal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKeyConstraint,
    Row,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.schema import Column

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.vault.key import WrappedKey

# Kept apart from all that the keys seal, so that it can be saved apart, and for a short time only.
member_key = Table(
    "member_key",
    metadata,
    number("member_id", key=True),
    word("wrapped", 256, optional=True),
    word("master"),
    number("made_at"),
    number("destroyed_at", optional=True),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
)
sealed_field = Table(
    "sealed_field",
    metadata,
    number("member_id", key=True),
    word("field", key=True),
    Column("sealed", Text, nullable=False),
    number("set_at"),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
)

_ADD_KEY = insert_row(member_key).on_conflict_do_nothing(index_elements=["member_id"])
_KEY = select(member_key).where(member_key.c.member_id == bindparam("member"))
_DESTROYED = (
    select(member_key.c.member_id, member_key.c.destroyed_at)
    .where(member_key.c.destroyed_at.is_not(None))
    .order_by(member_key.c.member_id)
)
_DESTROY = (
    update(member_key)
    .where(and_(member_key.c.member_id == bindparam("of_member"), member_key.c.destroyed_at.is_(None)))
    .values(wrapped=None, destroyed_at=bindparam("at"))
)
_SEAL = insert_row(sealed_field)
_KEEP = _SEAL.on_conflict_do_update(
    index_elements=["member_id", "field"],
    set_={"sealed": _SEAL.excluded.sealed, "set_at": _SEAL.excluded.set_at},
)
_SEALED = select(sealed_field).where(sealed_field.c.member_id == bindparam("member"))
_FORGET = delete(sealed_field).where(
    sealed_field.c.member_id == bindparam("member"),
    sealed_field.c.field.in_(bindparam("names", expanding=True)),
)


class VaultStore:
    """Keys of members and what they seal, of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_key(self, new: WrappedKey) -> bool:
        """Keep a member's key; give whether the member had none, destroyed or not."""
        row = {
            "member_id": new.member_id,
            "wrapped": new.wrapped,
            "master": new.master,
            "made_at": microseconds(new.made_at),
            "destroyed_at": None,
        }
        return self._connection.execute(_ADD_KEY, row).rowcount == 1

    def key(self, member_id: MemberId) -> WrappedKey | None:
        """Give a member's key as it is kept, None where none was ever made."""
        found = self._connection.execute(_KEY, {"member": member_id}).one_or_none()
        return None if found is None else _key(found)

    def masters(self) -> frozenset[str]:
        """Give the fingerprints of the master keys that wrap those of members now."""
        asked = select(member_key.c.master).where(member_key.c.wrapped.is_not(None)).distinct()
        return frozenset(self._connection.scalars(asked))

    def destroy_key(self, member_id: MemberId, at: datetime) -> bool:
        """Destroy a member's key for ever; give whether there was one that was not destroyed.

        What it sealed can be opened no more, here and in every copy that is taken without its key.
        """
        asked = {"of_member": member_id, "at": microseconds(at)}
        return self._connection.execute(_DESTROY, asked).rowcount == 1

    def destroyed(self) -> list[tuple[MemberId, datetime]]:
        """Give every member whose key is destroyed, and since when."""
        rows = self._connection.execute(_DESTROYED)
        return [(MemberId(row.member_id), instant_at(row.destroyed_at)) for row in rows]

    def keep(self, member_id: MemberId, sealed: Mapping[str, str], at: datetime) -> None:
        """Keep sealed fields of a member over their former values."""
        rows = [
            {"member_id": member_id, "field": name, "sealed": text, "set_at": microseconds(at)}
            for name, text in sealed.items()
        ]
        if rows:
            self._connection.execute(_KEEP, rows)

    def sealed(self, member_id: MemberId) -> dict[str, str]:
        """Give what is sealed of a member, by field."""
        found = self._connection.execute(_SEALED, {"member": member_id})
        return {row.field: row.sealed for row in found}

    def forget(self, member_id: MemberId, names: frozenset[str]) -> int:
        """Remove sealed fields of a member; give how many there were."""
        asked = {"member": member_id, "names": sorted(names)}
        return self._connection.execute(_FORGET, asked).rowcount


def _key(row: Row[Any]) -> WrappedKey:
    return WrappedKey(
        MemberId(row.member_id),
        row.wrapped,
        row.master,
        instant_at(row.made_at),
        None if row.destroyed_at is None else instant_at(row.destroyed_at),
    )
