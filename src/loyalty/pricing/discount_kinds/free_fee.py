"""A fee that is not charged: it stays on its own line, and what spares it stands beside it."""

from collections.abc import Iterator, Sequence

from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.basket import FeeShape
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.sheet import Scope
from loyalty.language.tree import Node
from loyalty.pricing.budgets import held_of_order, note_taken
from loyalty.pricing.discount_kinds.alone import TOGETHER
from loyalty.pricing.discount_kinds.lanes import Entry
from loyalty.pricing.discount_kinds.offer import NO_MONEY, ONE, Ground, Offered, selection
from loyalty.pricing.line import LineTemplate


def lower_free_fees(
    lowering: Lowering, rules: Sequence[DiscountRuleShape], fees: Sequence[FeeShape], *, amount: str
) -> Iterator[LineTemplate]:
    """Define ``off.<rule>`` for each rule that spares a fee; give the line that shows it.

    ``amount`` is what a line costs after every discount. What is left of the fee is `net_fee`.
    """
    by_id = {fee.id: fee for fee in fees}
    for shape in rules:
        if shape.free_fee is not None and shape.free_fee in by_id:
            yield from note_taken(
                lowering, [shape], [_spared(lowering, shape, by_id[shape.free_fee], amount)]
            )


def _spared(lowering: Lowering, shape: DiscountRuleShape, fee: FeeShape, amount: str) -> LineTemplate:
    entry = Entry.of(lowering, shape)
    rest = lowering.fact(amount)
    selected = selection(lowering, shape, entry.rule)
    offered = Offered(lowering, shape, entry.rule, Ground(rest, rest), "", selected)
    together = lowering.builder.defined(TOGETHER)
    also = () if together is None else (t.compare(t.Comparison.EQ, together, ONE),)
    charged = lowering.fact(net_fee(lowering, fee))
    applies = offered.applying(*also)
    part = t.choose(applies, _part(lowering, shape, charged), NO_MONEY)
    off = offered.order(f"off.{shape.id}", held_of_order(lowering, shape, entry.rule, part))
    lowering.given_by(entry.rule, off.name)
    name = f"net.{shape.id}"
    lowering.builder.define(name, Scope.ORDER, t.sub(charged, off), entry.rule, never_negative=True)
    return LineTemplate(
        off.name,
        Scope.ORDER,
        entry.category(lowering),
        entry.rule,
        sign=-1,
        purpose=fee.purpose,
        recipient=fee.recipient,
        refundable=fee.refundable,
    )


def _part(lowering: Lowering, shape: DiscountRuleShape, charged: Node) -> Node:
    """Give what is spared of what is charged of a fee."""
    part = charged
    if shape.share is not None:
        part = lowering.settled(t.mul(part, lowering.number(shape.share)))
    return part if shape.at_most is None else t.least(part, lowering.money(shape.at_most))


def net_fee(lowering: Lowering, fee: FeeShape) -> str:
    """Give the formula of what is charged of a fee, after the rules that spare it."""
    basket = lowering.shape.basket
    discounts = basket.discounts if basket is not None else None
    sparing = [rule.id for rule in discounts.rules if rule.free_fee == fee.id] if discounts else []
    there = [f"net.{rule}" for rule in sparing if lowering.builder.defined(f"net.{rule}") is not None]
    return there[-1] if there else f"fee.{fee.id}"
