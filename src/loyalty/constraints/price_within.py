"""No price is further below the list price than is stated, and none above it.

Of baskets: what the goods of an order cost together, after every discount and before fees and taxes that
are added, against their list prices. Of an order of one line that is the line's own price; in an order of
several, units that are given free count with those they are given for. One step of money for each line is
allowed for rounding. With ``each: line`` the same is claimed of every line by itself; what is shared over
lines is rounded at either end of a line, so that two steps are allowed there. The prices of plans are list
prices themselves.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from loyalty.constraints.claims import DUE, settled
from loyalty.constraints.shares import share_of
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Programme
from loyalty.language import tree as t
from loyalty.language.sheet import Formula, Rule, Scope
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.prover.deciding import Effort
from loyalty.prover.trying.case import Decided
from loyalty.prover.trying.claim import BoundClaim

LIST, AMOUNT, ROOM = "line.list_amount", "line.amount", "price_within.room"
_ZERO = t.const(Kind.MONEY, 0)


def decide(programme: Programme, params: Params, effort: Effort) -> Answer:
    """Give what is known of the goods' price against the list price, of every order."""
    share, each_line = share_of(params, "below_list_at_most"), params.get("each") == "line"
    what = "no line costs" if each_line else "no order's goods cost"
    said = f"{what} less than {params['below_list_at_most']} below list, nor more than list"
    claims = _of_lines(programme, share) if each_line else _claims(programme, share)
    return settled(programme, claims, effort, said)


def _of_lines(programme: Programme, share: Fraction) -> Iterator[BoundClaim]:
    """Give the claims that no line is too far below list, and none above it."""
    step = 2 * _step(programme)
    yield _of_line(programme, "a line far below list", _Line(share, step))
    yield _of_line(programme, "a line above list", _Line(share, step, above=True))


def _of_line(programme: Programme, about: str, line: "_Line") -> BoundClaim:
    listed, amount = _listed_and_amount(programme)
    holds = t.compare(Comparison.GE, line.room(listed, amount), _ZERO)
    rates = (line.share,)
    return BoundClaim(about, programme.basket, holds, line.holds, line.wanted, of_line=True, rates=rates)


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line may cost: no more than ``share`` below list, less a ``step``; or no more than list."""

    share: Fraction
    step: int
    above: bool = False

    def room(self, listed: Node, amount: Node) -> Node:
        return _to_list(listed, amount) if self.above else _Floor(self.share, self.step).room(listed, amount)

    def holds(self, found: Decided) -> bool:
        return self._beyond(found) <= 0

    def wanted(self, found: Decided, money: Callable[[int], str]) -> Mapping[str, str]:
        beyond = ceil(self._beyond(found))
        if self.above:
            return {"total_at_most": money(found.value(DUE) - beyond)}
        return {"total_at_least": money(found.value(DUE) + beyond)}

    def _beyond(self, found: Decided) -> Fraction:
        """Give by how much the line that is furthest out is beyond its bound."""
        rows = [(found.value(LIST, row), found.value(AMOUNT, row)) for row in range(found.rows)]
        if self.above:
            return max((Fraction(amount - listed) for listed, amount in rows), default=Fraction(0))
        least = [listed * (1 - self.share) - self.step - amount for listed, amount in rows]
        return max(least, default=Fraction(0))


def _claims(programme: Programme, share: Fraction) -> Iterator[BoundClaim]:
    floor = _Floor(share, _step(programme))
    yield _claim(programme, "the goods far below list", floor.room, floor.holds, floor.wanted)
    yield _claim(programme, "the goods above list", _to_list, _below_list, _at_list)


def _claim(
    programme: Programme,
    about: str,
    room: Callable[[Node, Node], Node],
    test: Callable[[Decided], bool],
    expect: Callable[[Decided, Callable[[int], str]], Mapping[str, str]],
) -> BoundClaim:
    """Give the claim that the room of all lines together is not below nothing."""
    tree = room(*_listed_and_amount(programme))
    rule = Rule("price_within", {})
    formula = Formula(ROOM, Scope.LINE, tree, rule, stage=0, lo=tree.lo, hi=tree.hi)
    total = t.sum_lines(ROOM, tree, programme.shape.numbers.limits.lines)
    holds = t.compare(Comparison.GE, total, _ZERO)
    return BoundClaim(about, programme.basket, holds, test, expect, more=(formula,))


def _listed_and_amount(programme: Programme) -> tuple[Node, Node]:
    trees = {formula.name: formula.tree for formula in programme.basket.compiled.sheet.formulas}
    listed, amount = trees[LIST], trees[AMOUNT]
    return (
        t.read(LIST, Kind.MONEY, listed.den, listed.lo, listed.hi),
        t.read(AMOUNT, Kind.MONEY, amount.den, amount.lo, amount.hi),
    )


def _step(programme: Programme) -> int:
    """Give the step of money in minor units."""
    return int(programme.shape.numbers.money.step * 10**programme.currency.exponent)


@dataclass(frozen=True, slots=True)
class _Floor:
    """The least that goods may cost: ``share`` below list, less a ``step`` of money for each line."""

    share: Fraction
    step: int

    def room(self, listed: Node, amount: Node) -> Node:
        least = t.mul(listed, t.const(Kind.NUMBER, 1 - self.share))
        return t.sub(t.add(amount, t.const(Kind.MONEY, self.step)), least)

    def holds(self, found: Decided) -> bool:
        return self._least(found) <= found.total(AMOUNT)

    def wanted(self, found: Decided, money: Callable[[int], str]) -> Mapping[str, str]:
        least = -(-self._least(found).numerator // self._least(found).denominator)
        return {"total_at_least": money(found.value(DUE) + least - found.total(AMOUNT))}

    def _least(self, found: Decided) -> Fraction:
        return found.total(LIST) * (1 - self.share) - self.step * found.rows


def _to_list(listed: Node, amount: Node) -> Node:
    return t.sub(listed, amount)


def _below_list(found: Decided) -> bool:
    return found.total(AMOUNT) <= found.total(LIST)


def _at_list(found: Decided, money: Callable[[int], str]) -> Mapping[str, str]:
    return {"total_at_most": money(found.value(DUE) - found.total(AMOUNT) + found.total(LIST))}
