"""Taxes that stand together: told apart by name, all in the prices or all added, rounded alike."""

from collections.abc import Iterator, Sequence

from loyalty.language.checks.names import named, named_once
from loyalty.language.findings import Finding
from loyalty.language.shapes.basket import BasketShape, TaxShape
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape


def check_taxes(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the taxes of the basket and of each plan."""
    if shape.basket is not None:
        yield from as_far_as_read(_basket(shape.basket.tax))
        yield from as_far_as_read(_stated_with_tax(shape.basket))
    for plan in shape.plans:
        if plan.is_read("tax"):
            yield from as_far_as_read(_plan(plan.tax))


def _basket(taxes: Sequence[TaxShape]) -> Iterator[Finding]:
    yield from _together(taxes)
    for tax in taxes:
        if tax.per == "total":
            message = "an order is taxed line by line, so that a return takes back its own tax"
            yield Finding(tax.place("per"), "E460", message, "take it out")


def _plan(taxes: Sequence[TaxShape]) -> Iterator[Finding]:
    yield from _together(taxes)
    for tax in taxes:
        if tax.unit is not None:
            message = "a period has no lines whose units could be taxed"
            yield Finding(tax.place("unit"), "E460", message, "write a `rate`, or a charge of the meter")
        if tax.per is None:
            message = "nothing says whether tax is rounded for each charge or once for the total"
            yield Finding(tax.span, "E460", message, "write `per: line` or `per: total`")


def _stated_with_tax(basket: BasketShape) -> Iterator[Finding]:
    """Find amounts off, or to be reached, that are with or without a tax that is no share of a price."""
    if all(tax.unit is None for tax in basket.tax):
        return
    for rule in basket.discounts.rules if basket.discounts is not None else ():
        for part in (rule, rule.reached if rule.is_read("reached") else None):
            if part is not None and part.is_read("tax") and part.tax is not None:
                message = "there is a tax of each unit, so nothing says how much of an amount is tax"
                yield Finding(part.place("tax"), "E460", message, "take it out")


def _together(taxes: Sequence[TaxShape]) -> Iterator[Finding]:
    yield from named_once(named(taxes), "a tax")
    for tax in taxes:
        if len(taxes) > 1 and tax.id is None:
            yield Finding(tax.span, "E460", "one of several taxes has no name", "write `id` and `name`")
        for word in ("prices", "per"):
            if getattr(tax, word) != getattr(taxes[0], word):
                message = f"taxes that stand together have the same `{word}`"
                said = getattr(taxes[0], word)
                help_ = f"write `{word}: {said}`" if said is not None else f"take `{word}` out"
                yield Finding(tax.place(word), "E460", message, help_)
