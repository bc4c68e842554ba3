"""Sets of rules of which one counts: multipliers and additions of points, discounts of a lane.

What a rule offers is known where the file states it as one number that is compared as such;
of what is worked out from lines, and of what limits hold down, nothing is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from loyalty.decision.programme import Part, Programme
from loyalty.earning.limits import is_limited
from loyalty.language import tree as t
from loyalty.language.checks.earning import ways_of
from loyalty.language.dated import Dated
from loyalty.language.findings import Span
from loyalty.language.shapes.discounts import DiscountRuleShape, DiscountsShape
from loyalty.language.shapes.earn import EarnRuleShape, EarnShape
from loyalty.language.shapes.wallets import POINTS
from loyalty.language.tree import Comparison, Kind, Node, Read

NOTHING: Final = Fraction(0)
NO_CHANGE: Final = Fraction(1)
MEMBER: Final = t.read("member.enrolled", Kind.TRUTH)
"""That who buys is a member: nobody else earns."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A rule of a contest: ``tests`` all hold where it stands, ``values`` are what it may offer.

    ``values`` is empty where that is not known. ``known`` holds wherever it matters.
    """

    id: str
    span: Span
    tests: tuple[Node, ...]
    values: tuple[Fraction, ...] = ()
    known: tuple[Node, ...] = ()

    @property
    def stands(self) -> Node:
        """Give the condition under which it stands."""
        return t.all_of(*self.tests)


@dataclass(frozen=True, slots=True)
class Contest:
    """Rules of which one counts, as the file lists them: the ``first`` that stands, or the best.

    What offers no more than ``nothing`` never is the best. ``rounded``: offers are compared as
    the amounts they come to, so that of unlike shares two may come to the same.
    """

    contenders: tuple[Contender, ...]
    first: bool = False
    nothing: Fraction = NOTHING
    rounded: bool = False


def contests_of(programme: Programme) -> Iterator[Contest]:
    """Give the contests of a programme's orders."""
    shape, basket = programme.shape, programme.basket
    trees = {formula.name: formula.tree for formula in basket.compiled.sheet.formulas}
    if shape.earn is not None:
        for way, _, rules in ways_of(shape.earn):
            if way in {"best", "first"}:
                chosen = [rule for rule in rules if rule.multiply is not None]
                yield Contest(tuple(_multiplier(rule) for rule in chosen), way == "first", NO_CHANGE)
        yield from _additions(shape.earn)
    if shape.basket is not None and shape.basket.discounts is not None:
        yield from _discounts(shape.basket.discounts, trees)


def _multiplier(rule: EarnRuleShape) -> Contender:
    values = rule.multiply.values if isinstance(rule.multiply, Dated) else ()
    return Contender(rule.id, rule.span, (_named(f"when.{rule.id}"),), values, (MEMBER,))


def _additions(earn: EarnShape) -> Iterator[Contest]:
    ways = {"best_addition", "first_addition"}.intersection(earn.combine)
    rules = [rule for rule in earn.rules if rule.add is not None and rule.wallet in {None, POINTS}]
    for way in ways:
        yield Contest(tuple(_addition(rule) for rule in rules), first=way == "first_addition")


def _addition(rule: EarnRuleShape) -> Contender:
    stated = rule.once_per == "order" and rule.at_most is None and not is_limited(rule)
    values = rule.add.values if isinstance(rule.add, Dated) and stated else ()
    return Contender(rule.id, rule.span, (_named(f"when.{rule.id}"),), values, (MEMBER,))


def _discounts(shape: DiscountsShape, trees: dict[str, Node]) -> Iterator[Contest]:
    together = [rule for rule in shape.rules if rule.exclusive is None and rule.free_fee is None]
    lanes: list[tuple[str, list[DiscountRuleShape]]]
    if not shape.lanes:
        lanes = [(shape.combine or "best", [rule for rule in together if rule.each_line_alone])]
    else:
        lanes = [(lane.combine, [r for r in together if r.lane == lane.name]) for lane in shape.lanes]
    for combine, rules in lanes:
        if combine in {"best", "best_of_order"}:
            plain = all(_is_rate(rule) for rule in rules)
            contenders = tuple(discount(rule, trees) for rule in rules)
            yield Contest(contenders, rounded=combine == "best_of_order" or not plain)


def discount(rule: DiscountRuleShape, trees: dict[str, Node]) -> Contender:
    """Give a discount with the condition under which it takes something off a line."""
    applies = _named(f"when.{rule.id}")
    values = rule.percent.values if rule.percent is not None and _is_rate(rule) else ()
    fits = _named(f"lines.{rule.id}")
    if fits.name not in trees:
        return Contender(rule.id, rule.span, (applies,), values)
    return Contender(rule.id, rule.span, (applies, fits), values, (_is_counted(rule.id, fits, trees),))


def _is_counted(rule: str, fits: Node, trees: dict[str, Node]) -> Node:
    """Give what is always so: where a line is as asked, there is such a line."""
    name = f"matching.{rule}"
    count = t.read(name, Kind.NUMBER, trees[name].den, trees[name].lo, trees[name].hi)
    return t.any_of(t.negation(fits), t.compare(Comparison.GE, count, t.const(Kind.NUMBER, 1)))


def _named(formula: str) -> Read:
    """Give the node that reads a condition by its name, so that it is looked through once."""
    return t.read(formula, Kind.TRUTH)


def _is_rate(rule: DiscountRuleShape) -> bool:
    return rule.kind == "percent" and rule.each_line_alone


def parts_of_programme(programme: Programme) -> Iterator[Part]:
    """Give every sheet of a programme whose rules have conditions."""
    yield programme.basket
    yield from programme.plans.values()
    yield from programme.events.values()
