"""What a quantity costs: by a plan of a programme, or by the terms of one charge that stand alone.

Terms that stand alone are rated as the only charge of a plan without price, fee or tax, so
that they are lowered, decided, explained and checked by the same code as every plan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar
from zoneinfo import ZoneInfo

from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import Document, Heading, explain
from loyalty.decision.metering import measure, stated
from loyalty.decision.programme import Part, Programme, part_of
from loyalty.decision.recipes import plan_recipe
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.decision.situate import NOBODY, Participant, situate_usage
from loyalty.decision.use import WHOLE, Measured, Stretch, Usage
from loyalty.kernel.digest import digest_of
from loyalty.kernel.money import Currency, currency
from loyalty.kernel.period import Period
from loyalty.kernel.rounding import Rounding
from loyalty.language.readers.python import Value
from loyalty.language.readers.restate import restated_formulas
from loyalty.language.readers.sql import CannotRead
from loyalty.language.readers.sql_sheet import formulas_behind
from loyalty.language.shapes.charges import MatrixTerms, Terms, TermsShape
from loyalty.language.shapes.meters import MeterShape
from loyalty.language.shapes.plans import PlanShape, ProrationShape, UsageShape
from loyalty.language.shapes.programme import (
    EffectiveShape,
    LimitsShape,
    MoneyNumbers,
    NumbersShape,
    PointsNumbers,
    ProgrammeShape,
    StepNumbers,
)
from loyalty.language.sheet import Formula, Input, names_read
from loyalty.language.tree import Read
from loyalty.pricing.rows import (
    CELL_RULE,
    MEASURED,
    PERIOD_PART,
    PERIOD_TOTAL,
    QUANTITY,
    cell_name,
    quantity_name,
)
from loyalty.usage.meter import Reading

Basis = Literal["second", "day"]
METER: Final = "units"
"""The meter of terms that stand alone."""
LIMITS: Final = LimitsShape(money=Fraction(10**15), quantity=Fraction(10**12), points=Fraction(0), lines=1)
CHARGE: Final = f"usage.{METER}"
STEPS_MAX: Final = 1000
"""The most events of which each is told what it books."""
STEP: Final = Fraction(1, 10**9)
_T = TypeVar("_T", bound=Terms)
NAME: Final = MappingProxyType({"en": "Usage", "zh-CN": "用量"})


@dataclass(frozen=True, slots=True)
class Over:
    """The time that is rated: a period, None: from the first event to the last; and the share of it.

    Without a ``share`` the charge is not shared by time.
    """

    period: Period | None = None
    share: Stretch | None = None


WHOLE_TIME: Final = Over()


@dataclass(frozen=True, slots=True)
class Rated:
    """A charge of ``meter``: ``amount`` in whole minor units, ``exact`` before rounding, and why.

    ``share`` is the part of the period it is for, where it is shared by time, in what ``basis`` says.
    """

    meter: str
    amount: int
    exact: Fraction
    currency: Currency
    document: Document
    share: Stretch | None = None
    basis: Basis = "second"

    def to_json(self) -> dict[str, Any]:
        """Give the amount and the explanation as plain data; ``exact`` is fraction text in minor units."""
        amount = {"amount": self.amount, "currency": self.currency.code}
        told: dict[str, Any] = {"amount": amount, "exact": str(self.exact)}
        if self.share is not None:
            told["share"] = {"part": self.share.part, "total": self.share.total, "basis": self.basis}
        return {**told, **self.document}


@dataclass(frozen=True, slots=True)
class Booked:
    """A period's charge booked step by step: what each step books, and the charge in the end.

    ``steps`` are in minor units and add up to the amount of ``last``.
    """

    steps: tuple[int, ...]
    last: Rated

    def cumulative(self) -> tuple[int, ...]:
        """Give what is booked in all after each step."""
        return tuple(accumulate(self.steps))


@dataclass(frozen=True, slots=True)
class BulkCharge:
    """What a quantity of ``meter`` costs: ``formula`` of the plan's sheet, in whole minor units.

    ``quantity`` is the input that holds the quantity, ``shared`` the value of every other input,
    the same for all quantities. Where the charge is a matrix, a quantity is that of a cell, each
    a line of its own, and ``rule`` is the input that holds the number of the cell's rule.
    """

    part: Part
    meter: str
    currency: Currency
    formula: str
    quantity: Input
    shared: Mapping[str, Value]
    matrix: MatrixTerms | None = None
    rule: str | None = None

    def formulas_for(self, known: Read, lines_max: int = 1) -> tuple[Formula, ...]:
        """Give the formulas of the charge, the last of them the charge itself.

        ``known`` stands for the quantity: how fine it is and how large it may be. Of a matrix
        nobody has more than ``lines_max`` cells.
        """
        behind = formulas_behind(self.part.compiled.sheet, (self.formula,))
        return restated_formulas(behind, {self.quantity.name: known}, lines_max)

    def amount(self, quantity: Fraction) -> int:
        """Give what a quantity of the programme's step costs, in minor units. Raises NoValue, OutOfBounds."""
        compiled = self.part.compiled
        numerator = quantity * self.quantity.node.den
        assert numerator.denominator == 1  # noqa: S101  nothing is cut off
        values = {**self.shared, self.quantity.name: int(numerator)}
        steps = compiled.run(tuple(values[name] for name in compiled.order_inputs), ())
        return int(compiled.value(steps, self.formula))


