"""Two members who are one person."""

from api.fields import AnswerSchema, Member, StrictSchema
from api.reading.forms import INSTANT, our_id
from api.schemas.common import MEMBER, NAME, member_id

MERGE_ID = our_id("mrg")
MERGE_EXAMPLE = {"merged": "mem_01b6esf8g0001"}
UNMERGE_EXAMPLE = {"merge": "mrg_01b6esf8g0000"}


class MergeIn(StrictSchema):
    """Who goes on as this member."""

    merged = Member(MEMBER, "The other one, whose id gives way.")


class UnmergeIn(StrictSchema):
    """Which merge is undone."""

    merge = Member(MERGE_ID, "The merge's id.")


class MergeOut(AnswerSchema):
    """A merge."""

    merge = Member(NAME, "The merge's id, by which it can be undone.")
    member = member_id()
    merged = Member(MEMBER, "Who goes on as this member.")
    merged_at = Member(INSTANT, "When they were merged.")
    merged_by = Member(NAME, "The label of the key that merged them.")
    undone_at = Member(INSTANT, "When it was undone.", required=False)
    undone_by = Member(NAME, "The label of the key that undid it.", required=False)
