"""Rows of members and of the facts declared about them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import (
    Connection,
    ForeignKeyConstraint,
    Row,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    select,
)

from loyalty.database.base import insert_row, metadata, number, word
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.members.member import Member, MemberExists, MemberState

member = Table(
    "member",
    metadata,
    number("member_id", key=True),
    word("programme"),
    number("enrolled_at"),
    word("state", 16),
    word("reference_hash", optional=True),
    UniqueConstraint("programme", "reference_hash", name="member_reference"),
)
member_fact = Table(
    "member_fact",
    metadata,
    number("member_id", key=True),
    word("fact", key=True),
    word("value", 200),
    number("set_at"),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
    sqlite_with_rowid=False,
)

_ADD = insert_row(member).on_conflict_do_nothing(index_elements=["programme", "reference_hash"])
_BY_ID = select(member).where(member.c.member_id == bindparam("member"))
_BY_REFERENCE = select(member).where(
    member.c.programme == bindparam("of_programme"), member.c.reference_hash == bindparam("reference")
)
_SET = insert_row(member_fact)
_SET_FACT = _SET.on_conflict_do_update(
    index_elements=["member_id", "fact"], set_={"value": _SET.excluded.value, "set_at": _SET.excluded.set_at}
)
_FACTS = select(member_fact.c.fact, member_fact.c.value).where(
    member_fact.c.member_id == bindparam("member"), member_fact.c.fact.in_(bindparam("names", expanding=True))
)
_FORGET = delete(member_fact).where(
    member_fact.c.member_id == bindparam("member"), member_fact.c.fact.in_(bindparam("names", expanding=True))
)
_OF_PROGRAMME = select(member.c.member_id).where(
    member.c.programme == bindparam("of_programme"), member.c.member_id.in_(bindparam("ids", expanding=True))
)
_COUNT = select(func.count()).select_from(member).where(member.c.programme == bindparam("of_programme"))


class MemberStore:
    """Members of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Member) -> None:
        """Enrol a member; raises `MemberExists` where the programme has one of the same reference."""
        row = {
            "member_id": new.member_id,
            "programme": new.programme,
            "enrolled_at": microseconds(new.enrolled_at),
            "state": str(new.state),
            "reference_hash": new.reference_hash,
        }
        if self._connection.execute(_ADD, row).rowcount == 1:
            return
        there = self.by_reference(new.programme, new.reference_hash or "")
        assert there is not None  # noqa: S101  the row that was in the way
        raise MemberExists(there)

    def get(self, member_id: MemberId) -> Member | None:
        """Give the member of this id, or None."""
        found = self._connection.execute(_BY_ID, {"member": member_id}).one_or_none()
        return None if found is None else _member(found)

    def of_programme(self, programme: str, member_ids: Collection[MemberId]) -> set[MemberId]:
        """Give those of the ids that are members of the programme."""
        asked = {"of_programme": programme, "ids": sorted(member_ids)}
        return {MemberId(found) for found in self._connection.scalars(_OF_PROGRAMME, asked)}

    def by_reference(self, programme: str, reference_hash: str) -> Member | None:
        """Give the programme's member of this reference, or None."""
        asked = {"of_programme": programme, "reference": reference_hash}
        found = self._connection.execute(_BY_REFERENCE, asked).one_or_none()
        return None if found is None else _member(found)

    def count(self, programme: str) -> int:
        """Give how many members the programme ever enrolled."""
        return int(self._connection.scalar(_COUNT, {"of_programme": programme}) or 0)

    def set_facts(self, member_id: MemberId, facts: Mapping[str, str | None], at: datetime) -> None:
        """Keep facts a programme declares, over their former values; None forgets one."""
        kept = [
            {"member_id": member_id, "fact": name, "value": value, "set_at": microseconds(at)}
            for name, value in facts.items()
            if value is not None
        ]
        gone = sorted(name for name, value in facts.items() if value is None)
        if kept:
            self._connection.execute(_SET_FACT, kept)
        if gone:
            self._connection.execute(_FORGET, {"member": member_id, "names": gone})

    def load_facts(self, member_id: MemberId, names: Collection[str]) -> dict[str, str]:
        """Give exactly the facts named, as far as they are known; no other fact is read."""
        if not names:
            return {}
        found = self._connection.execute(_FACTS, {"member": member_id, "names": sorted(names)})
        return {row.fact: row.value for row in found}


def _member(row: Row[tuple[object, ...]]) -> Member:
    return Member(
        member_id=row.member_id,
        programme=row.programme,
        enrolled_at=instant_at(row.enrolled_at),
        state=MemberState(row.state),
        reference_hash=row.reference_hash,
    )
