"""Numbers: steps are such that something holds to them, and amounts are multiples of the money step."""

from collections.abc import Iterator
from fractions import Fraction

from loyalty.kernel.money import currency
from loyalty.language.dated import Dated
from loyalty.language.findings import Finding, Span
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.coupons import CouponShape
from loyalty.language.shapes.fields import Shape, as_far_as_read
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.shapes.programme import ProgrammeShape

_OF_FEES = ("amount", "at_least", "at_most")


def check_numbers(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give steps that nothing could hold to, and amounts between two steps of money."""
    for part in (_points, _prices, _quantities):
        yield from as_far_as_read(part(shape))
    step = shape.numbers.money.step
    for amounts in (_of_fees, _of_discounts, _of_plans):
        for part_of_shape, name in as_far_as_read(amounts(shape)):
            yield from as_far_as_read(_multiple(part_of_shape, name, step))
    for coupon in shape.coupons:
        yield from as_far_as_read(_coupon(coupon, step))


def _points(shape: ProgrammeShape) -> Iterator[Finding]:
    points = shape.numbers.points
    if points.step.denominator != 1:
        message = f"points are whole, their step cannot be `{decimal_text(points.step)}`"
        yield Finding(points.place("step"), "E206", message, "such as `1`")


def _prices(shape: ProgrammeShape) -> Iterator[Finding]:
    prices = shape.numbers.prices
    smallest = Fraction(1, 10 ** currency(shape.currency).exponent)
    if (prices.step / smallest).numerator != 1:
        message = "the step of prices is the smallest amount of the currency, or a part of it"
        yield Finding(prices.place("step"), "E206", message, f"such as `{decimal_text(smallest)}`")


def _quantities(shape: ProgrammeShape) -> Iterator[Finding]:
    quantities = shape.numbers.quantities
    if quantities.step.numerator != 1:
        message = "the step of quantities is 1, or a part of it"
        yield Finding(quantities.place("step"), "E206", message, "such as `1` or `0.001`")


def _of_fees(shape: ProgrammeShape) -> Iterator[tuple[Shape, str]]:
    """Give every amount of the basket's fees, by its shape and attribute."""
    for fee in shape.basket.fees if shape.basket is not None else ():
        yield from ((fee, name) for name in _OF_FEES)


def _of_discounts(shape: ProgrammeShape) -> Iterator[tuple[Shape, str]]:
    discounts = shape.basket.discounts if shape.basket is not None else None
    if discounts is None:
        return
    for rule in discounts.rules if discounts.is_read("rules") else ():
        yield from ((rule, name) for name in ("amount", "price", "at_most"))
        for part, name in (("reached", "amount"), ("bundle", "price")):
            if rule.is_read(part) and getattr(rule, part) is not None:
                yield getattr(rule, part), name
    yield from ((floor, "amount") for floor in (discounts.floors if discounts.is_read("floors") else ()))


def _of_plans(shape: ProgrammeShape) -> Iterator[tuple[Shape, str]]:
    for plan in shape.plans:
        if plan.is_read("fees"):
            yield from ((fee, name) for fee in plan.fees for name in _OF_FEES)
        if plan.is_read("price") and plan.price is not None:
            yield plan.price, "amount"
        if plan.is_read("tier_discount") and plan.tier_discount is not None:
            yield plan.tier_discount, "at_most"
        for add_on in plan.add_ons if plan.is_read("add_ons") else ():
            yield add_on, "amount"
        for limit in _limits(plan):
            yield limit, "amount"


def _limits(plan: PlanShape) -> Iterator[Shape]:
    """Give the commitments of a plan that could be read."""
    for name in ("minimum", "maximum"):
        if plan.is_read(name) and getattr(plan, name) is not None:
            yield getattr(plan, name)


def _multiple(part: Shape, name: str, step: Fraction) -> Iterator[Finding]:
    values: Dated[Fraction] | None = getattr(part, name)
    if values is None:
        return
    for amount, place in zip(values.values, values.places, strict=True):
        yield from _step(amount, place, step)


def _coupon(coupon: CouponShape, step: Fraction) -> Iterator[Finding]:
    if coupon.amount is not None:
        yield from _step(coupon.amount, coupon.place("amount"), step)


def _step(amount: Fraction, place: Span, step: Fraction) -> Iterator[Finding]:
    if (amount / step).denominator != 1:
        written = f"`{decimal_text(amount)}`"
        message = f"{written} is not a multiple of the money step, {decimal_text(step)}"
        below, places = amount // step * step, len(decimal_text(step).partition(".")[2])
        near = " or ".join(f"`{decimal_text(each, places)}`" for each in (below, below + step) if each)
        yield Finding(place, "E206", message, f"write {near}")
