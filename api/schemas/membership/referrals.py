"""Referrals."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, text
from api.schemas.common import MEMBER, member_id
from loyalty.earning.referral import Referral

REFERRAL_EXAMPLE = {"member": "mem_01b6esf8g0000", "code": "K7QW2M5A"}
CODE = text(16, example="K7QW2M5A")


class ReferralCodeOut(AnswerSchema):
    """By what others name a member."""

    member = member_id()
    code = Member(CODE, "What the member shares; it stays the same.")


class ReferralIn(StrictSchema):
    """Who came, and by whose code."""

    member = member_id()
    code = Member(CODE, "The code of the member who brought them.")


class ReferralOut(AnswerSchema):
    """One member brought by another."""

    member = member_id()
    referrer = Member(MEMBER, "The member who brought them.")
    at = Member(INSTANT, "When they came.")
    paid_at = Member(INSTANT, "When the order was placed for which both were given points.", required=False)


class ReferralsOut(AnswerSchema):
    """Whom a member brought."""

    member = member_id()
    referrals = Items(Part(ReferralOut), "In the order they came.", fewest=0, most=100_000)


def referral_shown(found: Referral) -> dict[str, object]:
    """Give a referral as the answer has it."""
    return {
        "member": found.member,
        "referrer": found.referrer,
        "at": found.referred_at,
        "paid_at": found.order.at if found.order is not None else None,
    }
