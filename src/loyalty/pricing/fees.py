"""Fees: each its own formula and line, with purpose and recipient; mandatory is derived, never declared.

A fee is mandatory unless some choice the buyer makes on the order (a declared choice among
``order.*`` facts) makes its condition false whatever else holds.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.basket import FeeShape
from loyalty.language.sheet import Rule, Scope, names_read
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.pricing.line import Category, LineTemplate

ALWAYS = t.truth(value=True)
NO_FEE = t.const(Kind.MONEY, 0)
AUTHORITY = "authority"
OF_PURPOSE = {"carriage": Category.CARRIAGE, "deposit": Category.DEPOSIT}
"""Purposes that have a category of their own, whether the fee can be avoided or not."""


@dataclass(frozen=True, slots=True)
class PeriodFees:
    """What fees of a plan's period are told by; None where no fee asks.

    ``first`` holds when those that are charged once fall due, ``undone`` when the period was taken
    back after it was billed; ``share`` gives what a prorated amount comes to in a share of it.
    """

    first: Node | None
    undone: Node | None
    share: Callable[[Node], Node]


def lower_fees(
    lowering: Lowering, fees: Sequence[FeeShape], *, due: Node = ALWAYS, period: PeriodFees | None = None
) -> tuple[LineTemplate, ...]:
    """Define ``fee.<id>`` for each fee, of an order or of a plan's ``period``; give their lines.

    Nothing is charged unless ``due`` holds: an order of which everything was brought back
    has no fees. Of a period that was undone only those stay that are not refundable.
    """
    return tuple(_lower_fee(lowering, fee, due, period) for fee in fees)


def _lower_fee(lowering: Lowering, shape: FeeShape, due: Node, period: PeriodFees | None) -> LineTemplate:
    rule = lowering.rule(shape.id, shape.name, shape.span)
    once = period.first if period is not None and shape.charged == "once" else None
    applies = lowering.when(rule, shape.when, (None, None), Scope.ORDER, also=once)
    avoided = tuple(_ways_out(lowering, shape)) if shape.when is not None else ()
    charged = _amount(lowering, shape, rule)
    if period is not None and shape.prorated:
        charged = period.share(charged)
    if period is not None and period.undone is not None and shape.refundable:
        due = t.all_of(due, t.negation(period.undone))
    amount = t.choose(t.all_of(due, applies), charged, NO_FEE)
    lowering.builder.define(f"fee.{shape.id}", Scope.ORDER, amount, rule)
    lowering.given_by(rule, f"fee.{shape.id}", is_cost=True)
    return LineTemplate(
        f"fee.{shape.id}",
        Scope.ORDER,
        _category(shape, avoided=bool(avoided)),
        rule,
        set_by=shape.set_by or ("authority" if shape.recipient == AUTHORITY else "merchant"),
        recipient=shape.recipient,
        purpose=shape.purpose,
        mandatory=not avoided,
        refundable=shape.refundable,
        avoided_by=avoided,
    )


def _category(shape: FeeShape, *, avoided: bool) -> Category:
    """Give what a fee is: whatever goes to an authority, carriage, a deposit, or another fee."""
    if shape.recipient == AUTHORITY:
        return Category.AUTHORITY_FEE
    named = OF_PURPOSE.get(shape.purpose)
    if named is not None:
        return named
    return Category.OPTIONAL_FEE if avoided else Category.MANDATORY_FEE


def _amount(lowering: Lowering, shape: FeeShape, rule: Rule) -> Node:
    if shape.amount is not None:
        amount = lowering.money(shape.amount)
        if shape.each == "unit":
            amount = t.mul(amount, t.as_kind(_units(lowering, shape, rule), Kind.NUMBER))
        return lowering.settled(amount)
    assert shape.share is not None  # noqa: S101 - the shape demands an amount or a share
    assert shape.of is not None  # noqa: S101 - and with a share, what it is of
    base = lowering.expression(shape.of, Kind.MONEY, Scope.ORDER)
    value: Node = lowering.settled(t.mul(base, lowering.number(shape.share)))
    if shape.at_least is not None:
        value = t.most(value, lowering.money(shape.at_least))
    if shape.at_most is not None:
        value = t.least(value, lowering.money(shape.at_most))
    return t.most(value, NO_FEE) if value.lo < 0 else value


def _units(lowering: Lowering, shape: FeeShape, rule: Rule) -> Node:
    """Define ``units.<fee>``: the units of each line that pay the fee; give their sum."""
    units: Node = lowering.fact("line.quantity")
    if shape.lines is not None:
        counts = lowering.expression(shape.lines, Kind.TRUTH, Scope.LINE)
        units = t.choose(counts, units, t.const(Kind.QUANTITY, 0))
    made = lowering.builder.define(f"units.{shape.id}", Scope.LINE, units, rule)
    return lowering.builder.total(made.name)


def _ways_out(lowering: Lowering, shape: FeeShape) -> Iterator[tuple[str, str]]:
    assert shape.when is not None  # noqa: S101 - asked only for fees with a condition
    test = lowering.expression(shape.when, Kind.TRUTH, Scope.ORDER)
    for name in sorted(names_read(test)):
        declared = lowering.shape.facts.get(name)
        if declared is not None and declared.is_ == "choice" and name.startswith("order."):
            yield from ((name, choice) for choice in declared.of if _holds(test, name, choice) is False)


def _holds(node: Node, name: str, choice: str) -> bool | None:
    """Give whether ``node`` holds when one fact is known, None where that does not decide it."""
    match node:
        case t.Const():
            return bool(node.value)
        case (
            t.Compare(op=Comparison.EQ | Comparison.NE, left=t.Read(name=read), right=t.Const(value=value))
            | t.Compare(op=Comparison.EQ | Comparison.NE, left=t.Const(value=value), right=t.Read(name=read))
        ):
            return None if read != name else (value == choice) is (node.op is Comparison.EQ)
        case t.OneOf(inner=t.Read(name=read)):
            return None if read != name else choice in {c.value for c in node.choices}
        case t.Not():
            inner = _holds(node.inner, name, choice)
            return None if inner is None else not inner
        case t.All() | t.Any():
            decided = isinstance(node, t.Any)
            known = [_holds(part, name, choice) for part in node.parts]
            if decided in known:
                return decided
            return None if None in known else not decided
        case _:
            return None
