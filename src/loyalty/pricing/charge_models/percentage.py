"""Percentage: of each event a share of its amount and a fixed amount, within bounds for each event.

An event of amount a that is not free costs a*r + c, at least l and at most m. The first events
are free, up to `free_events` of them and `free_amount` in all; an event that is partly free
pays r on the rest, and the whole c, and is held to l and m as any other.

The order of the events decides which are free, so they are told apart one by one; what they
cost is never worked out there. They are only counted by which part of the formula holds: as
a*r + c <= l is a <= (l - c)/r, an amount can be told by its size alone. The tree prices what
was counted: the ordinary amounts by rate and fixed amount, those below the least by the least,
those above the most by the most.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from loyalty.kernel.rounding import round_fraction
from loyalty.language.dated import Dated
from loyalty.language.no_value import NoValue
from loyalty.language.shapes.charges import PercentageTerms
from loyalty.language.tree import Kind, Node, const, mul
from loyalty.pricing.bands import priced
from loyalty.pricing.charge_model import (
    NO_MONEY,
    NO_PRICE,
    Blocks,
    Counted,
    MoneyNode,
    SliceNodes,
    What,
    slice_of,
)

FREE = "free"
AMOUNT, EVENTS = "amount", "events"
LIFTED, LIFTED_EVENTS = "lifted", "lifted_events"
CAPPED, CAPPED_EVENTS = "capped", "capped_events"
NAMES = (FREE, AMOUNT, EVENTS, LIFTED, LIFTED_EVENTS, CAPPED, CAPPED_EVENTS)
"""The quantities that the events are counted into: amounts of money, and how many events."""
AMOUNTS = frozenset({FREE, AMOUNT, LIFTED, CAPPED})
Run = tuple[Fraction, int]
"""The amount of each of so many events, one after the other."""
BELOW_ALL, ABOVE_ALL = Fraction(-1), Fraction(10**30)
"""An amount below that of every event, and one above."""


def lower(terms: PercentageTerms, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give one slice for each part of the formula that the terms have."""
    divisor = _divisor(terms)

    def amount(name: str) -> Node:
        return counted(name) if divisor == 1 else mul(counted(name), const(Kind.NUMBER, 1 / divisor))

    slices = []
    if terms.free_events or terms.free_amount or terms.free_units:
        whole = terms.free_units + terms.free_amount
        free = None if terms.free_events and not terms.free_amount else whole
        slices.append(
            slice_of(Fraction(0), free, quantity=amount(FREE), unit=NO_PRICE, flat=NO_MONEY, what=What.FREE)
        )
    rate = money(terms.rate, Kind.PRICE)
    slices.append(_slice(What.BAND, amount(AMOUNT), rate, counted(EVENTS), money(terms.fixed, Kind.PRICE)))
    if terms.at_least is not None:
        least = money(terms.at_least, Kind.PRICE)
        slices.append(_slice(What.AT_LEAST, amount(LIFTED), NO_PRICE, counted(LIFTED_EVENTS), least))
    if terms.at_most is not None:
        most = money(terms.at_most, Kind.PRICE)
        slices.append(_slice(What.AT_MOST, amount(CAPPED), NO_PRICE, counted(CAPPED_EVENTS), most))
    return tuple(slices)


def fold(terms: PercentageTerms, amounts: Iterable[Fraction], day: date) -> Mapping[str, Fraction]:
    """Count the events' ``amounts``, in major units and in order, by the terms of ``day``.

    Raises NoValue where a value of the terms begins later.
    """
    return fold_runs(terms, ((amount, 1) for amount in amounts), day)


def fold_runs(terms: PercentageTerms, runs: Iterable[Run], day: date) -> Mapping[str, Fraction]:
    """Count events of which so many, one after the other, have one amount, as `fold` counts each of them.

    However long a run is, it is counted in as few steps as parts of the formula hold for it.
    """
    bounds, left = _Bounds.of(terms, day), _Free(terms.free_events, terms.free_amount)
    found = dict.fromkeys(NAMES, Fraction(0))
    for amount, some in _units(terms, runs, found):
        for free, times in left.take(amount, some):
            found[FREE] += (free or 0) * times
            if free != amount:
                amounts_of, events_of = bounds.part(amount - (free or 0))
                found[amounts_of] += (amount - (free or 0)) * times
                found[events_of] += times
    return {name: value * (_divisor(terms) if name in AMOUNTS else 1) for name, value in found.items()}


