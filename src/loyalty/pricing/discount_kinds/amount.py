"""An amount off the order, off each line, or off each unit."""

from loyalty.language import tree as t
from loyalty.language.tree import Kind
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
    return offered.takes_of_order(t.choose(applies, money, NO_MONEY), over)
