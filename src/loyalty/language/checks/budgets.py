"""Budgets: each has something to give, and who takes from one takes what it has."""

from collections.abc import Iterator
from fractions import Fraction

from loyalty.kernel.money import currency
from loyalty.language.findings import Finding, did_you_mean, one_of
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.budgets import BudgetShape
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.earn import EarnRuleShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape, discounts_of

Taker = EarnRuleShape | EarnEventShape | DiscountRuleShape


def check_budgets(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with budgets and with who takes from them."""
    for budget in shape.budgets:
        yield from as_far_as_read(_given(shape, budget))
        yield from as_far_as_read(_per(budget))
        yield from as_far_as_read(_used(shape, budget))
    for taker in _takers(shape):
        yield from as_far_as_read(_known(shape, taker))


def _takers(shape: ProgrammeShape) -> list[Taker]:
    """Give everything that may name a budget, as far as it was read."""
    rules = shape.earn.rules if shape.earn is not None and shape.earn.is_read("rules") else ()
    takers: list[Taker] = [*rules, *shape.events]
    discounts = shape.basket.discounts if shape.basket and shape.basket.is_read("discounts") else None
    if discounts is not None and discounts.is_read("rules"):
        takers += discounts_of(shape)
    return takers


def _named(taker: Taker) -> tuple[str, ...]:
    if isinstance(taker, DiscountRuleShape):
        return taker.budget
    return (taker.budget,) if taker.budget is not None else ()


def _given(shape: ProgrammeShape, budget: BudgetShape) -> Iterator[Finding]:
    numbers = shape.numbers
    if budget.points is not None:
        yield from _amount(budget, "points", numbers.points.step, numbers.limits.points, 0)
    if budget.money is not None:
        places = currency(shape.currency).exponent
        yield from _amount(budget, "money", numbers.money.step, numbers.limits.money, places)


def _amount(budget: BudgetShape, word: str, step: Fraction, most: Fraction, places: int) -> Iterator[Finding]:
    value: Fraction = getattr(budget, word)
    if not value or value % step:
        message = f"`{budget.id}` has {word} that cannot be given"
        help_ = f"write a multiple of {decimal_text(step, places)}, above 0"
        yield Finding(budget.place(word), "E477", message, help_)
    if value > most:
        message = f"`{budget.id}` is beyond `numbers.limits.{word}`"
        yield Finding(budget.place(word), "E477", message, "raise the limit, or lower the budget")


def _per(budget: BudgetShape) -> Iterator[Finding]:
    times = [word for word in budget.per if word != "member"]
    if budget.per and budget.points is not None:
        message = f"`{budget.id}` has points, which are for everybody and ever"
        yield Finding(budget.place("per"), "E477", message, "hold members to points by `caps` of a rule")
    elif len(times) > 1 or len(set(budget.per)) < len(budget.per):
        message = "a budget is per member, per one time, or per both"
        yield Finding(budget.place("per"), "E477", message, "such as `[member, month]`")


def _used(shape: ProgrammeShape, budget: BudgetShape) -> Iterator[Finding]:
    takers = _takers(shape)
    if not any(budget.id in _named(taker) for taker in takers if taker.is_read("budget")):
        help_ = f"write `budget: {budget.id}` at a rule or discount, or take it out"
        what = "takes points of" if budget.points is not None else "takes from"
        yield Finding(budget.span, "E477", f"nothing {what} `{budget.id}`", help_, warning=True)


def _known(shape: ProgrammeShape, taker: Taker) -> Iterator[Finding]:
    of_discounts = isinstance(taker, DiscountRuleShape)
    fitting = [each.id for each in shape.budgets if each.is_of_discounts is of_discounts]
    known = [each.id for each in shape.budgets]
    for name in _named(taker):
        if name not in known:
            help_ = did_you_mean(name, fitting) or (
                one_of(fitting) if fitting else "declare it under `budgets`"
            )
            yield Finding(taker.place("budget"), "E477", f"there is no budget `{name}`", help_)
        elif name not in fitting:
            has, takes = ("points", "money") if of_discounts else ("money or times", "points")
            message = f"`{name}` is a budget of {has}, and `{taker.id}` gives {takes}"
            yield Finding(
                taker.place("budget"),
                "E477",
                message,
                one_of(fitting) if fitting else f"declare a budget of {takes}",
            )
    if isinstance(taker, DiscountRuleShape) and len(set(taker.budget)) < len(taker.budget):
        yield Finding(taker.place("budget"), "E477", f"`{taker.id}` names a budget twice", "name it once")
