"""What an order gives away: what its discounts take off, and what the points it earns are worth."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from loyalty.constraints.claims import DUE, EARNED
from loyalty.decision.programme import Programme
from loyalty.language import tree as t
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


@dataclass(frozen=True, slots=True)
class Spending:
    """What orders give away: on goods, by fees that are spared, by points of ``worth`` minor units each.

    ``apart`` are formulas of what discounts take off that is not counted.
    """

    programme: Programme
    worth: Fraction
    apart: tuple[str, ...] = ()

    def given(self, found: Decided) -> Fraction:
        """Give what a decided order gives away, in minor units."""
        return self._off(found) + found.value(EARNED) * self.worth

    def at_most(self, about: str, amount: Fraction, known: Known) -> BoundClaim:
        """Give the claim that no order gives away more than an amount in minor units."""
        holds = t.compare(Comparison.LE, self._node(), t.const(Kind.MONEY, amount))

        def test(found: Decided) -> bool:
            return self.given(found) <= amount

        return BoundClaim(about, self.programme.basket, holds, test, self._expect(amount), known)

    def _expect(self, amount: Fraction) -> Callable[[Decided, Callable[[int], str]], Mapping[str, str]]:
        def expect(found: Decided, money: Callable[[int], str]) -> Mapping[str, str]:
            excess = ceil(self.given(found) - amount)
            if excess <= self._off(found):
                return {"total_at_least": money(found.value(DUE) + excess)}
            return {"points_at_most": str(max(0, floor((amount - self._off(found)) / self.worth)))}

        return expect

    def _off(self, found: Decided) -> int:
        off = found.value(LISTED) - found.value(GOODS) + sum(map(found.value, self._spared()))
        return off - sum(map(found.value, self.apart))

    def _node(self) -> Node:
        off = t.sub(self._read(LISTED), self._read(GOODS))
        parts = [off, *map(self._read, self._spared())]
        if self.worth and EARNED in self.programme.basket.compiled.slots:
            points = t.as_kind(self._read(EARNED), Kind.NUMBER)
            parts.append(t.mul(t.const(Kind.MONEY, self.worth), points))
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