def rate_plan(
    programme: Programme, usage: Usage, meter: str, at: datetime, who: Participant = NOBODY
) -> Rated:
    """Give what ``usage`` costs on ``meter``; the explanation is of the plan's whole period.

    Raises UnknownPlan, NotInForce, RequestMisfit with every misfit at once, NoValue, OutOfBounds.
    """
    part, situation = situate_usage(programme, usage, at, who)
    decision = decide(programme, situation, part)
    return _rated(decision, meter, for_nobody(decision))


def rate_terms(
    terms: TermsShape,
    source: Mapping[str, str],
    quantity: Fraction,
    at: datetime,
    share: Stretch | None = None,
) -> Rated:
    """Give what ``quantity`` costs by the terms of one charge, read from the text in ``source``.

    ``share`` is the part of the period that pays for itself only, None: the charge is not shared.

    Where events are charged by themselves the quantity is that of one event. Dated values are
    those of the UTC day of ``at``. Raises NoValue where a value begins later, RequestMisfit
    where no cell of a matrix is for an event without properties.
    """
    programme = _alone(terms, source, at, shared=share is not None)
    day = at.astimezone(UTC).date()
    measured = stated(programme, METER, {METER: quantity}, day)
    return _told_alone(_decide_alone(programme, measured, at, share), share)


def rate_events(
    terms: TermsShape,
    source: Mapping[str, str],
    readings: Sequence[Reading],
    at: datetime,
    over: Over = WHOLE_TIME,
) -> Booked:
    """Give what the events of a period cost, and what each of them books in the order of time and id.

    What is booked is what everything until then costs less what is booked already, so that
    nothing is rounded twice; what comes to less than nothing on the way costs what nothing does.
    What is short of a minimum or a commitment is booked last, as nobody knows it before the end.
    Beyond STEPS_MAX events no steps are given. Raises as `rate_terms`, and RequestMisfit where
    the events come to less than nothing in the end.
    """
    programme = _alone(terms, source, at, shared=over.share is not None)
    day = at.astimezone(UTC).date()
    ordered = sorted(readings, key=lambda reading: (reading.at, reading.id))
    period = over.period or period_of(ordered, at)

    def measured(count: int) -> Measured:
        return measure(programme, METER, {METER: ordered[:count]}, period, day)[METER]

    def decided(found: Measured, by: Programme) -> Decision:
        return _decide_alone(by, {METER: found}, at, over.share)

    everything = measured(len(ordered))
    if everything != everything.at_least_nothing():
        message = "the events come to less than nothing"
        raise RequestMisfit((Misfit("/events", "below-zero", message, "correct the events that were wrong"),))
    last = _told_alone(decided(everything, programme), over.share)
    if len(ordered) > STEPS_MAX:
        return Booked((), last)
    unended = replace(terms, terms=_unended(terms.terms))
    by = programme if unended == terms else _alone(unended, source, at, shared=over.share is not None)
    so_far = (measured(count).at_least_nothing() for count in range(1, len(ordered)))
    before = (decided(found, by).value(CHARGE) for found in so_far)
    totals = [0, *before, last.amount]
    return Booked(tuple(now - before for before, now in pairwise(totals[: len(ordered) + 1])), last)


