"""The recipe of a basket's price, one visible list: list price, discounts, fees, tax, total.

Each stage rounds once, as ``numbers.money`` of the programme says, and defines formulas
under fixed names that later stages and rules read: ``line.list_amount``, ``line.amount``,
``total.due``.
"""

from collections.abc import Iterator

from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.sheet import Scope, plain_rule
from loyalty.language.tree import Comparison, Kind, Node, Read
from loyalty.pricing import discounts, fees, tax
from loyalty.pricing.discount_kinds.free_fee import lower_free_fees, net_fee
from loyalty.pricing.line import Category, LineTemplate

LIST_PRICE = plain_rule("list-price", "List price", "标价")
UNIT_PRICE = plain_rule("unit-price", "Price per unit of measure", "计量单位价格")
TOTAL = plain_rule("total", "Total", "合计")

LIST_AMOUNT = "line.list_amount"
LINE_AMOUNT = "line.amount"
NET_AMOUNT = "line.net_amount"
GROSS_AMOUNT = "line.gross_amount"
LIST_TOTAL = "order.list_total"
FILLED = "filled"
MERCHANDISE = "total.merchandise"
DUE = "total.due"
TAX_INSIDE = "total.tax_inside"
TAX_ADDED = "total.tax_added"


def lower_price(lowering: Lowering) -> tuple[LineTemplate, ...]:
    """Define every formula of the basket's price; give the lines it shows."""
    return (
        *_list_price(lowering),
        *_measures(lowering),
        *discounts.lower_discounts(lowering, list_amount=LIST_AMOUNT, amount=LINE_AMOUNT),
        *_merchandise(lowering),
        *_fees_and_tax(lowering),
    )


def _list_price(lowering: Lowering) -> Iterator[LineTemplate]:
    exact = t.mul(lowering.fact("line.unit_price"), lowering.fact("line.quantity"))
    most = int(lowering.shape.numbers.limits.money * lowering.minor)
    lowering.builder.define(LIST_AMOUNT, Scope.LINE, lowering.settled(exact), LIST_PRICE, most=most)
    lowering.builder.define(LIST_TOTAL, Scope.ORDER, lowering.builder.total(LIST_AMOUNT), LIST_PRICE)
    quantity = lowering.builder.define(
        f"{FILLED}.quantity", Scope.LINE, lowering.fact("line.quantity"), LIST_PRICE
    )
    some = t.compare(Comparison.GT, lowering.builder.total(quantity.name), t.const(Kind.QUANTITY, 0))
    lowering.builder.define(FILLED, Scope.ORDER, some, LIST_PRICE)
    yield LineTemplate(
        LIST_AMOUNT, Scope.LINE, Category.BASE, LIST_PRICE, purpose="merchandise", shown_at_zero=True
    )


def _measures(lowering: Lowering) -> Iterator[LineTemplate]:
    """Define on which lines a price for each unit of measure is due, and how many units one piece holds."""
    basket = lowering.shape.basket
    for measure in basket.unit_prices if basket is not None else ():
        whole = t.truth(value=True)
        due = lowering.expression(measure.when, Kind.TRUTH, Scope.LINE) if measure.when is not None else whole
        content = lowering.expression(measure.content, Kind.QUANTITY, Scope.LINE)
        lowering.builder.define(measure_due(measure.id), Scope.LINE, due, UNIT_PRICE)
        lowering.builder.define(measure_content(measure.id), Scope.LINE, content, UNIT_PRICE)
    yield from ()


def measure_due(measure: str) -> str:
    """Give the name of the formula that says where a price for each unit of measure is due."""
    return f"measure.{measure}.due"


def measure_content(measure: str) -> str:
    """Give the name of the formula that says how many units of measure one piece holds."""
    return f"measure.{measure}.content"


def _merchandise(lowering: Lowering) -> Iterator[LineTemplate]:
    lowering.builder.define(MERCHANDISE, Scope.ORDER, lowering.builder.total(LINE_AMOUNT), TOTAL)
    yield from ()


def _fees_and_tax(lowering: Lowering) -> Iterator[LineTemplate]:
    basket = lowering.shape.basket
    charged = fees.lower_fees(lowering, basket.fees if basket else (), due=lowering.fact(FILLED))
    yield from charged
    rules = basket.discounts.rules if basket is not None and basket.discounts is not None else ()
    of_basket = basket.fees if basket is not None else ()
    yield from lower_free_fees(lowering, rules, of_basket, amount=LINE_AMOUNT)
    net = {fee.id: net_fee(lowering, fee) for fee in of_basket}
    added: list[Node] = []
    inside: list[Node] = []
    taxed: tuple[LineTemplate, ...] = ()
    if basket is not None and basket.tax:
        taxed = tax.lower_tax(lowering, basket.tax, line_amount=LINE_AMOUNT, fees=basket.fees, charged=net)
        yield from taxed
        for line in taxed:
            amount = (
                lowering.builder.total(line.formula)
                if line.scope is Scope.LINE
                else lowering.fact(line.formula)
            )
            (inside if line.inside else added).append(amount)
    _with_and_without_tax(lowering, [line for line in taxed if line.scope is Scope.LINE])
    nothing = t.const(Kind.MONEY, 0)
    define = lowering.builder.define
    define(TAX_INSIDE, Scope.ORDER, t.add(nothing, *inside), TOTAL)
    define(TAX_ADDED, Scope.ORDER, t.add(nothing, *added), TOTAL)
    parts = [
        lowering.fact(MERCHANDISE),
        *(lowering.fact(name) for name in net.values()),
        lowering.fact(TAX_ADDED),
    ]
    define(DUE, Scope.ORDER, t.add(*parts), TOTAL)


def _with_and_without_tax(lowering: Lowering, taxes: list[LineTemplate]) -> None:
    """Let rules read what a line costs after discounts, without and with its taxes."""
    inside = [lowering.fact(line.formula) for line in taxes if line.inside]
    added = [lowering.fact(line.formula) for line in taxes if not line.inside]
    amount, nothing = lowering.fact(LINE_AMOUNT), t.const(Kind.MONEY, 0)

    def net() -> Read:
        # INVARIANT: contained taxes are each a part of the amount, together less than all of it.
        value = t.sub(amount, t.add(nothing, *inside))
        return lowering.builder.define(NET_AMOUNT, Scope.LINE, value, TOTAL, never_negative=True)

    def gross() -> Read:
        value = t.add(amount, nothing, *added)
        return lowering.builder.define(GROSS_AMOUNT, Scope.LINE, value, TOTAL)

    lowering.on_demand |= {NET_AMOUNT: net, GROSS_AMOUNT: gross}
