"""The tables of households: how many there are in one, and in which one a member is or was last."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    bindparam,
    select,
    update,
)

from loyalty.database.base import insert_row, metadata, number, word

household = Table(
    "household",
    metadata,
    word("household_id", key=True),
    word("programme"),
    number("head"),
    Column("members", Integer, nullable=False),
    number("begun_at"),
    CheckConstraint("members >= 0", name="members"),
)
household_member = Table(
    "household_member",
    metadata,
    number("member_id", key=True),
    word("household_id"),
    number("joined_at"),
    number("left_at", optional=True),
    ForeignKeyConstraint(
        ["household_id"], ["household.household_id"], name="household_member_household_fkey"
    ),
    Index("member_by_household", "household_id", "joined_at"),
)

BEGIN = insert_row(household)
_PLACE = insert_row(household_member)
PLACE = _PLACE.on_conflict_do_update(
    index_elements=["member_id"],
    set_={name: _PLACE.excluded[name] for name in ("household_id", "joined_at", "left_at")},
    where=household_member.c.left_at.is_not(None),
)
ADD_ONE = (
    update(household)
    .where(household.c.household_id == bindparam("id"), household.c.members < bindparam("most"))
    .values(members=household.c.members + 1)
)
TAKE_ONE = (
    update(household)
    .where(household.c.household_id == bindparam("id"))
    .values(members=household.c.members - 1, head=bindparam("becomes"))
)
LEAVE = (
    update(household_member)
    .where(
        household_member.c.member_id == bindparam("member"),
        household_member.c.household_id == bindparam("id"),
    )
    .where(household_member.c.left_at.is_(None))
    .values(left_at=bindparam("at"))
)
FIND = select(household).where(household.c.household_id == bindparam("id"))
OF_MEMBER = select(household_member).where(household_member.c.member_id == bindparam("member"))
MEMBERS = (
    select(household_member)
    .where(household_member.c.household_id == bindparam("id"), household_member.c.left_at.is_(None))
    .order_by(household_member.c.joined_at, household_member.c.member_id)
)
