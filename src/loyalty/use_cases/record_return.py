"""Take lines of an order back, in whichever channel: what is kept is decided again by the rules of the sale.

Returning piece by piece equals returning at once, and an order of which everything comes
back is exactly nothing, but for fees that are not refundable.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from loyalty.orders.order import OrderKey, ReturnKind
from loyalty.use_cases.returns.changing import Change, Returned, book_change
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class RecordReturn:
    """``lines`` gives the quantity that comes back by line id; ``return_id`` is the caller's own.

    ``channel`` names where it was brought back, which need not be where it was bought.
    """

    order: OrderKey
    return_id: str
    lines: Mapping[str, Fraction]
    at: datetime | None = None
    channel: str = ""


def record_return(services: Services, command: RecordReturn) -> Returned:
    """Give the booked return, also where the same return was booked before.

    Raises UnknownOrder, NotReturnable, ReturnTooLate, InTheFuture, DeficitForbidden, and
    OrderDiffers where the return's id was used for other lines. Nothing is changed by a refusal.
    """
    change = Change(
        command.order,
        command.return_id,
        ReturnKind.RETURN,
        command.lines,
        at=command.at,
        channel=command.channel,
    )
    return book_change(services, change)
