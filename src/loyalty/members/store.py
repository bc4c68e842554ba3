"""Rows of members and of the facts declared about them."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKeyConstraint,
    Index,
    Row,
    Table,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from loyalty.database import household_tables as homes
from loyalty.database import merge_tables as merges
from loyalty.database.base import insert_row, metadata, number, some_of, word
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.kernel.period import Period
from loyalty.members.household import Household, Place
from loyalty.members.identity import Identity
from loyalty.members.member import Member, MemberExists, MemberState, Merge
from loyalty.members.refusals import HouseholdFull, HouseholdTaken
from loyalty.members.rows import identity_from, member_from, merge_from

member = Table(
    "member",
    metadata,
    number("member_id", key=True),
    word("programme"),
    number("enrolled_at"),
    word("state", 16),
    word("reference_hash", optional=True),
    UniqueConstraint("programme", "reference_hash", name="member_reference"),
    Index("member_by_enrolment", "programme", "enrolled_at"),
)
member_fact = Table(
    "member_fact",
    metadata,
    number("member_id", key=True),
    word("fact", key=True),
    word("value", 200),
    number("set_at"),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
    Index("fact_by_value", "fact", "value"),
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
_FACTS = select(member_fact.c.fact, member_fact.c.value).where(member_fact.c.member_id == bindparam("member"))
_FORGET = delete(member_fact).where(
    member_fact.c.member_id == bindparam("member"), member_fact.c.fact.in_(bindparam("names", expanding=True))
)
_OF_PROGRAMME = select(member.c.member_id).where(
    member.c.programme == bindparam("of_programme"), member.c.member_id.in_(bindparam("ids", expanding=True))
)
_ACTIVE = (
    select(member.c.member_id)
    .where(
        member.c.programme == bindparam("of_programme"),
        member.c.state == str(MemberState.ACTIVE),
        member.c.member_id > bindparam("after"),
    )
    .order_by(member.c.member_id)
    .limit(bindparam("limit"))
)
_WITH_FACT = _ACTIVE.join(member_fact, member_fact.c.member_id == member.c.member_id).where(
    member_fact.c.fact == bindparam("of_fact"),
    member_fact.c.value.in_(bindparam("values", expanding=True)),
)
_BY_REFERENCES = select(member.c.member_id, member.c.reference_hash).where(
    member.c.programme == bindparam("of_programme"),
    member.c.state == str(MemberState.ACTIVE),
    member.c.reference_hash.in_(bindparam("references", expanding=True)),
)
_ACTIVE_AMONG = _OF_PROGRAMME.where(member.c.state == str(MemberState.ACTIVE))
_PAGE = (
    select(member)
    .where(member.c.programme == bindparam("of_programme"), member.c.member_id > bindparam("after"))
    .order_by(member.c.member_id)
    .limit(bindparam("limit"))
)
_COUNT = select(func.count()).select_from(member).where(member.c.programme == bindparam("of_programme"))
_LINK = insert_row(merges.member_identity).on_conflict_do_nothing(index_elements=["programme", "blind_index"])
_KNOWN_BY = select(merges.member_identity).where(
    merges.member_identity.c.programme == bindparam("of_programme"),
    merges.member_identity.c.blind_index == bindparam("index"),
)
_IDENTITIES = (
    select(merges.member_identity)
    .where(merges.member_identity.c.member_id == bindparam("member"))
    .order_by(merges.member_identity.c.linked_at, merges.member_identity.c.identity_id)
)
_UNLINK = (
    update(merges.member_identity)
    .where(
        merges.member_identity.c.identity_id == bindparam("id"),
        merges.member_identity.c.blind_index.is_not(None),
    )
    .values(blind_index=None, unlinked_at=bindparam("at"), unlinked_by=bindparam("by"))
)
_STATE = (
    update(member)
    .where(member.c.member_id == bindparam("of_member"), member.c.state == bindparam("was"))
    .values(state=bindparam("becomes"))
)
_HELD = update(member).where(member.c.member_id == bindparam("of_member")).values(state=member.c.state)
_GIVE_IDENTITY = (
    update(merges.member_identity)
    .where(merges.member_identity.c.identity_id == bindparam("of_id"))
    .values(member_id=bindparam("becomes"))
)


class MemberStore:
    """Members of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection, told: Callable[[Member | Merge], None]) -> None:
        self._connection, self._told = connection, told

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
            self._told(new)
            return
        there = self.by_reference(new.programme, new.reference_hash or "")
        assert there is not None  # noqa: S101  the row that was in the way
        raise MemberExists(there)

    def get(self, member_id: MemberId) -> Member | None:
        """Give the member of this id, or None."""
        found = self._connection.execute(_BY_ID, {"member": member_id}).one_or_none()
        return None if found is None else member_from(found)

    def hold(self, member_id: MemberId) -> None:
        """Let nobody else who holds the member go on until this unit ends; then they read it anew."""
        self._connection.execute(_HELD, {"of_member": member_id})

    def of_programme(self, programme: str, member_ids: Collection[MemberId]) -> set[MemberId]:
        """Give those of the ids that are members of the programme."""
        asked = {"of_programme": programme, "ids": sorted(member_ids)}
        return {MemberId(found) for found in self._connection.scalars(_OF_PROGRAMME, asked)}

    def by_reference(self, programme: str, reference_hash: str) -> Member | None:
        """Give the programme's member of this reference, or None."""
        asked = {"of_programme": programme, "reference": reference_hash}
        found = self._connection.execute(_BY_REFERENCE, asked).one_or_none()
        return None if found is None else member_from(found)

    def by_references(self, programme: str, hashes: Collection[str]) -> dict[str, MemberId]:
        """Give the members who take part, by the hash of their reference."""
        asked = {"of_programme": programme, "references": sorted(hashes)}
        found = self._connection.execute(_BY_REFERENCES, asked)
        return {row.reference_hash: MemberId(row.member_id) for row in found}

    def active_among(self, programme: str, member_ids: Collection[MemberId]) -> set[MemberId]:
        """Give those of the ids whose members take part in the programme."""
        asked = {"of_programme": programme, "ids": sorted(member_ids)}
        return {MemberId(found) for found in self._connection.scalars(_ACTIVE_AMONG, asked)}

    def page(self, programme: str, *, after: MemberId, limit: int) -> list[Member]:
        """Give up to ``limit`` members of a programme, from behind ``after`` on."""
        asked = {"of_programme": programme, "after": after, "limit": limit}
        return [member_from(row) for row in self._connection.execute(_PAGE, asked)]

    def active(self, programme: str, *, after: MemberId, limit: int) -> list[MemberId]:
        """Give up to ``limit`` members of a programme who take part, from behind ``after`` on."""
        asked = {"of_programme": programme, "after": after, "limit": limit}
        return [MemberId(found) for found in self._connection.scalars(_ACTIVE, asked)]

    def with_fact(
        self, programme: str, fact: str, values: Collection[str], *, after: MemberId, limit: int
    ) -> list[MemberId]:
        """Give up to ``limit`` active members with one of the values of a fact, from behind ``after`` on."""
        asked = {
            "of_programme": programme,
            "of_fact": fact,
            "values": sorted(values),
            "after": after,
            "limit": limit,
        }
        return [MemberId(found) for found in self._connection.scalars(_WITH_FACT, asked)]

    def enrolled_in(
        self, programme: str, periods: Collection[Period], *, after: MemberId, limit: int
    ) -> list[MemberId]:
        """Give up to ``limit`` active members who enrolled in the periods, from behind ``after`` on."""
        at = member.c.enrolled_at
        within = or_(*(and_(at >= microseconds(each.start), at < microseconds(each.end)) for each in periods))
        asked = {"of_programme": programme, "after": after, "limit": limit}
        return [MemberId(found) for found in self._connection.scalars(_ACTIVE.where(within), asked)]

    def first_enrolled(self, programme: str) -> datetime | None:
        """Give when the first member of a programme enrolled, None where nobody did."""
        asked = select(func.min(member.c.enrolled_at)).where(member.c.programme == programme)
        found = self._connection.scalar(asked)
        return None if found is None else instant_at(found)

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
        asked, named = some_of(_FACTS, member_fact.c.fact, sorted(names))
        found = self._connection.execute(asked, {"member": member_id} | named)
        return {row.fact: row.value for row in found}

    def link(self, new: Identity) -> bool:
        """Keep an identity; give whether nobody was known by it."""
        row = {
            "identity_id": new.id,
            "member_id": new.member_id,
            "programme": new.programme,
            "kind": str(new.kind),
            "blind_index": new.blind_index,
            "linked_at": microseconds(new.linked_at),
            "linked_by": new.linked_by,
            "unlinked_at": None,
            "unlinked_by": None,
        }
        return self._connection.execute(_LINK, row).rowcount == 1

    def known_by(self, programme: str, blind_index: str) -> Identity | None:
        """Give the identity that is linked under this index, or None."""
        asked = {"of_programme": programme, "index": blind_index}
        found = self._connection.execute(_KNOWN_BY, asked).one_or_none()
        return None if found is None else identity_from(found)

    def identities(self, member_id: MemberId) -> list[Identity]:
        """Give every identity a member has or had, oldest first."""
        return [identity_from(row) for row in self._connection.execute(_IDENTITIES, {"member": member_id})]

    def unlink(self, identity_id: str, at: datetime, by: str) -> bool:
        """Forget by what a member was known; give whether it was linked."""
        asked = {"id": identity_id, "at": microseconds(at), "by": by}
        return self._connection.execute(_UNLINK, asked).rowcount == 1

    def close(self, member_id: MemberId) -> None:
        """Let a member, or an id that goes on as another one, take part no more."""
        for was in (MemberState.ACTIVE, MemberState.MERGED):
            moving = {"of_member": member_id, "was": str(was), "becomes": str(MemberState.CLOSED)}
            self._connection.execute(_STATE, moving)

    def merge(self, new: Merge) -> bool:
        """Keep a merge and give its identities to the survivor; give whether the loser was active."""
        moving = {"of_member": new.loser, "was": str(MemberState.ACTIVE), "becomes": str(MemberState.MERGED)}
        if self._connection.execute(_STATE, moving).rowcount != 1:
            return False
        row = {
            "merge_id": new.id,
            "programme": new.programme,
            "loser": new.loser,
            "survivor": new.survivor,
            "merged_at": microseconds(new.merged_at),
            "merged_by": new.merged_by,
            **dict.fromkeys(("undone_at", "undone_by")),
            "place": new.place,
        }
        self._connection.execute(merges.MERGE, row)
        for each in self.identities(new.loser):
            if each.blind_index is not None:
                self._connection.execute(merges.MOVED, {"merge_id": new.id, "identity_id": each.id})
                self._connection.execute(_GIVE_IDENTITY, {"of_id": each.id, "becomes": new.survivor})
        self._told(new)
        return True

    def unmerge(self, undone: Merge) -> bool:
        """Let both be members of their own again; give whether the merge stood until now."""
        at = microseconds(undone.undone_at) if undone.undone_at is not None else None
        asked = {"id": undone.id, "at": at, "by": undone.undone_by}
        if self._connection.execute(merges.UNMERGE, asked).rowcount != 1:
            return False
        moving = {
            "of_member": undone.loser,
            "was": str(MemberState.MERGED),
            "becomes": str(MemberState.ACTIVE),
        }
        self._connection.execute(_STATE, moving)
        for identity_id in self._connection.scalars(merges.MOVED_OF, {"id": undone.id}).all():
            self._connection.execute(_GIVE_IDENTITY, {"of_id": identity_id, "becomes": undone.loser})
        self._told(undone)
        return True

    def merge_by_id(self, merge_id: str) -> Merge | None:
        """Give the merge of this id, undone or not, or None."""
        found = self._connection.execute(merges.MERGE_BY_ID, {"id": merge_id}).one_or_none()
        return None if found is None else merge_from(found)

    def merged_into(self, member_id: MemberId) -> Merge | None:
        """Give the merge by which a member goes on as another, None where the member does not."""
        found = self._connection.execute(merges.OF_LOSER, {"member": member_id}).one_or_none()
        return None if found is None else merge_from(found)

    def merges_into(self, member_id: MemberId) -> list[Merge]:
        """Give the merges that stand by which others go on as this member, also through a third."""
        found: list[Merge] = []
        asked = [member_id]
        while asked:
            rows = self._connection.execute(merges.OF_SURVIVOR, {"member": asked.pop()}).all()
            found += [merge_from(row) for row in rows]
            asked += [MemberId(row.loser) for row in rows]
        return found