def rate_cumulative(
    terms: TermsShape,
    source: Mapping[str, str],
    quantities: Sequence[Fraction],
    at: datetime,
    share: Stretch | None = None,
) -> Booked:
    """Give what is booked each time the quantity of a period has changed; ``quantities`` are cumulative.

    Each change is an event of the difference, which gives money back where the quantity falls.
    Raises as `rate_events`.
    """
    changes = [now - before for before, now in pairwise([Fraction(0), *quantities])]
    return rate_events(terms, source, in_turn(changes, at), at, Over(share=share))


def bulk_of_terms(terms: TermsShape, source: Mapping[str, str], at: datetime) -> BulkCharge:
    """Give the charge of terms that stand alone, read from the text in ``source``.

    Dated values are those of the UTC day of ``at``. Raises CannotRead.
    """
    return bulk_of_plan(_alone(terms, source, at), METER, METER, at)


def bulk_of_plan(
    programme: Programme, plan: str, meter: str, at: datetime, who: Participant = NOBODY
) -> BulkCharge:
    """Give a charge of a plan, at a UTC instant and for participants who are all like ``who``.

    Raises CannotRead for a charge that is not a matter of one summed quantity, and as
    `situate_usage` does.
    """
    part, situation = situate_usage(programme, Usage(plan, {meter: Measured()}), at, who)
    inputs = {item.name: item for item in part.compiled.sheet.inputs}
    formula = f"usage.{meter}"
    behind = formulas_behind(part.compiled.sheet, (formula,))
    reads = inputs.keys() & {read for each in behind for read in names_read(each.tree)}
    shared = dict(zip(part.compiled.order_inputs, situation.order, strict=True))
    charges = next(each.usage for each in programme.shape.plans if each.id == plan)
    terms = next(each.terms for each in charges if each.meter == meter)
    matrix = terms if isinstance(terms, MatrixTerms) else None
    name, rule = quantity_name(meter), None
    if matrix is not None:
        name, rule = cell_name(meter, QUANTITY), cell_name(meter, CELL_RULE)
    counted = {item.id: item for item in programme.shape.meters}.get(meter)
    measured = {read for read in reads if read.startswith((MEASURED, cell_name(meter, "")))}
    if name not in inputs or measured - {name, rule} or not (counted is None or _plain_sum(counted)):
        raise CannotRead(f"`{meter}` is charged by more than the sum of its quantities")
    shared.pop(name, None)
    return BulkCharge(
        part, meter, programme.currency, formula, inputs[name], MappingProxyType(shared), matrix, rule
    )


def _plain_sum(meter: MeterShape) -> bool:
    """Give whether a meter adds up all quantities as they come."""
    return meter.aggregate == "sum" and not (
        meter.of or meter.where or meter.carry or meter.convert is not None or meter.round is not None
    )


def basis_of(terms: TermsShape) -> Basis:
    """Give what the share of a period is counted in; where the terms do not say it, seconds."""
    return terms.proration.basis if terms.proration is not None else "second"


def in_turn(quantities: Sequence[Fraction], at: datetime) -> list[Reading]:
    """Give events without properties that follow one another from ``at``, in the order given."""
    return [
        Reading(str(place), at + timedelta(microseconds=place), quantity, {})
        for place, quantity in enumerate(quantities)
    ]


