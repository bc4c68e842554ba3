"""What use costs more by one version of a programme, or on one day, than by another: found by pricing it.

A charge is straight between the values at which it changes, so that it is priced at those and around
them, on both sides alike.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from itertools import product
from typing import Any, Final

from loyalty.comparison.content import content
from loyalty.decision.decide import Decision, decide
from loyalty.decision.metering import stated
from loyalty.decision.programme import Programme, for_ever
from loyalty.decision.situate import local_day, situate_usage
from loyalty.decision.use import CouponState, Measured, Stretch, Usage
from loyalty.kernel.period import day_start
from loyalty.kernel.refusal import Refusal
from loyalty.language.dated import Dated
from loyalty.language.shapes.charges import MatrixTerms, PercentageTerms, Terms
from loyalty.language.shapes.plans import UsageShape
from loyalty.pricing.rows import coupon_used
from loyalty.subscriptions.billing import Line, Place
from loyalty.subscriptions.offer import counts_in
from loyalty.subscriptions.timeline import Segment, State
from loyalty.usage.meter import meters_of

_Use = tuple[Fraction, int]
"""So much each, so many times."""
TRIED: Final = tuple(Fraction(10**power) for power in range(6))
"""Quantities that are priced whatever the terms say."""


@dataclass(frozen=True, slots=True)
class Held:
    """A plan as it is held at an instant by a programme; ``since`` is when it was come to.

    ``coupons`` are those that count, by id, as a period begins. In its ``first`` period it costs what is
    charged once, too.
    """

    programme: Programme
    plan: str
    seats: int
    add_ons: Mapping[str, int]
    at: datetime
    since: datetime
    coupons: Mapping[str, CouponState] = field(default_factory=dict)
    first: bool = False

    def due(self, measured: Mapping[str, Measured] | None = None) -> int:
        """Give what a whole period costs nobody in particular, in minor units; raises as `decide`."""
        return self.decision(measured).due

    def decision(self, measured: Mapping[str, Measured] | None = None) -> Decision:
        """Give the decision of a whole period of nobody in particular; raises as `decide`."""
        numbers = {name: Fraction(count) for name, count in self.add_ons.items()}
        whole = Stretch(seats=Fraction(self.seats), add_ons=numbers)
        since = local_day(self.programme, self.since)
        usage = Usage(
            self.plan,
            measured or {},
            first_period=self.first,
            stretches=(whole,),
            since=since,
            coupons=self.coupons,
        )
        part, situation = situate_usage(self.programme, usage, self.at)
        return decide(self.programme, situation, part)

    @property
    def terms(self) -> Hashable:
        """The content of plan and meters, and what a period without use costs."""
        shape = self.programme.shape
        plan = next((each for each in shape.plans if each.id == self.plan), None)
        return content(plan), content(shape.meters), self.due()

    @property
    def charges(self) -> Mapping[str, UsageShape]:
        """What is charged for use, by meter."""
        plans = self.programme.shape.plans
        return {charge.meter: charge for plan in plans if plan.id == self.plan for charge in plan.usage}


@dataclass(frozen=True, slots=True)
class Dearer:
    """Use that costs more: so much of a meter, and a whole period with it before and after, minor units."""

    meter: str
    label: Mapping[str, str]
    quantity: Fraction
    before: int
    price: int

    def data(self) -> dict[str, Any]:
        """Give it as a notice of a price says it."""
        return {
            "label": dict(self.label),
            "quantity": str(self.quantity),
            "before": self.before,
            "price": self.price,
        }

    def is_said_by(self, told: Mapping[str, Any]) -> bool:
        """Whether a notice says of just so much use that it costs as much, or more."""
        mine = self.data()
        same = all(told[key] == mine[key] for key in ("label", "quantity"))
        return same and bool(told["price"] >= self.price)


def held_on(programme: Programme, state: State, at: datetime) -> Held:
    """Give a subscription that stands so as it is held on a day by a version, whenever that binds.

    Of its add-ons those that are sold.
    """
    sold = {add_on.id for plan in programme.shape.plans if plan.id == state.plan for add_on in plan.add_ons}
    add_ons = {name: number for name, number in state.add_ons.items() if name in sold}
    return Held(for_ever(programme), state.plan, state.seats, add_ons, at, state.since)


def later_prices(held: Held) -> Iterator[tuple[date, int]]:
    """Give the days on which a whole period comes to cost something else than before, and what it does."""
    last = held.due()
    for day in days_of(held):
        price = replace(held, at=day_start(day, held.programme.zone)).due()
        if price != last:
            yield day, price
        last = price


def days_of(held: Held) -> list[date]:
    """Give the days to come on which a value of a plan begins, in order."""
    plans = (plan for plan in held.programme.shape.plans if plan.id == held.plan)
    days = {day for plan in plans for day in _days(plan)}
    return sorted(each for each in days if each > local_day(held.programme, held.at))


def dearer_use(was: Held, now: Held) -> Iterator[Dearer]:
    """Give, for each meter whose use costs more than before, the first use of those tried that does.

    What rises without use as well counts as far as it rises further with it.
    """
    if was.terms == now.terms and not _changes(was, now):
        return
    unused = max(0, now.due() - was.due())
    for meter, charge in now.charges.items():
        label = charge.name or meters_of(now.programme.shape)[meter].name or {}
        there = was.charges.get(meter)
        for use in product(_tried(charge, there), _events(charge, there)):
            found = [
                (before, price) for before, price in _priced(was, now, meter, use) if price - before > unused
            ]
            if found:
                yield Dearer(meter, label, use[0] * use[1], *found[0])
                break


def _changes(was: Held, now: Held) -> bool:
    """Whether a value of a plan begins between two instants of one version."""
    first, last = (local_day(held.programme, held.at) for held in (was, now))
    plans = (plan for plan in now.programme.shape.plans if plan.id == now.plan)
    return any(first < day <= last for plan in plans for day in _days(plan))


def _days(value: object) -> Iterator[date]:
    """Give the first day of every dated value in a part of a shape."""
    dated = (part for part in _parts(value) if isinstance(part, Dated))
    yield from (day for each in dated for day, _ in each.entries if day is not None)


def _parts(value: object) -> Iterator[object]:
    """Give a part of a shape and everything in it."""
    yield value
    match value:
        case Dated():
            inner: Iterable[object] = value.values
        case tuple():
            inner = value
        case _ if is_dataclass(value):
            inner = (getattr(value, field.name) for field in fields(value))
        case _:
            inner = ()
    for each in inner:
        yield from _parts(each)


def _priced(was: Held, now: Held, meter: str, use: _Use) -> Iterator[tuple[int, int]]:
    """Give what so much of a meter comes to before and after, for all properties by which either differs."""
    there = was.charges.get(meter)
    for properties in _properties(now.charges[meter].terms, there.terms if there is not None else None):
        with suppress(Refusal):
            yield _due(was, meter, use, properties), _due(now, meter, use, properties)


def _due(held: Held, meter: str, use: _Use, properties: Mapping[str, str]) -> int:
    """Give what a period with so much of a meter costs, which costs nothing where it is not charged."""
    if meter not in held.charges:
        return held.due()
    day, (each, events) = local_day(held.programme, held.at), use
    used = {meter: each * events}
    return held.due(stated(held.programme, held.plan, used, day, properties, events=events))


def _properties(*terms: Terms | None) -> Iterator[Mapping[str, str]]:
    """Give the properties of one event for all values of the cells of matrices, and of one without."""
    cells = [cell.where for each in terms if isinstance(each, MatrixTerms) for cell in each.cells]
    names = sorted({name for where in cells for name in where})
    values = [sorted({value for where in cells for value in where.get(name, ())}) for name in names]
    for found in product(*values) if names else ():
        yield dict(zip(names, found, strict=True))
    yield {}


def _events(*charges: UsageShape | None) -> list[int]:
    """Give how many events are priced: one, and one more than are free of a percentage charge."""
    parts = (part for each in charges if each is not None for part in _parts(each.terms))
    free = {int(part.free_events) for part in parts if isinstance(part, PercentageTerms)}
    return sorted({1, *(number + 1 for number in free)})


def _tried(*charges: UsageShape | None) -> list[Fraction]:
    """Give quantities at, after and well beyond every number of the terms, the least from 1 on first."""
    terms = (charge.terms for charge in charges if charge is not None)
    numbers = {Fraction(part) for each in terms for part in _parts(each) if isinstance(part, Fraction | int)}
    around = {quantity for number in numbers for quantity in (number, number + 1, number * 2, number * 10)}
    positive = (quantity for quantity in {*TRIED, *around} if quantity > 0)
    return sorted(positive, key=lambda quantity: (quantity < 1, quantity))


@dataclass(frozen=True, slots=True)
class Laden:
    """A period, and what is ``left`` of coupons whose rest is carried as it begins, by id, in minor units."""

    segment: Segment
    left: Mapping[str, int] = field(default_factory=dict)

    def counting(self, programme: Programme) -> Mapping[str, CouponState]:
        """Give the coupons that count in it, by id."""
        return {name: CouponState(left=self.left.get(name)) for name in counting(programme, self.segment)}

    def holding(self, programme: Programme) -> set[str]:
        """Give those of which anything is left."""
        return {name for name, state in self.counting(programme).items() if state.left != 0}

    def reduced(self, held: Held) -> int:
        """Give what a whole period comes to with the coupons that count in it, in minor units."""
        return replace(held, coupons=self.counting(held.programme)).due()


def laden(
    in_force: Callable[[datetime], Programme], segments: Iterable[Segment], booked: Mapping[Place, Line]
) -> Iterator[Laden]:
    """Give periods in order with what is left: what was ``booked`` took what it says."""
    taken = Counter[str]()
    for each in segments:
        start, plan = each.cycle.period.start, each.plan
        programme = in_force(start) if each.coupons else None
        most = {} if programme is None else _carried(programme, each)
        made = Laden(each, {name: max(0, amount - taken[name]) for name, amount in most.items()})
        yield made
        if any(place.period == (start, plan) for place in booked):
            places = {name: Place(start, plan, coupon_used(name)) for name in most}
            taken.update({name: -booked[place].now for name, place in places.items() if place in booked})
        elif programme is not None and most and each.stretches and plan in programme.plans:
            held = held_in(for_ever(programme), each, start)
            decision = replace(held, coupons=made.counting(programme)).decision()
            taken.update({name: decision.value(coupon_used(name)) for name in most})


def _carried(programme: Programme, segment: Segment) -> Mapping[str, int]:
    """Give the amounts of a period's coupons whose rest is carried, by id, in minor units."""
    coupons = (each for each in programme.shape.coupons if each.id in segment.coupons)
    minor = 10**programme.currency.exponent
    return {each.id: int(each.left_at_first * minor) for each in coupons if each.rest == "carried"}


def counting(programme: Programme, segment: Segment) -> set[str]:
    """Give the coupons that count in a period, by id."""
    return {each.id for each in programme.shape.coupons if counts_in(each, segment, programme.zone)}


def held_in(programme: Programme, segment: Segment, at: datetime) -> Held:
    """Give a segment's plan as it is held at an instant, with its last seats and add-ons."""
    last = segment.stretches[-1]
    return Held(programme, segment.plan, last.seats, last.add_ons, at, segment.since)


def is_free_before(programme: Programme, last: Laden, now: Laden) -> bool:
    """Whether a period costs something after one that coupons made free."""
    if last.segment.plan not in programme.plans:
        return False
    before, then = (
        held_in(for_ever(programme), each.segment, each.segment.cycle.period.start) for each in (last, now)
    )
    return before.due() > last.reduced(before) == 0 < now.reduced(then)
