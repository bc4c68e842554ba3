"""Orders and returns as they are kept, and what qualifies a member for a tier."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class OrderKey:
    """An order's id is unique per programme and source, for ever."""

    programme: str
    source: str
    order_id: str


class OrderState(StrEnum):
    """How far an order has come."""

    BOOKED = "booked"
    RETURNED_PARTLY = "returned_partly"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class ReturnKind(StrEnum):
    """What was done to an order after the sale; all of it is decided and booked like a return."""

    RETURN = "return"
    CANCELLATION = "cancellation"
    EXCHANGE = "exchange"
    ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True)
class Order:
    """A booked order; ``member_id`` None: bought by somebody who is no member.

    ``fingerprint`` is that of the request; what was decided on stands in its explanation;
    ``total`` and ``paid`` are minor units; ``returns`` counts the returns so far.
    """

    key: OrderKey
    member_id: MemberId | None
    occurred_at: datetime
    recorded_at: datetime
    digest: str
    fingerprint: str
    explanation_id: str
    total: int
    paid: int
    points_earned: int
    points_used: int
    state: OrderState = OrderState.BOOKED
    returns: int = 0


@dataclass(frozen=True, slots=True)
class Return:
    """What was booked of an order after the sale; ``lines`` is canonical JSON by line id.

    It gives the quantity that came back; of an adjustment the new unit price in minor units.
    ``money`` (minor units) and points are what went back, below zero what was asked for again.
    ``channel`` is where it was brought back, ``reason`` a code, ``next_order`` the id of the
    order that an exchange booked; each empty where there is none. ``seq`` counts 1, 2, … per order.
    """

    key: OrderKey
    return_id: str
    occurred_at: datetime
    recorded_at: datetime
    fingerprint: str
    lines: str
    money: int
    points_back: int
    points_restored: int
    explanation_id: str
    kind: ReturnKind = ReturnKind.RETURN
    channel: str = ""
    reason: str = ""
    next_order: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class BookedReturn:
    """A return as it was booked of an order."""

    order: Order
    returned: Return


@dataclass(frozen=True, slots=True)
class ClaimedReceipt:
    """An order of nobody as it was given to a member."""

    order: Order


@dataclass(frozen=True, slots=True)
class Spend:
    """What counts towards a member's tier: an order's amount of a measure, or a return's below zero.

    A return is dated at the instant of its order, so that it undoes what the order counted for;
    ``return_id`` is empty for the order itself. ``amount`` is in the measure's smallest units.
    An order that counts for no measure stands with the empty one, so that it is found by its time.
    """

    member_id: MemberId
    key: OrderKey
    return_id: str
    occurred_at: datetime
    recorded_at: datetime
    measure: str
    amount: int


@dataclass(frozen=True, slots=True)
class Promise:
    """What a till told a buyer without the network, by the programme of ``digest``.

    ``payable`` (minor units) is what it took, points are what it said would be earned and used.
    """

    digest: str
    payable: int
    points_earned: int
    points_used: int


class OrderExists(Refusal):
    """This source has booked this order id before; ``order`` is that order."""

    code = "order-exists"
    title = "This order has been booked before"

    def __init__(self, order: Order) -> None:
        """Keep the order that is there."""
        super().__init__()
        self.order = order


class ReturnExists(Refusal):
    """This order has a return of this id; ``returned`` is that one."""

    code = "return-exists"
    title = "This return has been booked before"

    def __init__(self, returned: Return) -> None:
        """Keep the return that is there."""
        super().__init__()
        self.returned = returned


class StaleOrder(DecideAgain):
    """Another return of the order was booked first."""
