"""Cancel an order, before anything of it came back or after: everything goes back, nothing of it remains."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.orders.order import OrderKey, ReturnKind
from loyalty.use_cases.returns.changing import Change, Returned, book_change
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """``cancellation_id`` is the caller's own, among the ids of the order's returns; ``reason`` a code."""

    order: OrderKey
    cancellation_id: str
    at: datetime | None = None
    channel: str = ""
    reason: str = ""


def cancel_order(services: Services, command: CancelOrder) -> Returned:
    """Give the booked cancellation, also where the same one was booked before.

    It is never late, and gives fees back that a return would not. Raises UnknownOrder,
    NotReturnable where the order is cancelled already, InTheFuture, DeficitForbidden,
    OrderDiffers.
    """
    change = Change(
        command.order,
        command.cancellation_id,
        ReturnKind.CANCELLATION,
        at=command.at,
        channel=command.channel,
        reason=command.reason,
    )
    return book_change(services, change)
