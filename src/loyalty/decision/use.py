"""One period's use of a plan, as a decision is asked about it: what was measured, and the rows of the period.

A row is a line of the plan's sheet. A *stretch* is a time in the period in which nothing that
is priced by time changed; a *cell* is a part of a meter's quantity that is priced on its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Final

from loyalty.pricing.rows import (
    CELL_RULE,
    COUPON,
    CURRENCY,
    PERIOD_HELD,
    PERIOD_PART,
    PERIOD_TOTAL,
    STRETCH,
    STRETCH_PART,
    STRETCH_SEATS,
    STRETCH_TOTAL,
    add_on_name,
    cell_name,
    coupon_active,
    coupon_left,
    quantity_name,
)
from loyalty.redemption.payment import OFFERED

Values = Mapping[str, Fraction | int]

_SAID: Final = {
    OFFERED: "/points_to_spend",
    CURRENCY: "/currency",
    PERIOD_PART: "/share/part",
    PERIOD_TOTAL: "/share/total",
    STRETCH_PART: "/share/part",
    STRETCH_TOTAL: "/share/total",
    STRETCH_SEATS: "/seats",
}
_SAID_OF: Final = {
    quantity_name(""): "/used/",
    cell_name("", "").removesuffix("."): "/used/",
    add_on_name(""): "/add_ons/",
    COUPON: "/coupons/",
}


@dataclass(frozen=True, slots=True)
class UseRow:
    """A line of a plan's sheet: its id, what it is, and its facts by name; a fact left out is 0."""

    id: str
    what: str
    values: Values


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time inside the period: ``part`` of ``total`` seconds or days of the whole nominal period.

    ``seats`` and ``add_ons`` (how many of each, by id) are what there was throughout.
    """

    id: str = "1"
    part: int = 1
    total: int = 1
    seats: Fraction = Fraction(1)
    add_ons: Mapping[str, Fraction] = field(default_factory=dict)

    def row(self) -> UseRow:
        """Give the row of the sheet."""
        times = {STRETCH_PART: self.part, STRETCH_TOTAL: self.total}
        bought = {add_on_name(name): number for name, number in self.add_ons.items()}
        return UseRow(self.id, STRETCH, {**times, STRETCH_SEATS: self.seats, **bought})


WHOLE = Stretch()
"""A whole period."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a meter's quantity, its ``id`` unique there; ``rule`` counts the charge's cells from 1."""

    id: str
    rule: int
    quantities: Mapping[str, Fraction]

    def row(self, meter: str) -> UseRow:
        """Give the row of the sheet."""
        values = {cell_name(meter, name): value for name, value in self.quantities.items()}
        return UseRow(f"{meter}:{self.id}", meter, {cell_name(meter, CELL_RULE): self.rule, **values})


@dataclass(frozen=True, slots=True)
class Measured:
    """What one meter came to: quantities by name, most charges read ``quantity`` alone; and cells."""

    quantities: Mapping[str, Fraction] = field(default_factory=dict)
    cells: tuple[Cell, ...] = ()

    @classmethod
    def of(cls, quantity: Fraction) -> "Measured":
        """Give a plain quantity."""
        return cls({"quantity": quantity})

    def at_least_nothing(self) -> "Measured":
        """Give the same with 0 for whatever is below it."""
        cells = tuple(replace(cell, quantities=_at_least_nothing(cell.quantities)) for cell in self.cells)
        return Measured(_at_least_nothing(self.quantities), cells)


def _at_least_nothing(quantities: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return {name: max(value, Fraction(0)) for name, value in quantities.items()}


@dataclass(frozen=True, slots=True)
class CouponState:
    """A coupon a subscription has: whether it holds in this period, and how much of its amount is left.

    ``left`` is in minor units as the period begins, None: all of it; only a coupon whose rest is
    carried reads it. What the period takes is the formula ``rows.coupon_used``.
    """

    active: bool = True
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """One period's use of a plan: what each meter came to, and facts of the request by full name.

    While a period is not ``closed`` only what is billed in advance is due, and of one that was
    ``undone`` after it was billed only fees that are not refundable; of one that is ``cooled_off``, undone
    after a part of it was had, refundable fees of a fixed amount are not. ``stretches`` are
    the times of the period that are paid for, ``held`` is the time for which the plan was held,
    paused or not; None: the same. ``since`` is the day the subscription
    began on the plan, None: the day that is decided for. ``coupons`` are those it has, by id.
    ``currency`` is the code that the bill is in; empty: the programme's own.
    """

    plan: str
    measured: Mapping[str, Measured] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    first_period: bool = False
    closed: bool = True
    undone: bool = False
    cooled_off: bool = False
    stretches: tuple[Stretch, ...] = (WHOLE,)
    held: Stretch | None = None
    since: date | None = None
    coupons: Mapping[str, CouponState] = field(default_factory=dict)
    points_offered: int = 0
    currency: str = ""

    def rows(self) -> Iterator[UseRow]:
        """Give the rows of the period, stretches first."""
        for stretch in self.stretches:
            yield stretch.row()
        for meter, measured in self.measured.items():
            for cell in measured.cells:
                yield cell.row(meter)

    def order_values(self) -> Values:
        """Give what was measured, the period's length and coupons, by the names of the sheet's inputs."""
        measured = {
            quantity_name(meter, name): value
            for meter, measured in self.measured.items()
            for name, value in measured.quantities.items()
        }
        paid = sum(stretch.part for stretch in self.stretches)
        times = self.stretches if self.held is None else (*self.stretches, self.held)
        lengths = {
            PERIOD_PART: paid,
            PERIOD_HELD: paid if self.held is None else self.held.part,
            PERIOD_TOTAL: max((time.total for time in times), default=1),
        }
        active = {coupon_active(name): int(state.active) for name, state in self.coupons.items()}
        left = {
            coupon_left(name): state.left for name, state in self.coupons.items() if state.left is not None
        }
        return {**measured, **lengths, **active, **left}


@lru_cache(maxsize=4096)
def pointer_of(name: str) -> str:
    """Give where a request says what a built-in input reads; what a meter came to is ``/used/<meter>``."""
    if name in _SAID:
        return _SAID[name]
    for start, pointer in _SAID_OF.items():
        if name.startswith(start):
            return f"{pointer}{name.removeprefix(start).partition('.')[0]}"
    return f"/{name}"
