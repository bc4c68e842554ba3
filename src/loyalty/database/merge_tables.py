"""The tables of identities and merges: by what members are known, and who goes on as whom."""

from sqlalchemy import ForeignKeyConstraint, Index, Table, UniqueConstraint, bindparam, select, update

from loyalty.database.base import insert_row, metadata, number, word

# ``blind_index`` is empty once the identity was unlinked: of the text nothing is left.
member_identity = Table(
    "member_identity",
    metadata,
    word("identity_id", key=True),
    number("member_id"),
    word("programme"),
    word("kind", 16),
    word("blind_index", optional=True),
    number("linked_at"),
    word("linked_by", 128),
    number("unlinked_at", optional=True),
    word("unlinked_by", 128, optional=True),
    UniqueConstraint("programme", "blind_index", name="member_identity_index"),
    ForeignKeyConstraint(["member_id"], ["member.member_id"]),
    Index("identity_by_member", "member_id", "linked_at"),
)
# At most one merge of a member stands; those that were undone are kept.
member_merge = Table(
    "member_merge",
    metadata,
    word("merge_id", key=True),
    word("programme"),
    number("loser"),
    number("survivor"),
    number("merged_at"),
    word("merged_by", 128),
    number("undone_at", optional=True),
    word("undone_by", 128, optional=True),
    word("place", 16, optional=True),
    ForeignKeyConstraint(["loser"], ["member.member_id"], name="member_merge_loser_fkey"),
    ForeignKeyConstraint(["survivor"], ["member.member_id"], name="member_merge_survivor_fkey"),
    Index("merge_by_loser", "loser", "merged_at"),
    Index("merge_by_survivor", "survivor", "merged_at"),
)
member_merged_identity = Table(
    "member_merged_identity",
    metadata,
    word("merge_id", key=True),
    word("identity_id", key=True),
    ForeignKeyConstraint(["merge_id"], ["member_merge.merge_id"], name="member_merged_identity_fkey"),
)

MERGE, MOVED = insert_row(member_merge), insert_row(member_merged_identity)
OF_LOSER = (
    select(member_merge)
    .where(member_merge.c.loser == bindparam("member"), member_merge.c.undone_at.is_(None))
    .order_by(member_merge.c.merged_at)
)
OF_SURVIVOR = (
    select(member_merge)
    .where(member_merge.c.survivor == bindparam("member"), member_merge.c.undone_at.is_(None))
    .order_by(member_merge.c.merged_at, member_merge.c.merge_id)
)
MERGE_BY_ID = select(member_merge).where(member_merge.c.merge_id == bindparam("id"))
UNMERGE = (
    update(member_merge)
    .where(member_merge.c.merge_id == bindparam("id"), member_merge.c.undone_at.is_(None))
    .values(undone_at=bindparam("at"), undone_by=bindparam("by"))
)
MOVED_OF = select(member_merged_identity.c.identity_id).where(
    member_merged_identity.c.merge_id == bindparam("id")
)
