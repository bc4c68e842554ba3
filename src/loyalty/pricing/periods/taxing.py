"""Tax on a period: of each charge with what reductions leave of it, or once of the total.

Of the total, charges that are taxed alike are added up first; where a plan's tax does not look at
their category, that is all of them.
"""

from collections.abc import Sequence

from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.sheet import Scope
from loyalty.pricing.line import LineTemplate
from loyalty.pricing.periods.part import Part
from loyalty.pricing.tax import CATEGORY, TAX, lower_taxes, taxed_as

NET = "total.net"


def lower_period_taxes(lowering: Lowering, plan: PlanShape, parts: Sequence[Part]) -> list[LineTemplate]:
    """Define the taxes of a period whose sum without added tax is the formula ``total.net``."""
    if not plan.tax:
        return []
    if plan.tax[0].per == "line":
        return [
            line
            for part in parts
            for line in lower_taxes(
                lowering,
                plan.tax,
                part.name,
                part.left,
                taxed_as(lowering, part.taxed_as),
                part=part.rule,
                only_above_0=True,
            )
        ]
    if not any(CATEGORY in tax.by for tax in plan.tax):
        return lower_taxes(lowering, plan.tax, "plan", lowering.fact(NET), taxed_as(lowering, None))
    lines = []
    for category in dict.fromkeys(part.taxed_as for part in parts):
        alike = t.add(*(part.left for part in parts if part.taxed_as == category))
        name = f"of.{category}"
        amount = lowering.builder.define(f"total.net.{category}", Scope.ORDER, alike, TAX)
        lines += lower_taxes(
            lowering, plan.tax, name, amount, taxed_as(lowering, category), only_above_0=True
        )
    return lines
