"""An order as it is kept, with its returns."""

from dataclasses import dataclass

from loyalty.orders.order import Order, OrderKey, Return
from loyalty.use_cases.documents import explanation_of, opened
from loyalty.use_cases.record_order import Recorded
from loyalty.use_cases.refusals import UnknownOrder
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class ShownOrder:
    """The order with its explanation, and its returns, oldest first."""

    recorded: Recorded
    returns: tuple[Return, ...]

    @property
    def order(self) -> Order:
        """The order's row."""
        return self.recorded.order


def show_order(services: Services, key: OrderKey) -> ShownOrder:
    """Give the order of this id. Raises UnknownOrder."""
    with services.units.read() as unit:
        order = unit.orders.get(key)
        if order is None:
            raise UnknownOrder
        programme = services.programmes.by_digest(unit, order.digest)
        row = explanation_of(unit, order.explanation_id)
        returns = tuple(unit.orders.returns(key))
    return ShownOrder(Recorded(order, opened(programme, row), replayed=True), returns)
