"""Referrals: who brought whom, and the order for which both were given points."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class ReferralOrder:
    """The order for which a referral was paid, and when it happened."""

    source: str
    order_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Referral:
    """One member brought by another; ``order`` is None until an order was enough, or where it came back."""

    programme: str
    member: MemberId
    referrer: MemberId
    referred_at: datetime
    order: ReferralOrder | None = None


class NoReferrals(Refusal):
    """The programme gives nothing for bringing others."""

    code = "no-referrals"
    title = "The programme has no referrals"


class UnknownReferralCode(Refusal):
    """No member of this programme has this code."""

    code = "unknown-referral-code"
    title = "Nobody has this referral code"


class SelfReferral(Refusal):
    """A member cannot bring themselves, their household, nor whoever brought one of them."""

    code = "self-referral"
    title = "Members do not refer themselves or one another"


class AlreadyReferred(Refusal):
    """Somebody brought this member before."""

    code = "already-referred"
    title = "This member was referred before"


class NotNew(Refusal):
    """A member who has bought before is not brought any more."""

    code = "not-new"
    title = "This member has bought before"
