"""Referrals: members who bring others; and receipts that members claim later."""

from typing import Any

from api.auth import Right
from api.blueprints.common import OK, Answer, reached_member, replayed
from api.blueprints.members import member_from_path
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.membership.referrals import (
    CLAIM_EXAMPLE,
    REFERRAL_EXAMPLE,
    ClaimIn,
    ClaimOut,
    ReferralCodeOut,
    ReferralIn,
    ReferralOut,
    ReferralsOut,
    referral_shown,
)
from loyalty.access.scopes import Scope
from loyalty.use_cases.claims.claim_receipt import claim_receipt
from loyalty.use_cases.referrals.list_referrals import list_referrals
from loyalty.use_cases.referrals.record_referral import record_referral
from loyalty.use_cases.referrals.share_code import share_code

referrals = Resource("referrals", "Members who bring others, and what both are given.")
WRITE = Right(Scope.MEMBERS_WRITE, books=True)


@referrals.route(
    "PUT", "/v1/members/<member_id>/referral-code", WRITE, Exchange(ReferralCodeOut, own_id=True)
)
def referral_code(member_id: str) -> dict[str, object]:
    """Give a member's code to share, the same one however often it is asked for."""
    member = member_from_path(member_id)
    return {"member": member, "code": share_code(services(), member)}


@referrals.route(
    "POST",
    "/v1/referrals",
    WRITE,
    Exchange(ReferralOut, takes=ReferralIn, request_example=REFERRAL_EXAMPLE, own_id=True),
)
def refer(body: dict[str, Any]) -> dict[str, object]:
    """Keep who brought a member, before they buy.

    Both are given points with the first order that is enough, and give them back where that
    order comes back. The same code again changes nothing; another one is refused.
    """
    return referral_shown(record_referral(services(), reached_member(body["member"]), body["code"]))


@referrals.route(
    "GET", "/v1/members/<member_id>/referrals", Right(Scope.MEMBERS_READ), Exchange(ReferralsOut)
)
def brought(member_id: str) -> dict[str, object]:
    """Show whom a member brought, and for whom they were given points."""
    member = member_from_path(member_id)
    return {
        "member": member,
        "referrals": [referral_shown(each) for each in list_referrals(services(), member)],
    }


@referrals.route(
    "POST",
    "/v1/claims",
    Right(Scope.POINTS_WRITE, books=True),
    Exchange(ClaimOut, takes=ClaimIn, request_example=CLAIM_EXAMPLE, own_id=True),
)
def claim(body: dict[str, Any]) -> Answer:
    """Give a sale of nobody to the member who shows its receipt, once.

    It earns by the rules of the sale; what was paid stands. The same member claiming it again
    is answered as the first time.
    """
    claimed = claim_receipt(services(), reached_member(body["member"]), body["receipt_code"])
    answer = {
        "member": claimed.order.member_id,
        "order": claimed.order.key.order_id,
        "at": claimed.order.occurred_at,
        "points": claimed.order.points_earned,
        "pending_until": claimed.recipe.heading.pending_until,
        "expires_at": claimed.recipe.heading.expires_at,
    }
    return answer, OK, replayed(claimed.replayed)
