"""Referrals: who brought whom, which order is enough for it, and the one for which both were given points."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import Refusal
from loyalty.language import tree as t
from loyalty.language.lowering import Condition, Lowering
from loyalty.language.occasions.moments import REFERRED, REFERRED_UNTIL
from loyalty.language.shapes.referral import ReferralShape
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Comparison, Kind, Node

ENOUGH, APPLIES = "referral.enough", "referral.applies"
"""The formulas that say whether an order comes to enough, and whether it also is in time."""
REFERRAL: Final = plain_rule("referral", "Points for being brought by a member", "受邀入会积分")


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


def lower_referral(lowering: Lowering, shape: ReferralShape, *, due: str) -> None:
    """Define whether an order is enough for points to both sides; that it is not is told to who waits."""
    rule = Rule(REFERRAL.id, REFERRAL.label, shape.span)
    waits = lowering.builder.input(REFERRED, Scope.ORDER, t.read(REFERRED, Kind.TRUTH))
    comes_to = t.compare(
        Comparison.GE, lowering.fact(due), t.const(Kind.MONEY, shape.at_least * lowering.minor)
    )
    enough: list[Node] = [comes_to] if shape.at_least else []
    lowering.builder.define(ENOUGH, Scope.ORDER, t.all_of(lowering.fact("filled"), *enough), rule)
    tests = [*enough, *_in_time(lowering, shape)]
    made = lowering.builder.define(APPLIES, Scope.ORDER, t.all_of(*tests), rule)
    if tests:
        gives = t.const(Kind.POINTS, shape.referred)
        lowering.conditions.append(Condition(made.name, rule, Scope.ORDER, waits.name, gives))


def last_day(shape: ReferralShape, came: date) -> date | None:
    """Give the last day on which an order counts for a member who came on a day, None: always."""
    return None if shape.within is None else shape.within.after(came)


def _in_time(lowering: Lowering, shape: ReferralShape) -> list[Node]:
    if shape.within is None:
        return []
    until = t.read(REFERRED_UNTIL, Kind.DAY, 1, 0, date.max.toordinal())
    last = lowering.builder.input(until.name, Scope.ORDER, until)
    return [t.compare(Comparison.LE, lowering.fact("order.day"), last)]