def period_of(readings: Sequence[Reading], at: datetime) -> Period:
    """Give the time from the first of ordered events to the last, or that of ``at`` where there are none."""
    first, last = (readings[0].at, readings[-1].at) if readings else (at, at)
    return Period(first, last + timedelta(microseconds=1))


def _unended(terms: _T) -> _T:
    """Give terms by which a period costs what it has come to, without what it is short of at its end."""
    commitment = terms.commitment and replace(terms.commitment, true_up=False)
    terms = replace(terms, minimum=None, commitment=commitment)
    if not isinstance(terms, MatrixTerms):
        return terms
    cells = tuple(replace(cell, terms=_unended(cell.terms)) for cell in terms.cells)
    return replace(terms, cells=cells, otherwise=terms.otherwise and _unended(terms.otherwise))


def _decide_alone(
    programme: Programme, measured: Mapping[str, Measured], at: datetime, share: Stretch | None
) -> Decision:
    part, situation = situate_usage(programme, Usage(METER, measured, stretches=(share or WHOLE,)), at)
    return decide(programme, situation, part)


def _told_alone(decision: Decision, share: Stretch | None) -> Rated:
    rated, proration = _rated(decision, METER), decision.programme.shape.plans[0].proration
    return rated if proration is None else replace(rated, share=share, basis=proration.basis)


def _rated(decision: Decision, meter: str, public: Decision | None = None) -> Rated:
    document = explain(decision, Heading("estimate", "usage"), public)
    steps, facts = {step["id"]: step for step in document["steps"]}, document["facts"]
    charge, whole = steps[f"usage.{meter}"], steps.get(f"usage.{meter}.whole")
    exact = Fraction(charge["exact"])
    if whole is not None:
        exact = Fraction(whole["value"]) * Fraction(facts[PERIOD_PART]) / Fraction(facts[PERIOD_TOTAL])
    return Rated(meter, int(charge["value"]), exact, decision.programme.currency, document)


def _alone(terms: TermsShape, source: Mapping[str, str], at: datetime, *, shared: bool = False) -> Programme:
    """Give a programme of one plan with one charge, which binds on the one day that is asked about."""
    charge = UsageShape(meter=METER, terms=terms.terms, prorated=shared, span=terms.span)
    proration = ProrationShape(basis=basis_of(terms), on_change="credit_and_charge") if shared else None
    plan = PlanShape(id=METER, name=NAME, usage=(charge,), proration=proration, span=terms.span)
    day = at.astimezone(UTC).date()
    of = currency(terms.currency)
    shape = ProgrammeShape(
        programme=next(iter(source)),
        schema="1",
        currency=of.code,
        timezone="UTC",
        languages=("en", "zh-CN"),
        effective=EffectiveShape(from_=day, until=day),
        numbers=_numbers(terms, of),
        facts={},
        plans=(plan,),
    )
    recipe = plan_recipe(shape, plan, {}, alone=True)
    part = part_of(recipe)
    return Programme(
        name=shape.programme,
        digest=digest_of(source),
        source=MappingProxyType(dict(source)),
        shape=shape,
        currency=of,
        zone=ZoneInfo("UTC"),
        basket=part,
        plans=MappingProxyType({METER: part}),
    )


def _numbers(terms: TermsShape, of: Currency) -> NumbersShape:
    """Give how to round: as the terms say, else half up to the currency's minor unit."""
    money = MoneyNumbers(step=Fraction(1, 10**of.exponent), round=Rounding.HALF_UP)
    if terms.numbers is not None:
        money = MoneyNumbers(step=terms.numbers.money.step, round=terms.numbers.money.round)
    return NumbersShape(
        money=money,
        prices=StepNumbers(step=STEP),
        quantities=StepNumbers(step=STEP),
        points=PointsNumbers(step=Fraction(1), round=Rounding.DOWN),
        split="cumulative",
        limits=LIMITS,
    )
