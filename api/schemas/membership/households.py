"""Households: members who share what they have in some wallets."""

from api.fields import AnswerSchema, Items, Member, Part
from api.reading.forms import INSTANT, our_id
from api.schemas.common import MEMBER, NAME, member_id, point_count

HOUSEHOLD_ID = our_id("hou")
MEMBERS_MAX = 1000
WALLETS_MAX = 100


class PlaceOut(AnswerSchema):
    """A member of a household."""

    member = member_id()
    joined_at = Member(INSTANT, "Since when.")


class PooledOut(AnswerSchema):
    """A wallet that is shared."""

    wallet = Member(NAME, "The wallet.")
    points = point_count("How many all members can spend together.")


class HouseholdOut(AnswerSchema):
    """A household."""

    household = Member(NAME, "The household's id.")
    programme = Member(NAME, "The programme.")
    head = Member(MEMBER, "Who began it, or has been in it longest since that one left.")
    members = Items(Part(PlaceOut), "Who is in it, in the order of joining.", fewest=0, most=MEMBERS_MAX)
    pool = Items(Part(PooledOut), "What is in the pool.", fewest=0, most=WALLETS_MAX)
