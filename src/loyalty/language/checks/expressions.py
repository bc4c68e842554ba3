"""Every expression of a programme, with the kind it must be and the scope it may read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loyalty.language.checks.facts import lacks_default, unknown_without_default
from loyalty.language.elaborate import elaborate
from loyalty.language.facts import BUILT_IN, KIND_OF_TYPE, environment_of
from loyalty.language.findings import Finding
from loyalty.language.shapes.basket import FeeShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.sheet import Scope
from loyalty.language.syntax.syntax_tree import Expression, Name, names_in
from loyalty.language.tree import Kind

_OF_PLANS: Final = frozenset({"price", "usage"})
_OF_LINES: Final = frozenset({"line.amount"})
_COUNTED: Final = frozenset({Kind.DAY, Kind.MONEY, Kind.POINTS, Kind.QUANTITY})


@dataclass(frozen=True, slots=True)
class Use:
    """An expression, the kind it must be, the scope it may read, and the names not known yet.

    In a plan there is no order and no line to ask; ``own`` is the sum an expression makes.
    """

    expression: Expression | None
    kind: Kind
    scope: Scope
    late: frozenset[str] = _OF_PLANS
    in_plan: bool = False
    own: str = ""


def check_expressions(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the names and kinds of every expression."""
    environment = environment_of(shape)
    for use in uses(shape):
        if use.expression is not None:
            yield from elaborate(use.expression, environment, use.kind, use.scope).findings
            for name in names_in(use.expression):
                yield from _not_known(shape, use, name)


def uses(shape: ProgrammeShape) -> Iterator[Use]:
    """Give every expression of the programme."""
    for name, fact in shape.facts.items():
        yield Use(fact.sum_of, Kind.MONEY, Scope.LINE, own=name)
        yield Use(fact.except_when, Kind.TRUTH, Scope.LINE, own=name)
    if shape.tiers is not None:
        yield Use(shape.tiers.measured_by.sum_of, Kind.MONEY, Scope.LINE)
    if shape.redeem is not None and shape.redeem.at_most is not None:
        yield Use(shape.redeem.at_most.of, Kind.MONEY, Scope.ORDER)
    yield from _earn(shape)
    yield from _basket(shape)
    for plan in shape.plans:
        yield from _fees(plan.fees, frozenset(), in_plan=True)


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


def _fees(fees: tuple[FeeShape, ...], late: frozenset[str], *, in_plan: bool = False) -> Iterator[Use]:
    for fee in fees:
        yield Use(fee.of, Kind.MONEY, Scope.ORDER, late, in_plan)
        yield Use(fee.when, Kind.TRUTH, Scope.ORDER, late, in_plan)


def _not_known(shape: ProgrammeShape, use: Use, name: Name) -> Iterator[Finding]:
    """Find a name whose value, or a part of it, is not there when the expression is asked."""
    behind = _behind(shape, name.name)
    fact = shape.facts.get(name.name)
    of_order = name.name.startswith("order.") and (fact is not None or name.name in BUILT_IN)
    if use.in_plan and of_order and name.name != "order.day":
        yield Finding(name.span, "E601", f"a plan has no `{name.name}`", "use a fact of the member")
    elif behind & use.late:
        message = f"`{name.name}` is worked out only after this"
        yield Finding(name.span, "E601", message, "use a fact that is known here")
    elif use.own in behind:
        yield Finding(name.span, "E601", f"`{use.own}` is worked out from itself", "use another fact")
    elif fact is not None and KIND_OF_TYPE[fact.is_] in _COUNTED and lacks_default(name.name, fact):
        yield unknown_without_default(name.name, name.span)


def _behind(shape: ProgrammeShape, name: str) -> set[str]:
    """Give a name and every name its sum is made of, through however many sums."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        here = waiting.pop()
        fact = shape.facts.get(here) if here not in found else None
        found.add(here)
        for part in (fact.sum_of, fact.except_when) if fact is not None else ():
            waiting += [inner.name for inner in names_in(part)] if part is not None else []
    return found
