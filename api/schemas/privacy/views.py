"""Looks of the staff at a member."""

from api.fields import AnswerSchema, Items, Member, Part
from api.reading.forms import INSTANT, our_id
from api.schemas.common import CURSOR, NAME, PAGE_MAX, member_id

VIEW = our_id("viw")


class ViewOut(AnswerSchema):
    """One look."""

    id = Member(VIEW, "Its id.")
    at = Member(INSTANT, "When.")
    role = Member(NAME, "In which role: agent, auditor, or operator at the command line.")
    viewer = Member(NAME, "Who: the label of the key.")
    what = Member(NAME, "What was asked for.")
    reason = Member(NAME, "Why.")


class ViewsOut(AnswerSchema):
    """Who of the staff looked at a member, the newest first."""

    member = member_id()
    views = Items(Part(ViewOut), "Each look.", fewest=0, most=PAGE_MAX)
    next = Member(CURSOR, "The `cursor` of the looks before; absent where there are none.", required=False)
