"""Referrals, and receipts that are claimed."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, caller_id, text
from api.schemas.common import MEMBER, member_id, point_count
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


CLAIM_EXAMPLE = {"member": "mem_01b6esf8g0000", "receipt_code": "R-2026-4711"}


class ClaimIn(StrictSchema):
    """Whose receipt it is."""

    member = member_id()
    receipt_code = Member(text(40, example="R-2026-4711"), "The code on the receipt.")


class ClaimOut(AnswerSchema):
    """What the receipt earned."""

    member = member_id()
    order = Member(caller_id(example="order-4711"), "The order of the receipt.")
    at = Member(INSTANT, "When it was bought.")
    points = point_count("How many points it earned.")
    pending_until = Member(INSTANT, "From when the points can be spent, if not at once.", required=False)
    expires_at = Member(INSTANT, "When they end, if they do.", required=False)


def referral_shown(found: Referral) -> dict[str, object]:
    """Give a referral as the answer has it."""
    return {
        "member": found.member,
        "referrer": found.referrer,
        "at": found.referred_at,
        "paid_at": found.order.at if found.order is not None else None,
    }
