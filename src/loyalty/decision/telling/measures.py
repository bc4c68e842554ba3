"""Prices for each unit of measure, beside the price of a line: for everybody, and for whoever asked."""

from collections.abc import Iterator
from fractions import Fraction

from loyalty.decision.decide import Decision
from loyalty.decision.telling import Document
from loyalty.decision.trace import Trace
from loyalty.kernel.rounding import Rounding, round_fraction
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.basket import UnitPriceShape
from loyalty.pricing.stages import LINE_AMOUNT, measure_content, measure_due

QUANTITY = "line.quantity"


def measures_of(decision: Decision, trace: Trace, public: Decision | None) -> dict[str, Document]:
    """Give by order line the price of one unit of measure, worked out after all rules of prices.

    In major units, rounded half up to the currency's; ``public`` is that of nobody in particular.
    """
    everybody = None
    found = {}
    for index, line in enumerate(decision.situation.lines):
        for shape in _due(decision, trace, index):
            units = trace.number(measure_content(shape.id), index) * trace.fact(QUANTITY, index)
            if units > 0:
                everybody = everybody or (trace if public is None else Trace(public))
                found[line.id] = {
                    "unit": shape.unit,
                    "units": decimal_text(units),
                    "price": _each(trace, index, units),
                    "public_price": _each(everybody, index, units),
                }
                break
    return found


def unmeasured(decision: Decision) -> Iterator[int]:
    """Give the places of lines on which such a price is due and of which nobody says what they hold."""
    trace = Trace(decision)
    for index in range(len(decision.situation.lines)):
        due = list(_due(decision, trace, index))
        if due and all(trace.number(measure_content(shape.id), index) <= 0 for shape in due):
            yield index


def _due(decision: Decision, trace: Trace, index: int) -> Iterator[UnitPriceShape]:
    basket = decision.programme.shape.basket
    of_orders = decision.part is decision.programme.basket
    for shape in basket.unit_prices if basket is not None and of_orders else ():
        if trace.number(measure_due(shape.id), index):
            yield shape


def _each(trace: Trace, index: int, units: Fraction) -> str:
    return trace.major(Fraction(round_fraction(trace.number(LINE_AMOUNT, index) / units, Rounding.HALF_UP)))
