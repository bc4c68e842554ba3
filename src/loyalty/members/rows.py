"""How rows of members become values; for `store` alone."""

from typing import Any

from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at
from loyalty.members.identity import Identity, IdentityKind
from loyalty.members.member import Member, MemberState, Merge, PlaceGone

Row = Any  # a row of SQLAlchemy: its columns are attributes


def merge_from(row: Row) -> Merge:
    """Give a merge from its row."""
    return Merge(
        id=row.merge_id,
        programme=row.programme,
        loser=MemberId(row.loser),
        survivor=MemberId(row.survivor),
        merged_at=instant_at(row.merged_at),
        merged_by=row.merged_by,
        undone_at=None if row.undone_at is None else instant_at(row.undone_at),
        undone_by=row.undone_by,
        place=None if row.place is None else PlaceGone(row.place),
    )


def identity_from(row: Row) -> Identity:
    """Give an identity from its row."""
    return Identity(
        id=row.identity_id,
        member_id=MemberId(row.member_id),
        programme=row.programme,
        kind=IdentityKind(row.kind),
        blind_index=row.blind_index,
        linked_at=instant_at(row.linked_at),
        linked_by=row.linked_by,
        unlinked_at=instant_at(row.unlinked_at) if row.unlinked_at is not None else None,
        unlinked_by=row.unlinked_by,
    )


def member_from(row: Row) -> Member:
    """Give a member from its row."""
    return Member(
        member_id=row.member_id,
        programme=row.programme,
        enrolled_at=instant_at(row.enrolled_at),
        state=MemberState(row.state),
        reference_hash=row.reference_hash,
    )
