"""What an order gives away: what its discounts take off, and what the points it earns are worth.

Points of other wallets are worth what they can be converted into; points for bringing somebody count for
the order that they are given with, both sides'.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from loyalty.constraints.circles import worth_in
from loyalty.constraints.claims import DUE, EARNED
from loyalty.decision.programme import Programme
from loyalty.earning.referral import APPLIES, ENOUGH
from loyalty.earning.wallets import earned_formula
from loyalty.language import tree as t
from loyalty.language.shapes.wallets import POINTS
from loyalty.language.sheet import Scope
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.prover.trying.case import Decided
from loyalty.prover.trying.claim import BoundClaim, Known

LISTED, GOODS = "order.list_total", "total.merchandise"


def worth_of_a_point(programme: Programme) -> Fraction:
    """Give the most a point pays for anybody, in minor units; nothing where points pay for nothing."""
    redeem = programme.shape.redeem
    if redeem is None:
        return Fraction(0)
    most: Fraction = redeem.worth.most
    return most * Fraction(10) ** programme.currency.exponent


def worths_of(programme: Programme) -> Mapping[str, Fraction]:
    """Give what a point of each wallet that orders earn into can pay, in minor units, by formula."""
    point = worth_of_a_point(programme)
    by_wallet = worth_in(POINTS, programme.shape.conversions).items() if point else ()
    found = {earned_formula(wallet): point * each for wallet, each in by_wallet}
    return {name: worth for name, worth in found.items() if name in programme.basket.compiled.slots}


def brought_by(programme: Programme) -> Fraction:
    """Give what the points for bringing somebody are worth, both sides', in minor units."""
    referral, point = programme.shape.referral, worth_of_a_point(programme)
    return (referral.referrer + referral.referred) * point if referral is not None else Fraction(0)


@dataclass(frozen=True, slots=True)
class Spending:
    """What orders give away: on goods, by fees that are spared, by points of ``worths`` minor units each.

    ``apart`` are formulas of what discounts take off that is not counted. ``brought`` is the worth of
    points for bringing, given with the orders that are enough for them.
    """

    programme: Programme
    worths: Mapping[str, Fraction]
    apart: tuple[str, ...] = ()
    brought: Fraction = Fraction(0)

    def given(self, found: Decided) -> Fraction:
        """Give what a decided order gives away, in minor units."""
        bringing = self.brought and found.value(APPLIES) and found.value(ENOUGH)
        return self._off(found) + self._points(found) + (self.brought if bringing else 0)

    def at_most(self, about: str, amount: Fraction, known: Known) -> BoundClaim:
        """Give the claim that no order gives away more than an amount in minor units."""
        holds = t.compare(Comparison.LE, self._node(), t.const(Kind.MONEY, amount))
        if self.brought:
            with_it = t.compare(Comparison.LE, self._node(), t.const(Kind.MONEY, amount - self.brought))
            given = t.all_of(self._read(APPLIES), self._read(ENOUGH))
            holds = t.all_of(holds, t.any_of(t.negation(given), with_it))

        def test(found: Decided) -> bool:
            return self.given(found) <= amount

        return BoundClaim(about, self.programme.basket, holds, test, self._expect(amount), known)

    def _expect(self, amount: Fraction) -> Callable[[Decided, Callable[[int], str]], Mapping[str, str]]:
        """Give the most points, or where others count too, what would have to be paid."""

        def expect(found: Decided, money: Callable[[int], str]) -> Mapping[str, str]:
            given = self.given(found)
            own, worth = found.value(EARNED), self.worths.get(EARNED, Fraction(0))
            excess = ceil(given - amount)
            if excess <= self._off(found) or given != self._off(found) + own * worth:
                return {"total_at_least": money(found.value(DUE) + excess)}
            return {"points_at_most": str(max(0, floor((amount - self._off(found)) / worth)))}

        return expect

    def _points(self, found: Decided) -> Fraction:
        return sum((found.value(name) * worth for name, worth in self.worths.items()), Fraction(0))

    def _off(self, found: Decided) -> int:
        off = found.value(LISTED) - found.value(GOODS) + sum(map(found.value, self._spared()))
        return off - sum(map(found.value, self.apart))

    def _node(self) -> Node:
        off = t.sub(self._read(LISTED), self._read(GOODS))
        parts = [off, *map(self._read, self._spared())]
        for name, worth in self.worths.items():
            points = t.as_kind(self._read(name), Kind.NUMBER)
            parts.append(t.mul(t.const(Kind.MONEY, worth), points))
        given = t.add(*parts) if len(parts) > 1 else off
        return t.sub(given, _sum(map(self._read, self.apart)))

    def _spared(self) -> Iterable[str]:
        lines = self.programme.basket.lines
        return [line.formula for line in lines if line.sign < 0 and line.scope is Scope.ORDER]

    def _read(self, name: str) -> Node:
        formulas = self.programme.basket.compiled.sheet.formulas
        formula = next(each for each in formulas if each.name == name)
        return t.read(name, formula.tree.kind, formula.tree.den, formula.lo, formula.hi)


def _sum(parts: Iterable[Node]) -> Node:
    return t.add(t.const(Kind.MONEY, 0), t.const(Kind.MONEY, 0), *parts)
