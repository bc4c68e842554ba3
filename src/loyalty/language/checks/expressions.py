"""Every expression of a programme, with the kind it must be and the scope it may read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from loyalty.language.checks.facts import lacks_default, unknown_without_default
from loyalty.language.elaborate import elaborate
from loyalty.language.facts import BUILT_IN, KIND_OF_TYPE, About, environment_of
from loyalty.language.findings import Finding
from loyalty.language.occasions.belonging import SEGMENT
from loyalty.language.occasions.moments import HISTORY, OF_TIME
from loyalty.language.shapes.basket import FeeShape
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.fields import Shape, as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.sheet import Scope
from loyalty.language.syntax.syntax_tree import Expression, Name, names_in
from loyalty.language.tree import Kind

_OF_PLANS: Final = frozenset({"price", "seats", "add_ons", "usage"})
_OF_TAX: Final = frozenset({"line.net_amount", "line.gross_amount"})
_OF_LINES: Final = frozenset({"line.amount"}) | _OF_TAX
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
    about: About = About.ORDER


_LINE_CONDITION: Final = Use(None, Kind.TRUTH, Scope.LINE, _OF_PLANS | _OF_LINES)


def check_expressions(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the names and kinds of every expression."""
    environments = {about: environment_of(shape, about) for about in About}
    for use in uses(shape):
        if use.expression is not None:
            yield from elaborate(use.expression, environments[use.about], use.kind, use.scope).findings
            for name in names_in(use.expression):
                yield from as_far_as_read(_not_known(shape, use, name))


def uses(shape: ProgrammeShape) -> Iterator[Use]:
    """Give every expression of the programme that could be read."""
    for name, fact in shape.facts.items():
        yield from _use(fact, "sum_of", Use(None, Kind.MONEY, Scope.LINE, own=name))
        yield from _use(fact, "except_when", Use(None, Kind.TRUTH, Scope.LINE, own=name))
    for segment in shape.segments if shape.is_read("segments") else ():
        yield from _use(segment, "when", Use(None, Kind.TRUTH, Scope.ORDER))
    of_orders = (_tiers, _redeem, _earn_base, _earn_rules, _events, _basket_fees, _discounts, _vouchers)
    for part in (*of_orders, _plans):
        yield from as_far_as_read(part(shape))


def _use(part: Shape | None, attribute: str, use: Use) -> Iterator[Use]:
    """Give the use with the expression of a shape, nothing where it could not be read."""
    if part is not None and part.is_read(attribute):
        yield replace(use, expression=getattr(part, attribute))


def _tiers(shape: ProgrammeShape) -> Iterator[Use]:
    for measure in shape.tiers.counted().values() if shape.tiers is not None else ():
        if measure.is_read("event"):
            of_order = measure.event is None
            scope, about = (Scope.LINE, About.ORDER) if of_order else (Scope.ORDER, About.EVENT)
            yield from _use(measure, "sum_of", Use(None, Kind.MONEY, scope, about=about))
            yield from _use(measure, "units_of", Use(None, Kind.QUANTITY, scope, about=about))
            yield from _use(measure, "when", Use(None, Kind.TRUTH, scope, about=about))


def _redeem(shape: ProgrammeShape) -> Iterator[Use]:
    limit = shape.redeem.at_most if shape.redeem is not None else None
    yield from _use(limit, "of", Use(None, Kind.MONEY, Scope.ORDER))


def _earn_base(shape: ProgrammeShape) -> Iterator[Use]:
    yield from _use(shape.earn, "except_when", Use(None, Kind.TRUTH, Scope.LINE))
    base = shape.earn.base if shape.earn is not None else None
    yield from _use(base, "of", Use(None, Kind.MONEY, Scope.LINE))
    for wallet in shape.wallets if shape.is_read("wallets") else ():
        if wallet.is_read("earn"):
            yield from _use(wallet.earn, "of", Use(None, Kind.MONEY, Scope.LINE))


def _earn_rules(shape: ProgrammeShape) -> Iterator[Use]:
    for rule in shape.earn.rules if shape.earn is not None else ():
        if rule.is_read("once_per"):
            scope = Scope.ORDER if rule.once_per in {"order", "step"} else Scope.LINE
            yield from _use(rule, "when", Use(None, Kind.TRUTH, scope))
        yield from _use(rule, "contains", Use(None, Kind.TRUTH, Scope.LINE))
        if rule.is_read("card"):
            yield from _use(rule.card, "lines", Use(None, Kind.TRUTH, Scope.LINE))
        yield from _use(rule, "of", Use(None, Kind.MONEY, Scope.ORDER))


