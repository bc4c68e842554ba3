"""What an order counts towards the member's tier, as a formula of its sheet."""

from loyalty.language.lowering import Lowering
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Kind

MEASURE = "tier.measure"
QUALIFYING = plain_rule("tier-measure", "Counts towards the tier", "计入等级的金额")


def lower_measure(lowering: Lowering) -> None:
    """Define ``tier.measure`` (minor units) where the programme has a ladder."""
    shape = lowering.shape.tiers
    if shape is None:
        return
    rule = Rule(QUALIFYING.id, QUALIFYING.label, shape.measured_by.span)
    part = lowering.expression(shape.measured_by.sum_of, Kind.MONEY, Scope.LINE)
    lowering.builder.define(f"{MEASURE}.part", Scope.LINE, lowering.whole(part), rule)
    lowering.builder.define(MEASURE, Scope.ORDER, lowering.builder.total(f"{MEASURE}.part"), rule)
