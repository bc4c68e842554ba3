"""Orders and returns, known by the caller's own ids."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import CREATED, OK, Answer, chosen_programme, path_value, replayed
from api.current import services
from api.faults import TWICE
from api.refusals import RequestInvalid
from api.resource import Exchange, Resource
from api.schemas.basket import BASKET_EXAMPLE, basket_of
from api.schemas.common import OfProgramme
from api.schemas.orders import ORDER_ID, RETURN_EXAMPLE, OrderIn, OrderOut, ReturnIn, ReturnOut, return_shown
from api.schemas.quotes import priced
from loyalty.access.scopes import Scope
from loyalty.decision.explain import Document
from loyalty.orders.order import Order, OrderKey, Return
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.show_order import show_order

orders = Resource("orders", "What was bought and what came back. An order's id is your own.")
WRITE = Right(Scope.ORDERS_WRITE, books=True)
BOOK = Exchange(OrderOut, takes=OrderIn, status=CREATED, request_example=BASKET_EXAMPLE, own_id=True)
RETURN = Exchange(ReturnOut, takes=ReturnIn, status=CREATED, request_example=RETURN_EXAMPLE, own_id=True)


@orders.route("PUT", "/v1/orders/<order_id>", WRITE, BOOK)
def book_order(body: dict[str, Any], order_id: str) -> Answer:
    """Book an order.

    The id is yours, once per programme and key label, for ever: the same order again is
    answered with 200 and what was booked; another order under the same id is refused.
    """
    caller().reach(body["programme"])
    command = RecordOrder(
        programme=body["programme"],
        source=caller().label,
        order_id=path_value(ORDER_ID, order_id, "order_id"),
        basket=basket_of(body),
        member=body.get("member"),
        at=body.get("at"),
        quote=body.get("quote"),
    )
    booked = record_order(services(), command)
    # Of an order that was there before, the returns are of interest too.
    returns = show_order(services(), booked.order.key).returns if booked.replayed else ()
    answer = _shown(booked.order, booked.document(), returns)
    return answer, OK if booked.replayed else CREATED, replayed(booked.replayed)


@orders.route("GET", "/v1/orders/<order_id>", Right(Scope.ORDERS_READ), Exchange(OrderOut, asks=OfProgramme))
def order(query: Mapping[str, str], order_id: str) -> dict[str, object]:
    """Show an order that was booked with a key of the same label, and what came back of it."""
    name = path_value(ORDER_ID, order_id, "order_id")
    shown = show_order(services(), OrderKey(chosen_programme(query), caller().label, name))
    return _shown(shown.order, shown.recorded.document(), shown.returns)


@orders.route("POST", "/v1/orders/<order_id>/returns", WRITE, RETURN)
def take_back(body: dict[str, Any], order_id: str) -> Answer:
    """Take lines of an order back.

    What is kept is decided again under the rules of the sale; the difference is given back.
    """
    caller().reach(body["programme"])
    name = path_value(ORDER_ID, order_id, "order_id")
    command = RecordReturn(
        order=OrderKey(body["programme"], caller().label, name),
        return_id=body["id"],
        lines=_quantities(body["lines"]),
        at=body.get("at"),
    )
    booked = record_return(services(), command)
    answer = return_shown(booked.returned, booked.document())
    return answer, OK if booked.replayed else CREATED, replayed(booked.replayed)


def _quantities(lines: list[dict[str, Any]]) -> dict[str, Fraction]:
    """Give the quantity by line; raises `RequestInvalid` where a line stands twice."""
    found: dict[str, Fraction] = {}
    for place, line in enumerate(lines):
        if line["line"] in found:
            raise RequestInvalid([TWICE.at(f"/lines/{place}/line")])
        found[line["line"]] = line["quantity"]
    return found


def _shown(order: Order, document: Document, returns: Iterable[Return]) -> dict[str, object]:
    return {
        **priced(document, order.member_id),
        "id": order.key.order_id,
        "state": order.state,
        "returns": [return_shown(returned, document) for returned in returns],
    }
