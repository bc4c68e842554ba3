"""What an order counts towards the member's tier: formulas of its sheet, in smallest units."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from loyalty.kernel.money import currency
from loyalty.language import tree as t
from loyalty.language.facts import denominator
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.tiers import MeasureShape
from loyalty.language.shapes.wallets import POINTS
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Kind, Node

MEASURE = "tier.measure"
EARNED = "points.earned"
QUALIFYING = plain_rule("tier-measure", "Counts towards the tier", "计入等级的金额")


def formula_of(measure: str) -> str:
    """Give the name of the formula of what an order counts for a measure."""
    return f"{MEASURE}.{measure}"


def kind_of(measure: MeasureShape) -> Kind:
    """Give what a measure counts: money, points, or a quantity, orders among them."""
    if measure.count is not None:
        return Kind.POINTS if measure.count == "points" else Kind.QUANTITY
    return Kind.MONEY if measure.sum_of is not None else Kind.QUANTITY


def scales(shape: ProgrammeShape) -> Mapping[str, int]:
    """Give for each measure how many of its smallest units make one: of a euro, 100."""
    found = {}
    for name, measure in (shape.tiers.counted() if shape.tiers is not None else {}).items():
        if measure.count in {"orders", "events"}:
            found[name] = 1
        elif measure.count == "points":
            found[name] = denominator(shape.numbers.points.step)
        elif measure.units_of is not None:
            found[name] = denominator(shape.numbers.quantities.step)
        else:
            found[name] = int(10 ** currency(shape.currency).exponent)
    return MappingProxyType(found)


def lower_measure(lowering: Lowering) -> None:
    """Define ``tier.measure.<name>`` (smallest units) for every measure of the ladder, after accrual."""
    shape = lowering.shape.tiers
    if shape is None:
        return
    scale = scales(lowering.shape)
    for name, measure in shape.counted().items():
        if measure.event is not None:
            continue
        rule = Rule(QUALIFYING.id, QUALIFYING.label, measure.span)
        formula = formula_of(name)
        if measure.count == "points":
            earned = EARNED if measure.wallet in {None, POINTS} else f"{EARNED}.{measure.wallet}"
            lowering.builder.define(formula, Scope.ORDER, lowering.fact(earned), rule)
            continue
        lowering.builder.define(f"{formula}.part", Scope.LINE, _part(lowering, measure, scale[name]), rule)
        total: Node = lowering.builder.total(f"{formula}.part")
        if measure.count == "orders":
            total = t.least(total, t.const(Kind.QUANTITY, 1))
        lowering.builder.define(formula, Scope.ORDER, total, rule)


def lower_event_measures(lowering: Lowering, event: str) -> None:
    """Define ``tier.measure.<name>`` for every measure that counts an event, in smallest units."""
    tiers = lowering.shape.tiers
    scale = scales(lowering.shape)
    for name, measure in (tiers.counted() if tiers is not None else {}).items():
        if measure.event == event:
            rule = Rule(QUALIFYING.id, QUALIFYING.label, measure.span)
            part = _part(lowering, measure, scale[name], Scope.ORDER)
            lowering.builder.define(formula_of(name), Scope.ORDER, part, rule)


def _part(lowering: Lowering, measure: MeasureShape, scale: int, scope: Scope = Scope.LINE) -> Node:
    """Give what a line or an event counts for, a whole number of smallest units."""
    if measure.sum_of is not None:
        part = lowering.whole(lowering.expression(measure.sum_of, Kind.MONEY, scope))
    elif measure.units_of is not None:
        units = lowering.expression(measure.units_of, Kind.QUANTITY, scope)
        scaled = t.mul(units, t.const(Kind.NUMBER, Fraction(scale)))
        part = t.rounded(scaled, lowering.shape.numbers.points.round)
    else:
        part = t.const(Kind.QUANTITY, 1)
    if measure.when is None:
        return part
    test = lowering.expression(measure.when, Kind.TRUTH, scope)
    return t.choose(test, part, t.const(part.kind, 0))
