"""Meters: their words fit their aggregate, what is inexact says how it is rounded, charges name them."""

from collections.abc import Iterator

from loyalty.language.findings import Finding, did_you_mean, one_of
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.meters import MeterShape
from loyalty.language.shapes.programme import ProgrammeShape

_CARRIED = ("latest", "maximum", "time_weighted_sum", "high_water")


def check_meters(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with meters, and charges of meters that the programme does not declare."""
    for meter in shape.meters:
        for part in (_property, _words, _conversion, _rounding):
            yield from as_far_as_read(part(shape, meter))
    yield from as_far_as_read(_charged(shape))


def _property(_shape: ProgrammeShape, meter: MeterShape) -> Iterator[Finding]:
    if meter.aggregate == "distinct" and meter.of is None:
        yield Finding(meter.span, "E202", "the key `of` is missing", "name the property that is counted")
    if meter.aggregate == "count" and meter.of is not None:
        help_ = "leave it out, or count different values by `distinct`"
        yield Finding(meter.place("of"), "E430", "a count looks at no value", help_)


def _words(_shape: ProgrammeShape, meter: MeterShape) -> Iterator[Finding]:
    carries = meter.aggregate in _CARRIED or (meter.aggregate == "distinct" and meter.prorated)
    if meter.carry and not carries:
        message = f"`{meter.aggregate}` begins each period at nothing"
        yield Finding(meter.place("carry"), "E430", message, f"`carry` goes with {one_of(_CARRIED)}")
    if meter.prorated and meter.aggregate != "distinct":
        message = f"`{meter.aggregate}` has no days to count"
        yield Finding(meter.place("prorated"), "E430", message, "`prorated` goes with `distinct`")
    if meter.negative is not None and meter.aggregate in {"count", "distinct"}:
        message = f"`{meter.aggregate}` looks at no number that could be below zero"
        yield Finding(meter.place("negative"), "E430", message, "take it out")


def _conversion(_shape: ProgrammeShape, meter: MeterShape) -> Iterator[Finding]:
    if meter.convert is not None and not meter.convert.divide_by:
        place = meter.convert.place("divide_by")
        yield Finding(place, "E206", "nothing can be divided by 0", "leave `convert` out")
    if meter.convert is not None and meter.convert.round is not None and meter.round is not None:
        message = "a quantity is rounded once"
        yield Finding(meter.place("round"), "E209", message, "leave `round` out here or under `convert`")


def _rounding(shape: ProgrammeShape, meter: MeterShape) -> Iterator[Finding]:
    """Give what is not sure to be a multiple of the step of quantities."""
    finest = shape.numbers.quantities.step
    if meter.round is not None:
        if meter.round.is_read("step") and (meter.round.step / finest).denominator != 1:
            message = f"the step is finer than that of quantities, {decimal_text(finest)}"
            yield Finding(meter.round.place("step"), "E206", message, f"such as `{decimal_text(finest)}`")
    elif meter.convert is not None and meter.convert.round is not None:
        return
    elif meter.aggregate == "time_weighted_sum" or meter.prorated or meter.convert is not None:
        help_ = f"write `round: {{step: {decimal_text(finest)}, mode: half_up}}`"
        message = "its exact value may have no end in decimals, and nothing says how it is rounded"
        yield Finding(meter.span, "E431", message, help_)


def _charged(shape: ProgrammeShape) -> Iterator[Finding]:
    if not shape.meters:
        return
    declared = [meter.id for meter in shape.meters]
    for plan in shape.plans:
        for charge in plan.usage if plan.is_read("usage") else ():
            if charge.is_read("meter") and charge.meter not in declared:
                help_ = did_you_mean(charge.meter, declared) or "declare it under `meters`"
                message = f"unknown meter `{charge.meter}`"
                yield Finding(charge.place("meter"), "E432", message, help_)
