"""Fees: each its own formula and line, with purpose and recipient; mandatory is derived, never declared.

A fee is mandatory unless one thing the buyer chooses on the order spares it whatever else holds,
without costing as much itself, and is so unless somebody chooses otherwise (`readers.options`).

Open fees cannot be worked out yet, since a fact of the sale is not known. A fee names the facts it
waits for (`calculable_when`). As long as one is not stated nothing of the
fee is charged, and it is told beside the total with its formula. No other rule may read such a fact
where it is not known: then there is no price at all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from loyalty.language import tree as t
from loyalty.language.facts import is_derived
from loyalty.language.lowering import Lowering
from loyalty.language.readers.options import options_of, switched
from loyalty.language.readers.specialise import World
from loyalty.language.shapes.basket import FeeShape
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.sheet import Rule, Scope, Sheet, names_read
from loyalty.language.tree import Const, Kind, Node
from loyalty.pricing.basket import Basket
from loyalty.pricing.line import Category, LineTemplate

ALWAYS = t.truth(value=True)
NO_FEE = t.const(Kind.MONEY, 0)
NO_SHEET = Sheet("", (), (), {}, {})
AUTHORITY = "authority"
OF_PURPOSE = {"carriage": Category.CARRIAGE, "deposit": Category.DEPOSIT}
"""Purposes that have a category of their own, whether the fee can be avoided or not."""
KNOWN = "known."
"""What stands before a fact in the name of the truth that it is stated."""


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
    ways = _ways_out(lowering, fees)
    return tuple(_lower_fee(lowering, fee, due, period, ways[fee.id]) for fee in fees)


def _lower_fee(
    lowering: Lowering,
    shape: FeeShape,
    due: Node,
    period: PeriodFees | None,
    avoided: tuple[tuple[str, str], ...],
) -> LineTemplate:
    rule = lowering.rule(shape.id, shape.name, shape.span)
    once = period.first if period is not None and shape.charged == "once" else None
    applies = lowering.when(rule, shape.when, (None, None), Scope.ORDER, also=once)
    known = [_known_input(lowering, name) for name in shape.calculable_when]
    charged = _amount(lowering, shape, lambda: _units(lowering, shape, rule))
    if period is not None and shape.prorated:
        charged = period.share(charged)
    if period is not None and period.undone is not None and shape.refundable:
        due = t.all_of(due, t.negation(period.undone))
    amount = t.choose(t.all_of(due, *known, applies), charged, NO_FEE)
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


def _known_input(lowering: Lowering, fact: str) -> Node:
    """Give the truth that a fact is stated which a fee waits for."""
    name = known_fact(fact)
    return lowering.builder.input(name, Scope.ORDER, t.read(name, Kind.TRUTH))


def _category(shape: FeeShape, *, avoided: bool) -> Category:
    """Give what a fee is: whatever goes to an authority, carriage, a deposit, or another fee."""
    if shape.recipient == AUTHORITY:
        return Category.AUTHORITY_FEE
    named = OF_PURPOSE.get(shape.purpose)
    if named is not None:
        return named
    return Category.OPTIONAL_FEE if avoided else Category.MANDATORY_FEE


def _amount(lowering: Lowering, shape: FeeShape, units: Callable[[], Node]) -> Node:
    if shape.amount is not None:
        amount = lowering.money(shape.amount)
        if shape.each == "unit":
            amount = t.mul(amount, t.as_kind(units(), Kind.NUMBER))
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
    made = lowering.builder.define(f"units.{shape.id}", Scope.LINE, _units_of_line(lowering, shape), rule)
    return lowering.builder.total(made.name)


def _units_of_line(lowering: Lowering, shape: FeeShape) -> Node:
    units: Node = lowering.fact("line.quantity")
    if shape.lines is not None:
        counts = lowering.expression(shape.lines, Kind.TRUTH, Scope.LINE)
        units = t.choose(counts, units, t.const(Kind.QUANTITY, 0))
    return units


def _ways_out(lowering: Lowering, fees: Sequence[FeeShape]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Give for each fee the choices of the order that spare it, by fact and value."""
    charges = {fee.id: _charge(lowering, fee) for fee in fees}
    read = {name for charge in charges.values() for name in names_read(charge)}
    found: dict[str, tuple[tuple[str, str], ...]] = dict.fromkeys(charges, ())
    for option in options_of(lowering.shape):
        if option.name not in read or not option.name.startswith("order."):
            continue
        switch = switched(option, charges, partial(_known, charges, option.name))
        for name in switch.charges:
            found[name] += tuple((option.name, value) for value in switch.ways_out(name))
    return found


def _charge(lowering: Lowering, shape: FeeShape) -> Node:
    """Give a fee's condition and amount as one tree, which stands in no sheet."""
    applies = ALWAYS if shape.when is None else lowering.expression(shape.when, Kind.TRUTH, Scope.ORDER)
    return t.choose(applies, _amount(lowering, shape, lambda: _units_of_line(lowering, shape)), NO_FEE)


def _known(charges: Mapping[str, Node], fact: str, charge: str, value: Const | None) -> Node:
    """Give what is left of a charge where a fact is known to be a value, or nothing is known."""
    return World(NO_SHEET, {} if value is None else {fact: value}).special(charges[charge])


def staying_fees(plan: PlanShape) -> tuple[FeeShape, ...]:
    """Give the fees of a plan that is undone: not refundable, or going by its time or price."""
    return tuple(fee for fee in plan.fees if not fee.refundable or fee.prorated or fee.share is not None)


def known_fact(name: str) -> str:
    """Give the name of the truth that a fact of the sale is stated."""
    return f"{KNOWN}{name}"


def waiting_fees(shape: ProgrammeShape) -> tuple[FeeShape, ...]:
    """Give the fees of orders that wait for a fact of the sale."""
    return tuple(fee for fee in (shape.basket.fees if shape.basket else ()) if fee.calculable_when)


def what_is_known(shape: ProgrammeShape, basket: Basket) -> Iterator[tuple[str, int]]:
    """Give for each fact that a fee waits for whether it is stated, of a line: of every line."""
    for name in {name: None for fee in waiting_fees(shape) for name in fee.calculable_when}:
        owner, _, rest = name.partition(".")
        match owner:
            case "order":
                stated = rest in basket.order
            case "line":
                stated = all(rest in line.facts for line in basket.lines)
            case _:
                stated = name in basket.facts
        yield known_fact(name), int(stated)


def may_wait(shape: ProgrammeShape, sheet: Sheet, fact: str) -> bool:
    """Give whether a price is worked out without a fact: where only fees that wait for it read it."""
    waiting = [fee for fee in waiting_fees(shape) if fact in fee.calculable_when]
    theirs = {f"{part}.{fee.id}" for fee in waiting for part in ("fee", "when", "units")}
    sums = {
        f"{name}{part}" for name, of in shape.facts.items() if is_derived(name, of) for part in ("", ".part")
    }
    read, reached = [fact], set[str]()
    while read:
        name = read.pop()
        found = {made for made, looks_at in sheet.looks_at.items() if name in looks_at} - reached
        reached |= found
        read.extend(made for made in found if made not in theirs)
    return bool(waiting) and reached <= theirs | sums
