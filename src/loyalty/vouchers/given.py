"""Vouchers that an order gives for the next one: when it gives one is a formula of the order's own sheet."""

from datetime import date

from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.vouchers import VoucherShape
from loyalty.language.sheet import Scope
from loyalty.language.values import Duration

GIVEN = "given."
"""What stands before a voucher's id in the formula of whether an order gives a code of it."""


def lower_given(lowering: Lowering) -> None:
    """Define ``given.<voucher>`` for each voucher that orders give; that one is not is told with why.

    An order of which everything was brought back gives none.
    """
    for shape in lowering.shape.vouchers:
        if shape.given_by_order is not None:
            rule = lowering.rule(f"{GIVEN}{shape.id}", shape.name, shape.span)
            days = (None, shape.until)
            applies = lowering.when(rule, shape.given_by_order.when, days, Scope.ORDER)
            gives = t.all_of(lowering.fact("filled"), applies)
            lowering.builder.define(f"{GIVEN}{shape.id}", Scope.ORDER, gives, rule)


def last_day_of(shape: VoucherShape, ordered: date) -> date | None:
    """Give the last day on which the code of an order of a day counts, None where orders give none."""
    if shape.given_by_order is None:
        return None
    return last_day_after(shape, shape.given_by_order.valid, ordered)


def last_day_after(shape: VoucherShape, valid: Duration, day: date) -> date:
    """Give the last day on which a code counts that is handed over on a day, never after ``until``."""
    last = valid.after(day)
    return last if shape.until is None else min(last, shape.until)
