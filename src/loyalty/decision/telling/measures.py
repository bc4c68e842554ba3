"""Prices for each unit of measure, beside the price of a line: for everybody, and for whoever asked."""

from collections.abc import Collection, Iterator
from fractions import Fraction

from loyalty.decision.decide import Decision
from loyalty.decision.situate import local_day
from loyalty.decision.telling import Document
from loyalty.decision.trace import Trace
from loyalty.kernel.rounding import Rounding, round_fraction
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.basket import UnitPriceShape
from loyalty.language.sheet import Scope
from loyalty.pricing.line import Category
from loyalty.pricing.stages import LINE_AMOUNT, measure_content, measure_due
from loyalty.profiles.markets import law_on

QUANTITY = "line.quantity"


def measures_of(
    decision: Decision, trace: Trace, public: Decision | None, bound: tuple[str, ...]
) -> dict[str, Document]:
    """Give by order line the price of one unit of measure, worked out after all rules of prices.

    In major units, rounded half up to the currency's; ``public`` is that of nobody in particular. It
    holds the tax that is added to prices, unless the law of the jurisdictions that are ``bound`` lets a
    listed price leave tax out.
    """
    everybody, added = None, tuple[str, ...]()
    found = {}
    for index, line in enumerate(decision.situation.lines):
        for shape in _due(decision, trace, index):
            units = trace.number(measure_content(shape.id), index) * trace.fact(QUANTITY, index)
            if units > 0:
                if everybody is None:
                    everybody = trace if public is None else Trace(public)
                    added = _taxes_added(decision, bound)
                found[line.id] = {
                    "unit": shape.unit,
                    "units": decimal_text(units),
                    "price": _each(trace, index, units, added),
                    "public_price": _each(everybody, index, units, added),
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


def _taxes_added(decision: Decision, bound: tuple[str, ...]) -> tuple[str, ...]:
    """Give the formulas of the taxes that a line's price for a unit of measure holds besides the price."""
    day = local_day(decision.programme, decision.situation.at)
    may = law_on(day, bound).strictest("price.may_leave_out")
    if not isinstance(may, frozenset) or "tax" in may:
        return ()
    taxes = (line for line in decision.part.lines if line.category is Category.TAX and not line.inside)
    return tuple(line.formula for line in taxes if line.scope is Scope.LINE)


def _each(trace: Trace, index: int, units: Fraction, added: Collection[str]) -> str:
    amount = sum((trace.number(name, index) for name in added), trace.number(LINE_AMOUNT, index))
    return trace.major(Fraction(round_fraction(amount / units, Rounding.HALF_UP)))
