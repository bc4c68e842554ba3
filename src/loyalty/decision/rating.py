"""What a quantity costs: by a plan of a programme, or by the terms of one charge that stand alone.

Terms that stand alone are rated as the only charge of a plan without price, fee or tax, so
that they are lowered, decided, explained and checked by the same code as every plan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import Document, Heading, explain
from loyalty.decision.programme import Programme, digest_of, part_of
from loyalty.decision.recipes import plan_recipe
from loyalty.decision.situate import NOBODY, Participant, situate_usage
from loyalty.decision.use import Measured, Usage
from loyalty.kernel.money import Currency, currency
from loyalty.kernel.rounding import Rounding
from loyalty.language.shapes.charges import TermsShape
from loyalty.language.shapes.plans import PlanShape, UsageShape
from loyalty.language.shapes.programme import (
    EffectiveShape,
    LimitsShape,
    MoneyNumbers,
    NumbersShape,
    PointsNumbers,
    ProgrammeShape,
    StepNumbers,
)

METER: Final = "units"
"""The meter of terms that stand alone."""
LIMITS: Final = LimitsShape(money=Fraction(10**15), quantity=Fraction(10**12), points=Fraction(0), lines=1)
STEP: Final = Fraction(1, 10**9)
NAME: Final = MappingProxyType({"en": "Usage", "zh-CN": "用量"})


@dataclass(frozen=True, slots=True)
class Rated:
    """A charge of ``meter``: ``amount`` in whole minor units, ``exact`` before rounding, and why."""

    meter: str
    amount: int
    exact: Fraction
    currency: Currency
    document: Document

    def to_json(self) -> dict[str, Any]:
        """Give the amount and the explanation as plain data; ``exact`` is fraction text in minor units."""
        amount = {"amount": self.amount, "currency": self.currency.code}
        return {"amount": amount, "exact": str(self.exact), **self.document}


@dataclass(frozen=True, slots=True)
class Booked:
    """A period's charge booked step by step: ``steps`` add up to the amount of ``last``, the whole of it."""

    steps: tuple[int, ...]
    last: Rated

    def to_json(self) -> dict[str, Any]:
        """Give the amounts booked, in minor units, and the last quantity's amount and explanation."""
        return {"steps_booked": list(self.steps), **self.last.to_json()}


def rate_plan(
    programme: Programme, usage: Usage, meter: str, at: datetime, who: Participant = NOBODY
) -> Rated:
    """Give what ``usage`` costs on ``meter``; the explanation is of the plan's whole period.

    Raises UnknownPlan, NotInForce, RequestMisfit with every misfit at once, NoValue, OutOfBounds.
    """
    part, situation = situate_usage(programme, usage, at, who)
    decision = decide(programme, situation, part)
    return _rated(decision, meter, for_nobody(decision))


def rate_terms(terms: TermsShape, source: Mapping[str, str], quantity: Fraction, at: datetime) -> Rated:
    """Give what ``quantity`` costs by the terms of one charge, read from the text in ``source``.

    Dated values are those of the UTC day of ``at``. Raises NoValue where a value begins later.
    """
    return _rate_alone(_alone(terms, source, at), quantity, at)


def rate_cumulative(
    terms: TermsShape, source: Mapping[str, str], quantities: Sequence[Fraction], at: datetime
) -> Booked:
    """Give what is booked each time the quantity of a period has changed; ``quantities`` are cumulative.

    What is booked is what the quantity costs now less what is booked already, so that nothing
    is rounded twice and a quantity that falls gives money back. ``quantities`` is not empty.
    Raises NoValue as `rate_terms` does.
    """
    programme = _alone(terms, source, at)
    rated = [_rate_alone(programme, quantity, at) for quantity in quantities]
    totals = [0, *(step.amount for step in rated)]
    return Booked(tuple(now - before for before, now in pairwise(totals)), rated[-1])


def _rate_alone(programme: Programme, quantity: Fraction, at: datetime) -> Rated:
    part, situation = situate_usage(programme, Usage(METER, {METER: Measured.of(quantity)}), at)
    return _rated(decide(programme, situation, part), METER)


def _rated(decision: Decision, meter: str, public: Decision | None = None) -> Rated:
    document = explain(decision, Heading("estimate", "usage"), public)
    step = next(step for step in document["steps"] if step["id"] == f"usage.{meter}")
    return Rated(meter, int(step["value"]), Fraction(step["exact"]), decision.programme.currency, document)


def _alone(terms: TermsShape, source: Mapping[str, str], at: datetime) -> Programme:
    """Give a programme of one plan with one charge, which binds on the one day that is asked about."""
    charge = UsageShape(meter=METER, terms=terms.terms, span=terms.span)
    plan = PlanShape(id=METER, name=NAME, usage=(charge,), span=terms.span)
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
    recipe = plan_recipe(shape, plan, {})
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
