"""Lower the price of lines after the sale: money, points and thresholds follow by the rules of the sale."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from loyalty.orders.order import OrderKey, ReturnKind
from loyalty.use_cases.returns.changing import Change, Returned, book_change
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class AdjustOrder:
    """``prices`` gives the new unit price of lines in minor units, of all that is kept of each.

    ``currency`` is that of the prices, ``reason`` a code. ``adjustment_id`` is the caller's own,
    among the ids of the order's returns.
    """

    order: OrderKey
    adjustment_id: str
    prices: Mapping[str, Fraction]
    reason: str
    currency: str
    at: datetime | None = None
    channel: str = ""


def adjust_order(services: Services, command: AdjustOrder) -> Returned:
    """Give the booked adjustment, also where the same one was booked before.

    Raises UnknownOrder, NotAdjustable, RequestMisfit where the currency is another,
    NotReturnable where it is dated before the sale, InTheFuture, DeficitForbidden, OrderDiffers.
    """
    change = Change(
        command.order,
        command.adjustment_id,
        ReturnKind.ADJUSTMENT,
        command.prices,
        at=command.at,
        channel=command.channel,
        reason=command.reason,
        currency=command.currency,
    )
    return book_change(services, change)
