"""Buying for the points never pays: what an order's points are worth is at most a share of the money paid.

The *return* of an order is the worth of the points it earns over the money left to pay after points;
price discounts are not counted. Where it is bounded for every order, no row of orders, however split,
stacked with vouchers or paid with earlier points, gets out more than that share of what it puts in.
A return of goods decides the kept order again (`on_refund: recompute_kept_order`), which is an order too;
a transfer takes what it gives. Conversions between wallets are followed around: no way back may bring more.
"""

from fractions import Fraction

from loyalty.constraints.claims import settled
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Programme
from loyalty.language import tree as t
from loyalty.language.texts.scalars import decimal
from loyalty.language.tree import Comparison, Kind
from loyalty.prover.case import Decided
from loyalty.prover.claim import BoundClaim
from loyalty.prover.deciding import Effort

EARNED, PAYABLE, ENROLLED = "points.earned", "total.payable", "member.enrolled"


def decide(programme: Programme, params: Params, effort: Effort) -> Answer:
    """Give what is known of the worth of an order's points against what it pays."""
    redeem = programme.shape.redeem
    formulas = {f.name: f for f in programme.basket.compiled.sheet.formulas}
    if redeem is None or EARNED not in formulas:
        return Answer.shown("orders earn no points that pay for anything; by structure")
    share = _share(params)
    worth = redeem.worth.money * 10**programme.currency.exponent / redeem.worth.points
    earned, payable = formulas[EARNED], formulas[PAYABLE]
    points = t.as_kind(t.read(EARNED, Kind.POINTS, earned.tree.den, earned.lo, earned.hi), Kind.NUMBER)
    paid = t.read(PAYABLE, Kind.MONEY, payable.tree.den, payable.lo, payable.hi)
    value = t.mul(t.const(Kind.MONEY, worth), points)
    holds = t.compare(Comparison.LE, value, t.mul(paid, t.const(Kind.NUMBER, share)))

    def test(found: Decided) -> bool:
        return bool(found.value(EARNED) * worth <= found.value(PAYABLE) * share)

    expect = {"return_at_most": str(params["return_at_most"])}
    claim = BoundClaim("points against money", programme.basket, holds, test, expect, {ENROLLED: 1})
    said = f"the points of an order are never worth more than {params['return_at_most']} of the money it pays"
    return settled(programme, [claim], effort, said)


def _share(params: Params) -> Fraction:
    number = decimal(str(params["return_at_most"]).removesuffix("%"))
    return (number or Fraction(0)) / 100
