"""Taxes: contained in the prices or added to them, on each line and each taxed fee.

Contained tax of an amount A at rate r is A * r / (1 + r), rounded once; added tax is A * r. Several
taxes are each of the price before tax: of contained ones tax i is A * r_i / (1 + the sum of all r).

A tax of each unit is so much for each unit of the line, or for what units contain, rounded once.
Where it is ``taxed``, taxes at a rate are of the price with it, else of the price without it.
Contained in a price it is never more than what is there of it.
"""

from collections.abc import Callable, Mapping, Sequence

from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.no_value import NO_TAX_RATE
from loyalty.language.shapes.basket import FeeShape, TaxShape
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Comparison, Kind, Node, Read
from loyalty.pricing.line import Category, LineTemplate

CATEGORY = "line.category"
TAX = plain_rule("tax", "Tax", "税")
NO_MONEY = t.const(Kind.MONEY, 0)


def lower_tax(
    lowering: Lowering,
    taxes: Sequence[TaxShape],
    *,
    line_amount: str,
    fees: Sequence[FeeShape],
    charged: Mapping[str, str],
) -> tuple[LineTemplate, ...]:
    """Define rate and tax of every line and every fee taxed like a category; give their lines.

    ``charged`` names by fee the formula of what is charged of it.
    """
    rated = [shape for shape in taxes if shape.unit is None]
    made = _lower_line_taxes(lowering, taxes, rated, lowering.fact(line_amount))
    for fee in fees:
        if fee.taxed_as is not None:
            of_fee = lowering.fact(charged[fee.id])
            made += lower_taxes(
                lowering, rated, f"fee.{fee.id}", of_fee, taxed_as(lowering, fee.taxed_as), only_above_0=True
            )
    return tuple(made)


def _lower_line_taxes(
    lowering: Lowering, taxes: Sequence[TaxShape], rated: Sequence[TaxShape], amount: Read
) -> list[LineTemplate]:
    """Define the taxes of each line; give their lines in the order of the file.

    First come those of each unit that change what taxes at a rate are of.
    """
    of_units = [shape for shape in taxes if shape.unit is not None]
    contained = taxes[0].prices == "include_tax"
    taken: list[Read] = []
    made = [_of_units(lowering, each, amount, taken) for each in of_units if each.taxed is not contained]
    base = amount
    if taken:
        changed = t.sub(amount, t.add(NO_MONEY, *taken)) if contained else t.add(amount, *taken)
        base = lowering.builder.define("tax.base", Scope.LINE, changed, TAX, never_negative=True)
    at_rates = lower_taxes(lowering, rated, "line", base, lowering.fact)
    taken += [lowering.fact(line.formula) for line in at_rates]
    made += [_of_units(lowering, each, amount, taken) for each in of_units if each.taxed is contained]
    place = {_rule(shape).id: number for number, shape in enumerate(taxes)}
    return sorted((*made, *at_rates), key=lambda line: place[line.rule.id])


def _of_units(lowering: Lowering, shape: TaxShape, amount: Read, taken: list[Read]) -> LineTemplate:
    """Define a tax of each unit of a line, of which ``taken`` was taken before, and add it to that."""
    assert shape.unit is not None  # noqa: S101 - asked by the caller
    rule, define = _rule(shape), lowering.builder.define
    each: Node = lowering.price(shape.unit)
    if shape.content is not None:
        content = lowering.expression(shape.content, Kind.QUANTITY, Scope.LINE)
        each = t.mul(each, t.as_kind(content, Kind.NUMBER))
    value = lowering.settled(t.mul(each, lowering.fact("line.quantity")))
    if shape.when is not None:
        value = t.choose(lowering.expression(shape.when, Kind.TRUTH, Scope.LINE), value, NO_MONEY)
    contained = shape.prices == "include_tax"
    if contained:
        rest = t.sub(amount, t.add(NO_MONEY, *taken))
        value = t.least(value, t.most(rest, NO_MONEY))
    most = int(lowering.shape.numbers.limits.money * lowering.minor)
    taken.append(define(f"{_stem(shape)}.line", Scope.LINE, value, rule, most=most))
    return _line(lowering, taken[-1], rule, inside=contained)


def line_rate(lowering: Lowering, taxes: Sequence[TaxShape]) -> Node:
    """Give the rate of all taxes of a line together."""
    return t.add(t.const(Kind.NUMBER, 0), *(_rate(lowering, shape, lowering.fact) for shape in taxes))


def taxed_as(lowering: Lowering, category: str | None) -> Callable[[str], Node]:
    """Give what a table reads a fact as: the category of a charge is a word of the file."""

    def read(name: str) -> Node:
        return t.text(category or "") if name == CATEGORY else lowering.fact(name)

    return read


def lower_taxes(  # noqa: PLR0913 - the parts of a tax, all of them needed
    lowering: Lowering,
    taxes: Sequence[TaxShape],
    name: str,
    amount: Node,
    key: Callable[[str], Node],
    *,
    part: Rule | None = None,
    only_above_0: bool = False,
) -> list[LineTemplate]:
    """Define the rates and taxes of one amount; give their lines, named after ``part`` where it is given.

    With ``only_above_0`` an amount that is not charged needs no rate, so that none is missing.
    """
    rates: list[Read] = []
    for shape in taxes:
        rate = _rate(lowering, shape, key)
        if only_above_0:
            is_charged = t.compare(Comparison.GT, amount, t.const(Kind.MONEY, 0))
            rate = t.choose(is_charged, rate, t.const(Kind.NUMBER, 0))
        scope = lowering.scope_of(rate)
        rates.append(lowering.builder.define(f"{_stem(shape)}.rate.{name}", scope, rate, _rule(shape)))
    whole = t.add(t.const(Kind.NUMBER, 1), *rates)
    made = []
    for shape, rate in zip(taxes, rates, strict=True):
        contained = shape.prices == "include_tax"
        value: Node = (
            lowering.shared(amount, rate, whole) if contained else lowering.settled(t.mul(amount, rate))
        )
        tax = lowering.builder.define(
            f"{_stem(shape)}.{name}", lowering.scope_of(amount), value, _rule(shape, part)
        )
        made.append(_line(lowering, tax, _rule(shape, part), inside=contained))
    return made


def _line(lowering: Lowering, tax: Read, rule: Rule, *, inside: bool) -> LineTemplate:
    return LineTemplate(
        tax.name,
        lowering.builder.scope_of(tax.name),
        Category.TAX,
        rule,
        inside=inside,
        set_by="authority",
        recipient="authority",
        purpose="tax",
    )


def _stem(shape: TaxShape) -> str:
    return f"tax.{shape.id}" if shape.id is not None else "tax"


def _rule(shape: TaxShape, part: Rule | None = None) -> Rule:
    names = shape.name or TAX.label
    if part is not None:
        sign = {"zh-CN": "："}
        names = {
            language: f"{text}{sign.get(language, ': ')}{part.label.get(language, part.id)}"
            for language, text in names.items()
        }
    return Rule(shape.id or TAX.id, names, shape.span)


def _rate(lowering: Lowering, shape: TaxShape, key: Callable[[str], Node]) -> Node:
    if shape.rate is not None:
        return lowering.number(shape.rate)
    assert shape.table is not None  # noqa: S101 - the shape demands a table or a rate
    no_rate = t.refuse(NO_TAX_RATE, Kind.NUMBER)
    return lowering.table(shape.table, {name: key(name) for name in shape.by}, no_rate)
