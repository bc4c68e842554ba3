"""No price is further below the list price than is stated, and none above it.

Of baskets: what the goods of an order cost together, after every discount and before fees and taxes that
are added, against their list prices. Of an order of one line that is the line's own price; in an order of
several, units that are given free count with those they are given for. One step of money for each line is
allowed for rounding. The prices of plans are list prices themselves.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

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
    share = share_of(params, "below_list_at_most")
    said = f"no order's goods cost less than {params['below_list_at_most']} below list, nor more than list"
    return settled(programme, _claims(programme, share), effort, said)


def _claims(programme: Programme, share: Fraction) -> Iterator[BoundClaim]:
    shape = programme.shape
    step = int(shape.numbers.money.step * 10**programme.currency.exponent)
    floor = _Floor(share, step)
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
    trees = {formula.name: formula.tree for formula in programme.basket.compiled.sheet.formulas}
    listed, amount = (t.read(n, Kind.MONEY, x.den, x.lo, x.hi) for n in (LIST, AMOUNT) for x in [trees[n]])
    tree = room(listed, amount)
    rule = Rule("price_within", {})
    formula = Formula(ROOM, Scope.LINE, tree, rule, stage=0, lo=tree.lo, hi=tree.hi)
    total = t.sum_lines(ROOM, tree, programme.shape.numbers.limits.lines)
    holds = t.compare(Comparison.GE, total, _ZERO)
    return BoundClaim(about, programme.basket, holds, test, expect, more=(formula,))


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
