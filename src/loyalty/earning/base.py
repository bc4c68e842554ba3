"""The base of what an order earns: so many points for each amount of what a line counts.

Proportional, or only for whole steps of the order's amount. Whole steps are of the order, not
of each line: a line has the steps that the lines up to it fill, less those filled before it,
so that the lines add up to the steps of the order for any number of lines.
"""

from fractions import Fraction

from loyalty.earning.award import BASE, NO_MONEY, NO_POINTS, AwardTemplate
from loyalty.earning.tabled import from_table
from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.findings import Finding
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.earn import EarnBaseShape, EarnShape
from loyalty.language.shapes.tabled import EarnTableShape
from loyalty.language.sheet import Rule, Scope
from loyalty.language.tree import Kind, Node, Read

COUNTED = "earn.counted"
"""What a line counts of the base, in minor units: without what earns nothing."""


def lower_base(lowering: Lowering, shape: EarnShape, paid_share: Node | None) -> AwardTemplate:
    """Define ``award.base``, the exact points of each line before anything multiplies them."""
    rule = Rule(BASE.id, BASE.label, shape.base.span)
    whole = _counted(lowering, shape, paid_share, rule)
    counted = lowering.builder.define(COUNTED, Scope.LINE, whole, rule)
    counted = in_steps(lowering, shape.base, counted, rule)
    rate = points_rate(lowering, shape.base)
    lowering.builder.define("award.base", Scope.LINE, t.mul(rate, t.as_kind(counted, Kind.NUMBER)), rule)
    lowering.given_by(rule, "award.base")
    return AwardTemplate("award.base", Scope.LINE, rule)


def points_rate(lowering: Lowering, base: EarnBaseShape) -> Node:
    """Give points for each minor unit."""
    if isinstance(base.points, EarnTableShape):
        table = from_table(lowering, base.points, NO_POINTS)
        each_of = lowering.dated(
            base.for_each, lambda each: t.const(Kind.NUMBER, 1 / (each * lowering.minor))
        )
        return t.mul(table, each_of)
    if len(base.points.entries) == 1:
        points = base.points.entries[0][1]
        return lowering.dated(base.for_each, lambda each: _points_per(points, each * lowering.minor))
    if len(base.for_each.entries) == 1:
        each = base.for_each.entries[0][1]
        return lowering.dated(base.points, lambda points: _points_per(points, each * lowering.minor))
    lowering.findings.append(
        Finding(base.span, "E602", "both `points` and `for_each` change by date", "date one of the two")
    )
    return t.const(Kind.POINTS, 0)


def _points_per(points: Fraction, minor: Fraction) -> Node:
    return t.const(Kind.POINTS, points / minor)


def _counted(lowering: Lowering, shape: EarnShape, paid_share: Node | None, rule: Rule) -> Node:
    """Give what a line counts: never below zero, and without what points pay and what is left out.

    What is left out stands among the rules that did not apply, with what is missing.
    """
    counted = lowering.expression(shape.base.of, Kind.MONEY, Scope.LINE)
    if paid_share is not None:
        counted = t.sub(counted, paid_share)
    if counted.lo < 0:
        counted = t.most(counted, NO_MONEY)
    if shape.except_when is not None:
        inside = t.negation(lowering.expression(shape.except_when, Kind.TRUTH, Scope.LINE))
        counts = lowering.when(rule, None, (None, None), Scope.LINE, also=inside)
        counted = t.choose(counts, counted, NO_MONEY)
    return counted


def in_steps(lowering: Lowering, base: EarnBaseShape, counted: Read, rule: Rule) -> Read:
    """Give what a line counts as the base counts it: as it is, or its part of the order's whole steps."""
    if base.steps == "proportional":
        return counted
    builder, name = lowering.builder, counted.name
    upto = builder.running(name)
    before = builder.define(f"{name}.before", Scope.LINE, t.sub(upto, counted), rule, never_negative=True)

    def filled(amount: Node) -> Node:
        return lowering.dated(
            base.for_each, lambda each: t.rounded(amount, Rounding.DOWN, int(each * lowering.minor))
        )

    reached = builder.define(f"{name}.steps.upto", Scope.LINE, filled(upto), rule)
    below = builder.define(f"{name}.steps.before", Scope.LINE, filled(before), rule)
    return builder.define(f"{name}.steps", Scope.LINE, t.sub(reached, below), rule, never_negative=True)
