"""How a period's price is adjusted: reductions, least and most, fees, in the order the plan states."""

from collections.abc import Sequence
from typing import Final

from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.plans import PlanShape, Stage
from loyalty.language.sheet import Scope
from loyalty.language.tree import Kind, Node, Read
from loyalty.pricing.fees import PeriodFees, lower_fees
from loyalty.pricing.line import LineTemplate
from loyalty.pricing.periods.commitments import lower_maximum, lower_minimum
from loyalty.pricing.periods.part import Part
from loyalty.pricing.periods.reductions import Reductions
from loyalty.pricing.periods.share import Share
from loyalty.pricing.rows import FIRST_PERIOD, PERIOD_UNDONE

USUAL: Final[tuple[Stage, ...]] = ("percent", "amount", "minimum", "maximum", "fees")
FEES: Final = "fees"


class Adjusting:
    """The adjustments of one plan. A reduction is taken off what is there when its turn comes."""

    def __init__(self, lowering: Lowering, plan: PlanShape, parts: Sequence[Part], *, closed: Read) -> None:
        """Begin with the charges of the period."""
        self.lowering, self.plan, self.closed = lowering, plan, closed
        self.parts = [*parts]
        self.share = Share(lowering, plan.proration is not None)
        self.reductions = Reductions(lowering, plan)
        self.fee_lines = self._fees()
        self.fees = [
            Part.of(line.formula, FEES, lowering.fact(line.formula), line.rule, fee.taxed_as or plan.taxed_as)
            for fee, line in zip(plan.fees, self.fee_lines, strict=True)
        ]

    def run(self) -> list[LineTemplate]:
        """Define every adjustment; give the lines in the order of the stages."""
        lines: list[LineTemplate] = []
        for stage in self.plan.order or USUAL:
            lines.extend(self._stage(stage))
        return lines

    def _stage(self, stage: Stage) -> Sequence[LineTemplate]:
        match stage:
            case "percent":
                return self.reductions.percents(self.parts)
            case "amount":
                return self.reductions.amounts(self.parts)
            case "minimum":
                return self._minimum()
            case "maximum":
                return self._maximum()
            case "fees":
                self.parts.extend(self.fees)
                return self.fee_lines

    def _counting(self) -> list[Part]:
        """Give every part that may count towards a commitment: fees count before their turn too."""
        return [*self.parts, *(fee for fee in self.fees if fee not in self.parts)]

    def _minimum(self) -> Sequence[LineTemplate]:
        if self.plan.minimum is None:
            return ()
        part, line = lower_minimum(
            self.lowering, self.plan.minimum, self._counting(), share=self.share, closed=self.closed
        )
        part.taxed_as = self.plan.taxed_as
        self.parts.append(part)
        return (line,)

    def _maximum(self) -> Sequence[LineTemplate]:
        if self.plan.maximum is None:
            return ()
        return (lower_maximum(self.lowering, self.plan.maximum, self._counting(), share=self.share.held),)

    def _fees(self) -> tuple[LineTemplate, ...]:
        first = undone = None
        if any(fee.charged == "once" for fee in self.plan.fees):
            first = self._told(FIRST_PERIOD)
        if not all(fee.refundable for fee in self.plan.fees):
            undone = self._told(PERIOD_UNDONE)
        period = PeriodFees(first, undone, self.share.of)
        return lower_fees(self.lowering, self.plan.fees, period=period)

    def _told(self, name: str) -> Node:
        return self.lowering.builder.input(name, Scope.ORDER, t.read(name, Kind.TRUTH))