def _events(shape: ProgrammeShape) -> Iterator[Use]:
    for rule in shape.events if shape.is_read("events") else ():
        yield from _use(rule, "when", Use(None, Kind.TRUTH, Scope.ORDER, about=About.EVENT))
        if rule.is_read("card"):
            yield from _use(rule.card, "of", Use(None, Kind.QUANTITY, Scope.ORDER, about=About.EVENT))
        if rule.is_read("needs"):
            yield from _use(rule.needs, "lines", Use(None, Kind.TRUTH, Scope.LINE, about=About.BOUGHT))


def _basket_fees(shape: ProgrammeShape) -> Iterator[Use]:
    basket = shape.basket
    yield from _fees(basket.fees if basket is not None else (), _OF_PLANS | _OF_TAX)
    late = _OF_PLANS | _OF_TAX
    for tax in basket.tax if basket is not None and basket.is_read("tax") else ():
        yield from _use(tax, "content", Use(None, Kind.QUANTITY, Scope.LINE, late))
        yield from _use(tax, "when", Use(None, Kind.TRUTH, Scope.LINE, late))
    for measure in basket.unit_prices if basket is not None and basket.is_read("unit_prices") else ():
        yield from _use(measure, "content", Use(None, Kind.QUANTITY, Scope.LINE, late))
        yield from _use(measure, "when", Use(None, Kind.TRUTH, Scope.LINE, late))


def _vouchers(shape: ProgrammeShape) -> Iterator[Use]:
    for voucher in shape.vouchers if shape.is_read("vouchers") else ():
        if voucher.is_read("given_by_order"):
            yield from _use(voucher.given_by_order, "when", Use(None, Kind.TRUTH, Scope.ORDER))


def _discounts(shape: ProgrammeShape) -> Iterator[Use]:
    discounts = shape.basket.discounts if shape.basket is not None else None
    for rule in discounts.rules if discounts is not None else ():
        yield from as_far_as_read(_discount(rule))
    for floor in discounts.floors if discounts is not None and discounts.is_read("floors") else ():
        yield from _use(floor, "lines", _LINE_CONDITION)


def _discount(rule: DiscountRuleShape) -> Iterator[Use]:
    for name in ("contains", "lines"):
        yield from _use(rule, name, _LINE_CONDITION)
    if rule.is_read("reached"):
        yield from _use(rule.reached, "lines", _LINE_CONDITION)
    if rule.is_read("buy_get"):
        yield from _use(rule.buy_get, "of", _LINE_CONDITION)
    bundle = rule.bundle if rule.is_read("bundle") else None
    for part in bundle.parts if bundle is not None and bundle.is_read("parts") else ():
        yield from _use(part, "lines", _LINE_CONDITION)
    scope = Scope.LINE if rule.lines is None and rule.each_line_alone else Scope.ORDER
    yield from _use(rule, "when", Use(None, Kind.TRUTH, scope, _OF_PLANS | _OF_LINES))


def _plans(shape: ProgrammeShape) -> Iterator[Use]:
    for plan in shape.plans:
        if plan.is_read("fees"):
            yield from _fees(plan.fees, frozenset(), in_plan=True)


def _fees(fees: tuple[FeeShape, ...], late: frozenset[str], *, in_plan: bool = False) -> Iterator[Use]:
    for fee in fees:
        yield from _use(fee, "of", Use(None, Kind.MONEY, Scope.ORDER, late, in_plan))
        yield from _use(fee, "when", Use(None, Kind.TRUTH, Scope.ORDER, late, in_plan))
        yield from _use(fee, "lines", Use(None, Kind.TRUTH, Scope.LINE, late, in_plan))


def _not_known(shape: ProgrammeShape, use: Use, name: Name) -> Iterator[Finding]:
    """Find a name whose value, or a part of it, is not there when the expression is asked."""
    behind = _behind(shape, name.name)
    fact = shape.facts.get(name.name)
    of_past = name.name.startswith((HISTORY, SEGMENT))
    of_order = name.name.startswith("order.") and (fact is not None or name.name in {**BUILT_IN, **OF_TIME})
    if use.in_plan and (of_order or of_past) and name.name != "order.day":
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
