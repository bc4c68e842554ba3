"""A plan's whole period for ``loyalty rate``: quantities or events, seats, add-ons, coupons, a currency."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from loyalty.adapters.events_file import BadEventsError, read_events
from loyalty.cli.output import stop
from loyalty.cli.rating.asking import Setting
from loyalty.cli.rating.times import Span, period_in
from loyalty.decision.metering import measure, stated
from loyalty.decision.rating import Rated, period_of, rate_plan
from loyalty.decision.use import CouponState, Measured, Stretch, Usage
from loyalty.kernel.period import Period
from loyalty.language.findings import did_you_mean
from loyalty.language.shapes.charges import (
    DynamicTerms,
    GraduatedPercentageTerms,
    MatrixTerms,
    PercentageTerms,
    Terms,
)
from loyalty.language.shapes.plans import UsageShape
from loyalty.pricing.charge_models import matrix
from loyalty.subscriptions.offer import check_seats
from loyalty.usage.meter import Reading

METER = "meter"
"""The property of an event that names the meter it counts on."""


@dataclass(frozen=True, slots=True)
class Bought:
    """What there is besides use: seats, one where nobody says, add-ons, coupons, a currency of the bill."""

    seats: int | None
    add_ons: Mapping[str, int]
    coupons: tuple[str, ...]
    currency: str | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is priced: quantities by meter or a file of events, and what goes with them; ``meter`` is told."""

    plan: str
    meter: str
    quantities: Mapping[str, Fraction]
    events: Path | None
    period: Span | None
    bought: Bought


def by_plan(setting: Setting, wish: Wish) -> Rated:
    """Give what the whole period costs. Raises as `rate_plan`; ends with code 1 where events do not fit."""
    programme, bought = setting.programme, wish.bought
    check_seats(programme.shape, wish.plan, bought.seats)
    seats = Fraction(1 if bought.seats is None else bought.seats)
    add_ons = {name: Fraction(number) for name, number in bought.add_ons.items()}
    usage = Usage(
        wish.plan,
        _measured(setting, wish),
        setting.facts,
        stretches=(Stretch(seats=seats, add_ons=add_ons),),
        coupons=dict.fromkeys(bought.coupons, CouponState()),
        currency=bought.currency or "",
    )
    return rate_plan(programme, usage, wish.meter, setting.at, setting.who)


def _measured(setting: Setting, wish: Wish) -> Mapping[str, Measured]:
    programme = setting.programme
    if wish.events is None:
        return stated(programme, wish.plan, wish.quantities, setting.day)
    asked = None if wish.period is None else period_in(wish.period, programme.zone)
    counted = {charge.meter: counted_of(charge.terms) for charge in _charges(setting, wish.plan)}
    readings = readings_in(
        wish.events,
        asked.start if asked else setting.at,
        asked,
        lambda properties: counted.get(properties.get(METER, wish.meter)),
    )
    by_meter = _by_meter(wish.events.name, readings, wish.meter, [*counted])
    found = measure(programme, wish.plan, by_meter, asked or period_of(readings, setting.at), setting.day)
    below = [name for name, measured in found.items() if measured != measured.at_least_nothing()]
    if below:
        stop(f"{wish.events.name}: the events of {', '.join(below)} come to less than nothing")
    return found


def readings_in(
    file: Path,
    start: datetime,
    period: Period | None,
    counted: Callable[[Mapping[str, str]], str | None],
) -> list[Reading]:
    """Give the events of a file in the order of time and id; one outside the period is refused.

    Without times they follow one another from ``start``; ``counted`` as `read_events` has it. Ends
    with code 1 and every bad line.
    """
    try:
        readings = read_events(file, start, counted)
    except BadEventsError as bad:
        stop("\n".join(bad.problems))
    outside = [reading.id for reading in readings if period is not None and reading.at not in period]
    if outside:
        stop("\n".join(f"{file.name}: the event `{name}` lies outside the period" for name in outside))
    return sorted(readings, key=lambda reading: (reading.at, reading.id))


def counted_of(terms: Terms) -> str | None:
    """Give what terms take of an event that has both a quantity and an amount; None where they differ."""
    parts = [part for _, part in matrix.parts(terms)] if isinstance(terms, MatrixTerms) else [terms]
    of_money = {isinstance(part, DynamicTerms | PercentageTerms | GraduatedPercentageTerms) for part in parts}
    return None if len(of_money) > 1 else "amount" if of_money == {True} else "quantity"


def _charges(setting: Setting, plan: str) -> list[UsageShape]:
    return [charge for one in setting.programme.shape.plans if one.id == plan for charge in one.usage]


def _by_meter(
    file: str, readings: Iterable[Reading], meter: str, known: Sequence[str]
) -> dict[str, list[Reading]]:
    """Give the events by the meter that each names, else ``meter``; ends with code 1 for one of no plan."""
    found: dict[str, list[Reading]] = {}
    strange = []
    for reading in readings:
        name = reading.properties.get(METER, meter)
        if name not in known:
            hint = did_you_mean(name, known)
            strange.append(
                f"{file}: the plan has no meter `{name}` (event `{reading.id}`){f'; {hint}' if hint else ''}"
            )
        found.setdefault(name, []).append(reading)
    if strange and known:
        stop("\n".join(strange))
    return found