def _divisor(terms: PercentageTerms) -> Fraction:
    """Give by what counted amounts are divided in the tree: converted, but not rounded, they may not end."""
    exact = terms.convert is not None and terms.convert.round is None
    return terms.convert.divide_by if terms.convert is not None and exact else Fraction(1)


def _units(terms: PercentageTerms, runs: Iterable[Run], found: dict[str, Fraction]) -> Iterator[Run]:
    """Give what the model prices: the amounts, converted, without the free units, which are counted."""
    left = terms.free_units
    for counted, times in runs:
        amount = counted if terms.convert is None else counted / terms.convert.divide_by
        if terms.convert is not None and terms.convert.round is not None:
            amount = Fraction(round_fraction(amount, terms.convert.round))
        if not left:
            yield amount, times
            continue
        whole = _within(left, amount, times)
        found[FREE] += amount * whole
        left -= amount * whole
        rest = times - whole
        if rest and left:
            found[FREE] += left
            yield amount - left, 1
            left, rest = Fraction(0), rest - 1
        if rest:
            yield amount, rest


def _within(left: Fraction, amount: Fraction, times: int) -> int:
    """Give how many of so many equal amounts are within what is left, which is something."""
    return min(times, left // amount) if amount else times


def _slice(what: What, quantity: Node, unit: Node, count: Node, each: Node) -> SliceNodes:
    counted = None if each == NO_PRICE else Blocks(count, None, each)
    flat = priced(count, each)
    return slice_of(Fraction(0), None, quantity=quantity, unit=unit, flat=flat, what=what, blocks=counted)


class _Free:
    """What is left that is free: of the number of events, and of the amount."""

    def __init__(self, events: Fraction, amount: Fraction) -> None:
        self.events = events or None
        self.amount = amount or None

    def take(self, amount: Fraction, times: int) -> Iterator[tuple[Fraction | None, int]]:
        """Give how much of each event is free, and of how many; None where nothing is free any more."""
        whole = 0 if self._is_used_up else self._whole(amount, times)
        if whole:
            yield amount, self._taken(amount, whole)
        rest = times - whole
        if rest and self.amount and not self._is_used_up:
            yield self.amount, self._taken(self.amount, 1)
            rest -= 1
        if rest:
            yield None, rest

    @property
    def _is_used_up(self) -> bool:
        return (self.events is None and self.amount is None) or self.events == 0 or self.amount == 0

    def _whole(self, amount: Fraction, times: int) -> int:
        """Give how many events are free as a whole."""
        most = times if self.events is None else min(times, int(self.events))
        return most if self.amount is None else _within(self.amount, amount, most)

    def _taken(self, amount: Fraction, times: int) -> int:
        if self.events is not None:
            self.events -= times
        if self.amount is not None:
            self.amount -= amount * times
        return times


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The amounts below which an event is lifted to the least, and above which it is held to the most."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def of(cls, terms: PercentageTerms, day: date) -> "_Bounds":
        rate, fixed = _on(terms.rate, day), _on(terms.fixed, day)
        least = None if terms.at_least is None else _on(terms.at_least, day) - fixed
        most = None if terms.at_most is None else _on(terms.at_most, day) - fixed
        if rate:
            return cls(least if least is None else least / rate, most if most is None else most / rate)
        # Without a rate every event costs the fixed amount, so a bound holds for all of them or for none.
        low = ABOVE_ALL if least is not None and least > 0 else None
        return cls(low, BELOW_ALL if most is not None and most < 0 else None)

    def part(self, amount: Fraction) -> tuple[str, str]:
        """Give the names under which an event's amount and the event itself are counted."""
        if self.low is not None and amount < self.low:
            return LIFTED, LIFTED_EVENTS
        if self.high is not None and amount > self.high:
            return CAPPED, CAPPED_EVENTS
        return AMOUNT, EVENTS


def _on(values: Dated[Fraction], day: date) -> Fraction:
    if not values.exists(day):
        raise NoValue("no-value-yet")
    return values.at(day)
