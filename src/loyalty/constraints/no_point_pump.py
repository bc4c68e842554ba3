"""Buying for the points never pays: what an order's points are worth is at most a share of the money paid.

The *return* of an order is the worth of the points it earns over the money left to pay after points;
price discounts are not counted. Where it is bounded for every order, no row of orders, however split,
stacked with vouchers or paid with earlier points, gets out more than that share of what it puts in.
A return of goods decides the kept order again (`on_refund: recompute_kept_order`), which is an order too;
a transfer takes what it gives. Points of other wallets count for what they can be converted into, and no
way around between wallets of the programme may bring more than was given. Points for bringing somebody
count for the order that they are given with, both sides'. What rewards are worth is not counted, nor
points of events, which no order pays for, nor codes that orders give, nor that what was bought to pay with
later may buy such again. Where a programme has any of these, the answer says that they are left out.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from loyalty.constraints.circles import circles
from loyalty.constraints.claims import DUE, EARNED, PAYABLE, settled
from loyalty.constraints.shares import share_of
from loyalty.constraints.spending import brought_by, worth_of_a_point, worths_of
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Part, Programme
from loyalty.earning.referral import APPLIES, ENOUGH
from loyalty.language import tree as t
from loyalty.language.occasions.moments import REFERRED
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.prover.deciding import Effort
from loyalty.prover.trying.case import Decided
from loyalty.prover.trying.claim import BoundClaim, Known

ENROLLED = "member.enrolled"


def decide(programme: Programme, params: Params, effort: Effort) -> Answer:
    """Give what is known of the worth of an order's points against what it pays."""
    around = next((each for each in circles(programme.shape.conversions) if each.rate > 1), None)
    if around is not None:
        rate = f"{around.rate.numerator} of {around.rate.denominator}"
        return Answer.refuted(f"converting {around.said} makes {rate} points; by structure")
    if not worth_of_a_point(programme) or EARNED not in programme.basket.compiled.slots:
        return Answer.shown("orders earn no points that pay for anything; by structure")
    said = f"the points of an order are never worth more than {params['return_at_most']} of the money it pays"
    return settled(programme, _claims(programme, params), effort, said + _left_out(programme.shape))


def _left_out(shape: ProgrammeShape) -> str:
    """Give what the programme has that gives something and is not counted, in words."""
    there = {
        "what rewards are worth": shape.rewards,
        "points of events": shape.events,
        "codes that orders give": [each for each in shape.vouchers if each.given_by_order is not None],
        "points of other programmes": [each for each in shape.conversions if each.programme is not None],
        "gift cards that gift cards buy": shape.stored_value is not None,
    }
    left_out = [what for what, has in there.items() if has]
    return f", not counted {', '.join(left_out)}" if left_out else ""


def _claims(programme: Programme, params: Params) -> Iterator[BoundClaim]:
    most, share = str(params["return_at_most"]), share_of(params, "return_at_most")
    worths = worths_of(programme)
    yield _Return(programme.basket, share, most, worths).claim("points against money", {ENROLLED: 1})
    both = brought_by(programme)
    if both:
        claimed = _Return(programme.basket, share, most, worths, both)
        yield claimed.claim("points of a first order and for bringing", {ENROLLED: 1, REFERRED: 1})


@dataclass(frozen=True, slots=True)
class _Return:
    """The worth of an order's points, in minor units, against a share of the money it pays.

    ``brought`` is the worth of points for bringing, given with the orders that are enough for them.
    """

    part: Part
    share: Fraction
    most: str
    worths: Mapping[str, Fraction]
    brought: Fraction = Fraction(0)

    def claim(self, about: str, known: Known) -> BoundClaim:
        value = t.add(t.const(Kind.MONEY, self.brought), *map(self._value, self.worths))
        holds = t.compare(Comparison.LE, value, t.mul(self._read(PAYABLE), t.const(Kind.NUMBER, self.share)))
        if self.brought:
            holds = t.any_of(t.negation(t.all_of(self._read(APPLIES), self._read(ENOUGH))), holds)
        return BoundClaim(about, self.part, holds, self._holds, self._expect, known)

    def _holds(self, found: Decided) -> bool:
        if self.brought and not (found.value(APPLIES) and found.value(ENOUGH)):
            return True
        return self._worth(found) <= found.value(PAYABLE) * self.share

    def _expect(self, found: Decided, money: Callable[[int], str]) -> Mapping[str, str]:
        """Give the bound on the return, or where other points count too, what would have to be paid."""
        if self._worth(found) == found.value(EARNED) * self.worths[EARNED] or not self.share:
            return {"return_at_most": self.most}
        missing = ceil(self._worth(found) / self.share) - found.value(PAYABLE)
        return {"total_at_least": money(found.value(DUE) + missing)}

    def _worth(self, found: Decided) -> Fraction:
        return self.brought + sum(found.value(name) * worth for name, worth in self.worths.items())

    def _value(self, name: str) -> Node:
        return t.mul(t.const(Kind.MONEY, self.worths[name]), t.as_kind(self._read(name), Kind.NUMBER))

    def _read(self, name: str) -> Node:
        formulas = self.part.compiled.sheet.formulas
        formula = next(each for each in formulas if each.name == name)
        return t.read(name, formula.tree.kind, formula.tree.den, formula.lo, formula.hi)
