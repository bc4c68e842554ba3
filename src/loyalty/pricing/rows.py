"""The names by which a plan's sheet reads a period: what was measured, its stretches and its cells."""

import re
from typing import Final

FIRST_PERIOD: Final = "subscription.first_period"
SUBSCRIBED: Final = "subscription.day"
"""The day the subscription began on the plan."""
CLOSED: Final = "period.closed"
PERIOD_UNDONE: Final = "period.undone"
"""Whether the plan was taken back to the beginning of the period after something of it was billed."""
PERIOD_PART: Final = "period.part"
PERIOD_TOTAL: Final = "period.total"
"""How much of the nominal period the stretches are together, and how long it is."""
PERIOD_HELD: Final = "period.held"
"""How much of the nominal period the plan was held, paused or not."""
CURRENCY: Final = "bill.currency"
COUPON: Final = "coupon."
STRETCH: Final = "stretch"
"""What a row is that stands for a time of the period."""
STRETCH_PART: Final = "stretch.part"
STRETCH_TOTAL: Final = "stretch.total"
STRETCH_SEATS: Final = "stretch.seats"
CELL_RULE: Final = "rule"
QUANTITY: Final = "quantity"
REACHED: Final = "reached"
"""The largest quantity that a period has had."""
MEASURED: Final = "usage."
ROWS_MAX: Final = 1000
"""The most stretches and cells of one period."""

_OF_A_CELL: Final = re.compile(rf"{re.escape(MEASURED)}(.+)\.{CELL_RULE}\.([0-9]+)\.")


def quantity_name(meter: str, name: str = QUANTITY) -> str:
    """Give the name of the input that holds one of a meter's quantities."""
    return f"{MEASURED}{name}.{meter}" if name == QUANTITY else f"{MEASURED}{QUANTITY}.{meter}.{name}"


def add_on_name(add_on: str) -> str:
    """Give the name of a stretch's fact that says how many of an add-on there are."""
    return f"stretch.add_on.{add_on}"


def coupon_active(coupon: str) -> str:
    """Give the name of the input that says whether a coupon holds in the period."""
    return f"{COUPON}{coupon}.active"


def coupon_left(coupon: str) -> str:
    """Give the name of the input that says what is left of a coupon's amount when the period begins."""
    return f"{COUPON}{coupon}.left"


def coupon_used(coupon: str) -> str:
    """Give the name of the formula that says what a coupon takes off the period, in minor units."""
    return f"coupon.{coupon}"


def cell_name(meter: str, name: str) -> str:
    """Give the name of a row's fact about a cell of a meter."""
    return f"cell.{meter}.{name}"


def cell_of(formula: str) -> tuple[str, int] | None:
    """Give the input that says which cell a row is of, and the cell that a formula is of; None for others."""
    found = _OF_A_CELL.match(formula)
    return None if found is None else (cell_name(found[1], CELL_RULE), int(found[2]))
