"""An amount off the order, off each line, off each unit, or for each full time a threshold is reached."""

from fractions import Fraction

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.tree import Kind, Node
from loyalty.pricing.discount_kinds.offer import NO_MONEY, Offer, Offered


def lower(offered: Offered) -> Offer:
    """Define the offer."""
    shape, lowering = offered.shape, offered.lowering
    assert shape.amount is not None  # noqa: S101 - chosen by the caller
    money = lowering.money(shape.amount)
    applies = offered.applying()
    if shape.each in {"line", "unit"}:
        units = t.as_kind(lowering.fact("line.quantity"), Kind.NUMBER)
        exact = t.mul(money, units) if shape.each == "unit" else money
        off = offered.stated(exact)
        return offered.takes(t.choose(offered.chosen(applies), off, NO_MONEY))
    over = offered.ground.room
    if shape.lines is not None:
        over = offered.line(f"part.{offered.rule.id}", t.choose(offered.selected, over, NO_MONEY))
    whole = _repeated(offered, money) if shape.each == "reached" else money
    return offered.takes_of_order(t.choose(applies, whole, NO_MONEY), over)


def _repeated(offered: Offered, money: Node) -> Node:
    """Give ``money`` for each full time the order comes to the threshold, ``at_most`` so much."""
    shape, lowering, rule = offered.shape, offered.lowering, offered.rule
    assert shape.reached is not None  # noqa: S101 - a finding otherwise
    if shape.reached.amount is not None:
        come_to, minor = lowering.fact(f"reached.{rule.id}"), lowering.minor
        times = lowering.dated(shape.reached.amount, lambda least: _full(come_to, least * minor))
    else:
        assert shape.reached.units is not None  # noqa: S101 - the shape demands one of the two
        times = _full(lowering.fact(f"count.{rule.id}.reached"), shape.reached.units)
    whole = t.mul(money, offered.order(f"times.{rule.id}", times))
    return whole if shape.at_most is None else t.least(whole, lowering.money(shape.at_most))


def _full(come_to: Node, least: Fraction) -> Node:
    """Give how many times ``least``, more than 0, is in ``come_to``, rounded down."""
    number, once = t.as_kind(come_to, Kind.NUMBER), t.const(Kind.NUMBER, 1 / least)
    return t.rounded(t.mul(number, once), Rounding.DOWN)
