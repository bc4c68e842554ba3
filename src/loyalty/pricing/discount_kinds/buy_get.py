"""Buy so many, get so many at less: whole sets, of the units of a line or of all lines together.

Units are ranked by their unit price at list, so that what is got does not depend on other
discounts. What a got unit costs is its part of what the line still costs.
"""

from fractions import Fraction

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.shapes.discounts import BuyGetShape
from loyalty.language.sheet import Scope
from loyalty.language.tree import Kind, Node, Read
from loyalty.pricing.discount_kinds.offer import (
    NO_MONEY,
    NO_RATE,
    NO_UNITS,
    Offer,
    Offered,
    at_least,
    ranked_before,
    ranked_part,
    whole_sets,
)


def lower(offered: Offered) -> Offer:
    """Define the offer."""
    shape = offered.shape.buy_get
    assert shape is not None  # noqa: S101 - chosen by the caller
    if shape.of is not None:
        got, applies = _of_other_lines(offered, shape)
    elif shape.counted == "each_line":
        got, applies = _of_each_line(offered, shape)
    else:
        got, applies = _of_all_lines(offered, shape)
    units = offered.line(f"got.{offered.rule.id}", got)
    off = _off(offered, shape, units, applies)
    if offered.shape.at_most is None:
        return offered.takes(off)
    parts = offered.line(f"part.{offered.rule.id}", t.least(offered.lowering.whole(off), offered.ground.room))
    return offered.takes_at_most(parts)


def _off(offered: Offered, shape: BuyGetShape, units: Read, applies: Read) -> Node:
    """Give what is taken off the units of a line that are got."""
    lowering = offered.lowering
    if shape.percent is not None:
        rate = t.choose(applies, lowering.number(shape.percent), NO_RATE)
        return offered.part_of_rest(t.mul(units, rate))
    cost, number = offered.part_of_rest(units), t.as_kind(units, Kind.NUMBER)
    if shape.amount is not None:
        off = t.least(lowering.settled(t.mul(lowering.money(shape.amount), number)), cost)
    else:
        assert shape.price is not None  # noqa: S101 - the shape demands one of the three
        paid = lowering.settled(t.mul(lowering.money(shape.price), number))
        off = t.most(t.sub(cost, paid), NO_MONEY)
    return t.choose(applies, off, NO_MONEY)


def _of_each_line(offered: Offered, shape: BuyGetShape) -> tuple[Node, Read]:
    pool = offered.units("", offered.selected)
    size = shape.buy + shape.get
    sets = offered.line(f"sets.{offered.rule.id}", whole_sets(pool, size, shape.at_most))
    return _share(sets, shape.get, size), offered.applying_by_line(at_least(pool, size))


def _of_all_lines(offered: Offered, shape: BuyGetShape) -> tuple[Node, Read]:
    pool, count = _counted(offered, "", offered.selected)
    size = shape.buy + shape.get
    sets = offered.order(f"sets.{offered.rule.id}", whole_sets(count, size, shape.at_most))
    applies = offered.applying(at_least(count, size))
    if shape.given == "cheapest_of_each_set":
        before = ranked_before(offered, pool, dearest=True)
        upto = t.add(before, pool)
        places = [_got_until(t.least(place, sets), shape) for place in (upto, before)]
        return t.sub(*places), applies
    allowed = _share(sets, shape.get, size)
    return ranked_part(offered, pool, allowed, dearest=shape.given == "dearest"), applies


def _of_other_lines(offered: Offered, shape: BuyGetShape) -> tuple[Node, Read]:
    assert shape.of is not None  # noqa: S101 - chosen by the caller
    asked = offered.lowering.expression(shape.of, Kind.TRUTH, Scope.LINE)
    other = offered.line(f"of.{offered.rule.id}", asked)
    _, bought = _counted(offered, "", t.all_of(offered.selected, t.negation(other)))
    pool, there = _counted(offered, ".got", other)
    sets = offered.order(f"sets.{offered.rule.id}", whole_sets(bought, shape.buy, shape.at_most))
    applies = offered.applying(at_least(bought, shape.buy), at_least(there, 1))
    allowed = _share(sets, shape.get, shape.buy)
    return ranked_part(offered, pool, allowed, dearest=shape.given == "dearest"), applies


def _counted(offered: Offered, suffix: str, counts: Node) -> tuple[Read, Read]:
    """Define the units of lines that count, and how many they are together."""
    pool = offered.units(suffix, counts)
    total = offered.lowering.builder.total(pool.name)
    return pool, offered.order(f"count.{offered.rule.id}{suffix}", total)


def _share(sets: Node, part: int, size: int) -> Node:
    """Give ``part`` of every ``size`` units in whole sets; exact, since the sets are whole."""
    share = t.const(Kind.NUMBER, Fraction(part, size))
    return sets if part == size else t.rounded(t.mul(sets, share), Rounding.DOWN)


def _got_until(place: Node, shape: BuyGetShape) -> Node:
    """Give how many of the first ``place`` units are got, when every set has them at its end."""
    size = shape.buy + shape.get
    whole = t.rounded(place, Rounding.DOWN, size)
    begun = t.sub(t.sub(place, whole), t.const(Kind.QUANTITY, shape.buy))
    return t.add(_share(whole, shape.get, size), t.most(begun, NO_UNITS))
