"""Numbers: steps are such that something holds to them, and amounts are multiples of the money step."""

from collections.abc import Iterator
from fractions import Fraction

from loyalty.kernel.money import currency
from loyalty.language.dated import Dated
from loyalty.language.findings import Finding
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.programme import ProgrammeShape


def check_numbers(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give steps that nothing could hold to, and amounts between two steps of money."""
    numbers = shape.numbers
    if numbers.points.step.denominator != 1:
        message = f"points are whole, their step cannot be `{decimal_text(numbers.points.step)}`"
        yield Finding(numbers.points.place("step"), "E206", message, "such as `1`")
    if (numbers.prices.step * 10 ** currency(shape.currency).exponent).numerator != 1:
        message = "the step of prices is the smallest amount of the currency, or a part of it"
        yield Finding(numbers.prices.place("step"), "E206", message)
    if numbers.quantities.step.numerator != 1:
        message = "the step of quantities is 1, or a part of it"
        yield Finding(numbers.quantities.place("step"), "E206", message)
    for part, name in _amounts(shape):
        yield from _multiple(part, name, numbers.money.step)


def _amounts(shape: ProgrammeShape) -> Iterator[tuple[Shape, str]]:
    """Give every amount that is charged or taken off as it is written, by its shape and attribute."""
    basket = shape.basket
    for fee in (*(basket.fees if basket else ()), *(fee for plan in shape.plans for fee in plan.fees)):
        yield from ((fee, name) for name in ("amount", "at_least", "at_most"))
    for rule in basket.discounts.rules if basket and basket.discounts else ():
        yield rule, "amount"
    for plan in shape.plans:
        if plan.price is not None:
            yield plan.price, "amount"
        if plan.tier_discount is not None:
            yield plan.tier_discount, "at_most"


def _multiple(part: Shape, name: str, step: Fraction) -> Iterator[Finding]:
    values: Dated[Fraction] | None = getattr(part, name)
    if values is None:
        return
    for amount, place in zip(values.values, values.places, strict=True):
        if (amount / step).denominator != 1:
            written = f"`{decimal_text(amount)}`"
            message = f"{written} is not a multiple of the money step, {decimal_text(step)}"
            yield Finding(place, "E206", message)
