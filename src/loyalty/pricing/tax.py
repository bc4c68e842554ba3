"""Tax by table: contained in the prices or added to them, on each line and each taxed fee.

Contained tax of an amount A at rate r is A * r / (1 + r), rounded once; added tax is A * r.
"""

from collections.abc import Sequence

from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.basket import FeeShape, TaxShape
from loyalty.language.sheet import Rule, plain_rule
from loyalty.language.tables import lower_table
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.pricing.line import Category, LineTemplate

CATEGORY = "line.category"


def lower_tax(
    lowering: Lowering, shape: TaxShape, *, line_amount: str, fees: Sequence[FeeShape]
) -> tuple[LineTemplate, ...]:
    """Define rate and tax of every line and every fee taxed like a category; give their lines."""
    rule = _rule(shape)
    keys: dict[str, Node] = {name: lowering.fact(name) for name in shape.by}
    amount = lowering.fact(line_amount)
    made = [_tax(lowering, shape, rule, "line", amount, _rate(lowering, shape, keys))]
    for fee in fees:
        if fee.taxed_as is not None:
            rate = _rate(lowering, shape, {**keys, CATEGORY: t.text(fee.taxed_as)})
            charged = lowering.fact(f"fee.{fee.id}")
            # A fee that is not charged needs no rate, so that none is missing.
            is_charged = t.compare(Comparison.GT, charged, t.const(Kind.MONEY, 0))
            rate = t.choose(is_charged, rate, t.const(Kind.NUMBER, 0))
            made.append(_tax(lowering, shape, rule, f"fee.{fee.id}", charged, rate))
    return tuple(made)


def lower_plan_tax(lowering: Lowering, shape: TaxShape, net: str) -> LineTemplate:
    """Define rate and tax of a plan's bill, whose sum without added tax is the formula ``net``."""
    rate = _rate(lowering, shape, {name: lowering.fact(name) for name in shape.by})
    return _tax(lowering, shape, _rule(shape), "plan", lowering.fact(net), rate)


def _rule(shape: TaxShape) -> Rule:
    plain = plain_rule("tax", "Tax", "税")
    return Rule(plain.id, plain.label, shape.span)


def _rate(lowering: Lowering, shape: TaxShape, keys: dict[str, Node]) -> Node:
    return lower_table(lowering.tables[shape.table], keys, "no-tax-rate")


def _tax(  # noqa: PLR0913, PLR0917 - the parts of one tax, all of them needed
    lowering: Lowering, shape: TaxShape, rule: Rule, name: str, amount: Node, rate: Node
) -> LineTemplate:
    scope = lowering.scope_of(amount)
    contained = shape.prices == "include_tax"
    wanted = lowering.scope_of(rate)
    known = lowering.builder.define(f"tax.rate.{name}", wanted, rate, rule)
    if contained:
        whole = t.add(t.const(Kind.NUMBER, 1), known)
        value = lowering.shared(amount, known, whole)
    else:
        value = lowering.settled(t.mul(amount, known))
    lowering.builder.define(f"tax.{name}", scope, value, rule)
    return LineTemplate(
        f"tax.{name}",
        scope,
        Category.TAX,
        rule,
        inside=contained,
        set_by="authority",
        recipient="authority",
        purpose="tax",
    )
