"""What a plan costs for time: its price, its seats, its add-ons, each for each stretch of the period.

An amount M for a stretch of ``part`` of ``total`` costs R(M * part / total), rounded once; a plan
without ``proration`` prices every stretch of some length in full. A price billed in arrears is due
when the period is over, and seats and add-ons with it.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from loyalty.language import tree as t
from loyalty.language.dated import Dated
from loyalty.language.facts import denominator
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.plans import AddOnShape, PlanShape, SeatsShape
from loyalty.language.sheet import Rule, Scope
from loyalty.language.tree import Comparison, Kind, Node, Read
from loyalty.pricing.charge import SliceTemplate, lower_charge
from loyalty.pricing.charge_model import NO_MONEY
from loyalty.pricing.line import Category, LineTemplate
from loyalty.pricing.periods.part import Part
from loyalty.pricing.periods.share import PARTS_MAX
from loyalty.pricing.rows import STRETCH, STRETCH_PART, STRETCH_SEATS, STRETCH_TOTAL, add_on_name

PRICE = "price"
SEATS = "seats"
ADD_ONS = "add_ons"


@dataclass(frozen=True, slots=True)
class Recurring:
    """The lines of what recurs, the slices of its seats, and its parts."""

    lines: tuple[LineTemplate, ...]
    slices: tuple[SliceTemplate, ...]
    parts: tuple[Part, ...]


def lower_recurring(lowering: Lowering, plan: PlanShape, *, closed: Read) -> Recurring:
    """Define ``price``, ``seats`` and ``add_ons``, sums over the stretches, and a line for each stretch."""
    made = _Recurring(lowering, plan, closed)
    rule = lowering.rule(plan.id, plan.name, plan.price.span if plan.price else plan.span)
    if plan.price is not None:
        made.price(rule)
    if plan.seats is not None:
        made.seats(plan.seats)
    for add_on in plan.add_ons:
        made.add_on(add_on)
    for name in (PRICE, SEATS, ADD_ONS):
        if lowering.builder.defined(name) is None:
            amounts = [part.charged for part in made.parts if part.sum == name]
            lowering.builder.define(name, Scope.ORDER, t.add(NO_MONEY, *amounts), rule)
    return Recurring(tuple(made.lines), tuple(made.slices), tuple(made.parts))


class _Recurring:
    """The formulas of what recurs, as they are defined."""

    def __init__(self, lowering: Lowering, plan: PlanShape, closed: Read) -> None:
        """Begin the period of ``plan``."""
        self.lowering, self.plan, self.closed = lowering, plan, closed
        self.in_arrears = plan.price is not None and plan.price.billed == "in_arrears"
        self.lines: list[LineTemplate] = []
        self.slices: list[SliceTemplate] = []
        self.parts: list[Part] = []

    def price(self, rule: Rule) -> None:
        """Define the price of each stretch."""
        price = self.plan.price
        assert price is not None  # noqa: S101 - asked only for a plan with a price
        if price.per == "seat":
            exact: Node = t.mul(self.lowering.price(price.amount), self._number(STRETCH_SEATS))
            purpose = f"{price.every.spoken} of each seat"
        else:
            exact = self.lowering.money(price.amount)
            purpose = f"{price.every.spoken} of the plan"
        self._row(PRICE, PRICE, exact, rule, purpose)

    def seats(self, shape: SeatsShape) -> None:
        """Define what the seats of each stretch cost, by the terms of a charge model."""
        lowering = self.lowering
        rule = lowering.rule(f"{self.plan.id}.seats", shape.name, shape.span)

        def money(values: Dated[Fraction], kind: Kind) -> Node:
            of_kind = {Kind.PRICE: lowering.price, Kind.NUMBER: lowering.number}
            return of_kind.get(kind, lowering.money)(values)

        number = self._number(STRETCH_SEATS)
        # The seats' charge is exact; what is rounded, once, is the share of it for the stretch.
        exact, pieces = lower_charge(
            lowering.builder,
            "seats.whole",
            shape.terms,
            lambda _: number,
            money=money,
            settled=lambda whole: whole,
            rule=rule,
            scope=Scope.LINE,
        )
        self._row(SEATS, SEATS, exact, rule, "seats")
        self._taxed_as(shape.taxed_as)
        self.slices.extend(replace(piece, line=f"{SEATS}.row", whole=exact.name) for piece in pieces)

    def add_on(self, shape: AddOnShape) -> None:
        """Define what an add-on costs in each stretch."""
        rule = self.lowering.rule(shape.id, shape.name, shape.span)
        number = self._number(add_on_name(shape.id))
        exact = t.mul(self.lowering.price(shape.amount), number)
        self._row(f"add_on.{shape.id}", ADD_ONS, exact, rule, "add-on")
        self._taxed_as(shape.taxed_as)

    def _row(self, name: str, sum_: str, exact: Node, rule: Rule, purpose: str) -> None:
        """Define ``<name>.row``, the share of a stretch, and keep the sum over the stretches as a part."""
        lowering, builder = self.lowering, self.lowering.builder
        part = self._time(STRETCH_PART)
        if self.plan.proration is not None:
            amount = lowering.shared(exact, part, self._time(STRETCH_TOTAL))
        else:
            used = t.compare(Comparison.GT, part, t.const(Kind.NUMBER, 0))
            amount = lowering.settled(t.choose(used, exact, t.const(Kind.MONEY, 0)))
        row = builder.define(f"{name}.row", Scope.LINE, amount, rule)
        whole: Node = builder.total(row.name)
        if self.in_arrears:
            whole = t.choose(self.closed, whole, NO_MONEY)
        self.parts.append(
            Part.of(name, sum_, builder.define(name, Scope.ORDER, whole, rule), rule, self.plan.taxed_as)
        )
        self.lines.append(
            LineTemplate(
                row.name,
                Scope.LINE,
                Category.SUBSCRIPTION,
                rule,
                purpose=purpose,
                shown_at_zero=name == PRICE,
                of_rows=STRETCH,
                shown_while=self.closed.name if self.in_arrears else None,
            )
        )

    def _taxed_as(self, category: str | None) -> None:
        """Tax the last part like a category of its own, where it has one."""
        self.parts[-1].taxed_as = category or self.plan.taxed_as

    def _time(self, name: str) -> Node:
        """Give how long a stretch is, in what the plan's proration counts."""
        return self.lowering.builder.input(name, Scope.LINE, t.read(name, Kind.NUMBER, 1, 0, PARTS_MAX))

    def _number(self, name: str) -> Node:
        """Give how many of something a stretch has."""
        numbers = self.lowering.shape.numbers
        den = denominator(numbers.quantities.step)
        node = t.read(name, Kind.QUANTITY, den, 0, int(numbers.limits.quantity * den))
        return self.lowering.builder.input(name, Scope.LINE, node)
