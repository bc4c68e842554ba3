"""Every expression of a programme, with the kind it must be and the scope it may read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loyalty.language.elaborate import elaborate
from loyalty.language.facts import environment_of
from loyalty.language.findings import Finding
from loyalty.language.shapes.basket import FeeShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.sheet import Scope
from loyalty.language.syntax.syntax_tree import Expression, names_in
from loyalty.language.tree import Kind

_OF_PLANS: Final = frozenset({"price", "usage"})
_OF_LINES: Final = frozenset({"line.amount"})
_OF_ORDERS: Final = frozenset({"order.list_total"})


@dataclass(frozen=True, slots=True)
class Use:
    """An expression, the kind it must be, the scope it may read, and the names not known yet."""

    expression: Expression | None
    kind: Kind
    scope: Scope
    late: frozenset[str] = _OF_PLANS


def check_expressions(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the names and kinds of every expression."""
    environment = environment_of(shape)
    for use in uses(shape):
        if use.expression is not None:
            yield from elaborate(use.expression, environment, use.kind, use.scope).findings
            yield from _too_early(shape, use.expression, use.late)


def uses(shape: ProgrammeShape) -> Iterator[Use]:
    """Give every expression of the programme."""
    for fact in shape.facts.values():
        yield Use(fact.sum_of, Kind.MONEY, Scope.LINE)
        yield Use(fact.except_when, Kind.TRUTH, Scope.LINE)
    if shape.tiers is not None:
        yield Use(shape.tiers.measured_by.sum_of, Kind.MONEY, Scope.LINE)
    if shape.redeem is not None and shape.redeem.at_most is not None:
        yield Use(shape.redeem.at_most.of, Kind.MONEY, Scope.ORDER)
    yield from _earn(shape)
    yield from _basket(shape)
    for plan in shape.plans:
        yield from _fees(plan.fees, _OF_LINES | _OF_ORDERS)


def _earn(shape: ProgrammeShape) -> Iterator[Use]:
    if shape.earn is None:
        return
    yield Use(shape.earn.base.of, Kind.MONEY, Scope.LINE)
    yield Use(shape.earn.except_when, Kind.TRUTH, Scope.LINE)
    for rule in shape.earn.rules:
        yield Use(rule.when, Kind.TRUTH, Scope.ORDER if rule.once_per == "order" else Scope.LINE)


def _basket(shape: ProgrammeShape) -> Iterator[Use]:
    if shape.basket is None:
        return
    yield from _fees(shape.basket.fees, _OF_PLANS)
    for rule in shape.basket.discounts.rules if shape.basket.discounts else ():
        scope = Scope.LINE if rule.percent is not None else Scope.ORDER
        yield Use(rule.when, Kind.TRUTH, scope, _OF_PLANS | _OF_LINES)


def _fees(fees: tuple[FeeShape, ...], late: frozenset[str]) -> Iterator[Use]:
    for fee in fees:
        yield Use(fee.of, Kind.MONEY, Scope.ORDER, late)
        yield Use(fee.when, Kind.TRUTH, Scope.ORDER, late)


def _too_early(shape: ProgrammeShape, expression: Expression, late: frozenset[str]) -> Iterator[Finding]:
    """Find names whose value, or a part of it, is worked out only after the expression is asked."""
    for name in names_in(expression):
        fact = shape.facts.get(name.name)
        behind = {name.name}
        if fact is not None and fact.sum_of is not None:
            behind |= {part.name for part in names_in(fact.sum_of)}
        if behind & late:
            message = f"`{name.name}` is worked out only after this"
            yield Finding(name.span, "E601", message, "use a fact that is known here")
