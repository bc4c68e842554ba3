"""Exchange lines of an order for others: a return and a new order, booked together or not at all.

What comes back is decided by the rules of the sale, what is bought instead by those in force
now, with what the return gives back already there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from loyalty.desk.course import Did
from loyalty.ledger.desk import Recording
from loyalty.orders.order import OrderKey, ReturnExists, ReturnKind
from loyalty.pricing.basket import Basket
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.documents import Recipe, explanation_of, opened
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.quote_basket import basket_fingerprint
from loyalty.use_cases.record_order import (
    Decided,
    Recorded,
    RecordOrder,
    begun,
    decided_order,
    write_order,
)
from loyalty.use_cases.refusals import SameOrder
from loyalty.use_cases.returns.changing import (
    Change,
    Returned,
    after_sale,
    booked_before,
    plan_change,
    write_change,
)
from loyalty.use_cases.returns.sold import Sold, sold_of
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class ExchangeOrder:
    """``lines`` gives the quantity that comes back by line id, ``basket`` what is bought instead.

    ``exchange_id`` is the caller's own, among the ids of the order's returns; ``next_order``
    the caller's id of the new order, which is of the same source and member.
    """

    order: OrderKey
    exchange_id: str
    lines: Mapping[str, Fraction]
    next_order: str
    basket: Basket
    at: datetime | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What came back, and what was bought instead."""

    returned: Returned
    recorded: Recorded

    @property
    def to_pay(self) -> int:
        """The money to pay in minor units, below zero what is to be given back; stored value is settled."""
        bought, back = self.recorded.recipe, self.returned.recipe.refund
        left = bought.decision.payable - int(bought.value.get("used", 0))
        return left - (int(back["money"]) - int(back.get("to_stored_value", 0)))


def exchange_order(services: Services, command: ExchangeOrder) -> Exchanged:
    """Give both halves of the booked exchange, also where the same one was booked before.

    Raises what `record_return` and `record_order` raise, OrderExists where the new id is
    taken, and SameOrder where it is that of the order itself. Nothing is changed by a refusal.
    """
    if command.next_order == command.order.order_id:
        raise SameOrder(pointer="/instead/id")
    return retrying(services, lambda: _exchange(services, command))


def _exchange(services: Services, command: ExchangeOrder) -> Exchanged:
    recording = services.recording()
    with services.units.write() as unit:
        sold = sold_of(services, unit, command.order)
        change = _change(sold, command)
        there = sold.booked(command.exchange_id)
        if there is not None:
            return _same(services, unit, booked_before(services, unit, there, change))
        recording = after_sale(sold, recording)
        planned = plan_change(services, sold, change, recording)
        try:
            write_change(services, unit, planned)
        except ReturnExists as taken:
            return _same(services, unit, booked_before(services, unit, taken.returned, change))
        # Read again behind the return: its points are there, its standing has moved.
        decided = _instead(services, unit, sold, command, recording)
        write_order(services, unit, decided, (planned.returned.explanation_id, Did.INSTEAD))
        unit.commit()
    returned = Returned(planned.returned, planned.recipe)
    return Exchanged(returned, Recorded(decided.order, decided.recipe))


def _change(sold: Sold, command: ExchangeOrder) -> Change:
    return Change(
        command.order,
        command.exchange_id,
        ReturnKind.EXCHANGE,
        command.lines,
        at=command.at,
        channel=command.channel,
        next_order=command.next_order,
        content=basket_fingerprint(sold.programme, command.basket, sold.order.member_id),
    )


def _instead(
    services: Services, unit: UnitOfWork, sold: Sold, command: ExchangeOrder, recording: Recording
) -> Decided:
    key = command.order
    member = sold.onward.survivor
    buying = RecordOrder(key.programme, key.source, command.next_order, command.basket, member, command.at)
    selling = begun(buying, recording)
    programme = services.programmes.in_force(unit, key.programme, selling.at)
    refuse_frozen(unit, key.programme)
    return decided_order(services, unit, programme, selling)


def _same(services: Services, unit: UnitOfWork, there: Returned) -> Exchanged:
    key = there.returned.key
    order = unit.orders.get(OrderKey(key.programme, key.source, there.returned.next_order))
    assert order is not None  # noqa: S101 - booked with the return
    row = explanation_of(unit, order.explanation_id)
    recipe: Recipe = opened(services.programmes.by_digest(unit, order.digest), row)
    return Exchanged(there, Recorded(order, recipe, replayed=True))
