"""What is to be paid in the currency of the bill, by a dated table: rounded once, to its own minor units."""

from fractions import Fraction

from loyalty.kernel.money import currency
from loyalty.language import tree as t
from loyalty.language.exchange.rates import lower_rate
from loyalty.language.lowering import Lowering
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.pricing.rows import CURRENCY

CONVERTED = "total.converted"
RATE = "exchange.rate"
_EXCHANGE = plain_rule("exchange", "In the currency of the bill", "按账单币种")


def lower_conversion(lowering: Lowering, payable: Node) -> None:
    """Define ``total.converted``, R(payable * rate) in the minor units of ``bill.currency``.

    A programme without exchange rates has no such formula. The amount is a plain number, so
    that nothing can add it to the programme's own money.
    """
    shape = lowering.shape.currencies
    if shape is None:
        return
    rule = Rule(_EXCHANGE.id, _EXCHANGE.label, shape.span)
    asked = lowering.builder.input(CURRENCY, Scope.ORDER, t.read(CURRENCY, Kind.TEXT))
    own = t.compare(Comparison.EQ, asked, t.text(lowering.shape.currency))
    listed = lower_rate(lowering.rates, asked, lowering.fact("order.day"))
    rate = t.choose(own, t.const(Kind.NUMBER, 1), listed)
    known = lowering.builder.define(RATE, Scope.ORDER, rate, rule)
    minor: Node = t.const(Kind.NUMBER, lowering.minor)
    for code in dict.fromkeys(rate.currency for rate in lowering.rates):
        units = t.const(Kind.NUMBER, 10 ** currency(code).exponent)
        minor = t.choose(t.compare(Comparison.EQ, asked, t.text(code)), units, minor)
    scale = lowering.builder.define("exchange.units", Scope.ORDER, minor, rule)
    exact = t.mul(t.mul(t.as_kind(payable, Kind.NUMBER), known), scale)
    exact = t.mul(exact, t.const(Kind.NUMBER, Fraction(1, lowering.minor)))
    converted = t.rounded(exact, lowering.shape.numbers.money.round)
    lowering.builder.define(CONVERTED, Scope.ORDER, converted, rule)
