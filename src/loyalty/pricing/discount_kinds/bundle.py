"""A bundle: so many units of each part for one price together, as often as every part is there.

A line counts for the first part it fits. What a bundle saves is shared over the units in it,
in proportion to what they would have cost; a bundle never costs more than its parts.
"""

from fractions import Fraction

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.shapes.discounts import BundlePartShape, BundleShape
from loyalty.language.sheet import Scope
from loyalty.language.tree import Kind, Node, Read
from loyalty.pricing.discount_kinds.offer import NO_MONEY, Offer, Offered, at_least, ranked_part


def lower(offered: Offered) -> Offer:
    """Define the offer."""
    shape, lowering, rule = offered.shape.bundle, offered.lowering, offered.rule
    assert shape is not None  # noqa: S101 - chosen by the caller
    pools = _pools(offered, shape)
    counts = [
        offered.order(f"count.{rule.id}.{n}", lowering.builder.total(pool.name))
        for n, pool in enumerate(pools, start=1)
    ]
    enough = (at_least(count, part.quantity) for count, part in zip(counts, shape.parts, strict=True))
    applies = offered.applying(*enough)
    times = offered.order(f"sets.{rule.id}", _times(shape, counts))
    used = _used(offered, shape, pools, times)
    worth = offered.line(f"worth.{rule.id}", offered.part_of_rest(used))
    over = offered.line(f"part.{rule.id}", t.least(worth, offered.ground.room))
    price = t.mul(lowering.money(shape.price), t.as_kind(times, Kind.NUMBER))
    saved = t.most(t.sub(lowering.builder.total(worth.name), price), NO_MONEY)
    return offered.takes_of_order(t.choose(applies, saved, NO_MONEY), over)


def _pools(offered: Offered, shape: BundleShape) -> list[Read]:
    """Define the units of each part, each line in the first part it fits."""
    pools: list[Read] = []
    taken: list[Node] = []
    for n, part in enumerate(shape.parts, start=1):
        asked = offered.lowering.expression(part.lines, Kind.TRUTH, Scope.LINE)
        fits = offered.line(f"fits.{offered.rule.id}.{n}", asked)
        counts = t.all_of(offered.selected, fits, *(t.negation(earlier) for earlier in taken))
        pools.append(offered.units(f".{n}", counts))
        taken.append(fits)
    return pools


def _times(shape: BundleShape, counts: list[Read]) -> Node:
    """Give how many bundles there are."""
    times = t.least(*(_as_often(count, part) for count, part in zip(counts, shape.parts, strict=True)))
    return times if shape.at_most is None else t.least(times, t.const(Kind.QUANTITY, shape.at_most))


def _as_often(count: Node, part: BundlePartShape) -> Node:
    each = t.mul(count, t.const(Kind.NUMBER, Fraction(1, part.quantity)))
    return t.rounded(each, Rounding.DOWN)


def _used(offered: Offered, shape: BundleShape, pools: list[Read], times: Node) -> Node:
    """Give how many of a line's units are in bundles."""
    used = []
    for pool, part in zip(pools, shape.parts, strict=True):
        allowed = t.mul(times, t.const(Kind.NUMBER, part.quantity))
        used.append(ranked_part(offered, pool, allowed, dearest=shape.takes == "dearest"))
    return offered.line(f"used.{offered.rule.id}", t.add(*used))