class HouseholdStore:
    """Households of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, new: Household, at: datetime) -> None:
        """Keep a household that nobody is in yet."""
        row = {"household_id": new.id, "programme": new.programme, "head": new.head, "members": 0}
        self._connection.execute(homes.BEGIN, row | {"begun_at": microseconds(at)})

    def join(self, place: Place, most: int) -> None:
        """Let a member in. Raises HouseholdFull, HouseholdTaken where the member is in one."""
        asked = {"id": place.household_id, "most": most}
        if self._connection.execute(homes.ADD_ONE, asked).rowcount != 1:
            raise HouseholdFull(at_most=most)
        row = {
            "member_id": place.member_id,
            "household_id": place.household_id,
            "joined_at": microseconds(place.joined_at),
            "left_at": None,
        }
        if self._connection.execute(homes.PLACE, row).rowcount != 1:
            raise HouseholdTaken

    def leave(self, place: Place, head: MemberId, at: datetime) -> bool:
        """Let a member out, and ``head`` be the head then; give whether the member was in."""
        asked = {"member": place.member_id, "id": place.household_id, "at": microseconds(at)}
        if self._connection.execute(homes.LEAVE, asked).rowcount != 1:
            return False
        self._connection.execute(homes.TAKE_ONE, {"id": place.household_id, "becomes": head})
        return True

    def get(self, household_id: str) -> Household | None:
        """Give a household with whoever is in it now, or None."""
        found = self._connection.execute(homes.FIND, {"id": household_id}).one_or_none()
        if found is None:
            return None
        rows = self._connection.execute(homes.MEMBERS, {"id": household_id}).all()
        places = tuple(_place(row) for row in rows)
        return Household(found.household_id, found.programme, MemberId(found.head), places)

    def place(self, member_id: MemberId) -> Place | None:
        """Give in which household a member is, or was last, None where never in any."""
        found = self._connection.execute(homes.OF_MEMBER, {"member": member_id}).one_or_none()
        return None if found is None else _place(found)


def _place(row: Row[Any]) -> Place:
    left = None if row.left_at is None else instant_at(row.left_at)
    return Place(MemberId(row.member_id), row.household_id, instant_at(row.joined_at), left)
