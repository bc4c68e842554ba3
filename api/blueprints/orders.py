"""Orders and what is done to them after the sale, known by the caller's own ids."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import (
    CREATED,
    OK,
    Answer,
    buyer_of,
    chosen_programme,
    path_value,
    replayed,
    within,
)
from api.current import services
from api.faults import OTHER_CURRENCY, TWICE
from api.refusals import RequestInvalid
from api.resource import Exchange, Resource
from api.schemas.basket import BASKET_EXAMPLE, basket_of
from api.schemas.common import money_of
from api.schemas.orders import (
    ADJUSTMENT_EXAMPLE,
    CANCELLATION_EXAMPLE,
    EXCHANGE_EXAMPLE,
    ORDER_ID,
    RETURN_EXAMPLE,
    AdjustmentIn,
    CancellationIn,
    ExchangeIn,
    ExchangeOut,
    OrderAsk,
    OrderIn,
    OrderOut,
    ReturnIn,
    ReturnOut,
    return_shown,
)
from api.schemas.quotes import priced
from loyalty.access.scopes import Scope
from loyalty.decision.explain import Document
from loyalty.orders.order import Order, OrderKey, Return
from loyalty.use_cases.given_codes import with_codes
from loyalty.use_cases.record_order import Recorded, RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.returns.adjust_order import AdjustOrder, adjust_order
from loyalty.use_cases.returns.cancel_order import CancelOrder, cancel_order
from loyalty.use_cases.returns.changing import Returned
from loyalty.use_cases.returns.exchange_order import ExchangeOrder, exchange_order
from loyalty.use_cases.show_order import show_order

orders = Resource("orders", "What was bought and what came back. An order's id is your own.")
WRITE = Right(Scope.ORDERS_WRITE, books=True)
BOOK = Exchange(OrderOut, takes=OrderIn, status=CREATED, request_example=BASKET_EXAMPLE, own_id=True)
RETURN = Exchange(ReturnOut, takes=ReturnIn, status=CREATED, request_example=RETURN_EXAMPLE, own_id=True)
CANCELLATION = Exchange(
    ReturnOut, takes=CancellationIn, status=CREATED, request_example=CANCELLATION_EXAMPLE, own_id=True
)
ADJUSTMENT = Exchange(
    ReturnOut, takes=AdjustmentIn, status=CREATED, request_example=ADJUSTMENT_EXAMPLE, own_id=True
)
EXCHANGE = Exchange(
    ExchangeOut, takes=ExchangeIn, status=CREATED, request_example=EXCHANGE_EXAMPLE, own_id=True
)


@orders.route("PUT", "/v1/orders/<order_id>", WRITE, BOOK)
def book_order(body: dict[str, Any], order_id: str) -> Answer:
    """Book an order.

    The id is yours, once per programme and key label, for ever: the same order again is
    answered with 200 and what was booked, the codes of vouchers it gave included; another order
    under the same id is refused.
    """
    caller().reach(body["programme"])
    command = RecordOrder(
        programme=body["programme"],
        source=caller().label,
        order_id=path_value(ORDER_ID, order_id, "order_id"),
        basket=basket_of(body),
        member=buyer_of(body),
        at=body.get("at"),
        quote=body.get("quote"),
        receipt=body.get("receipt_code"),
    )
    booked = record_order(services(), command)
    # Of an order that was there before, the returns are of interest too.
    returns = show_order(services(), booked.order.key).returns if booked.replayed else ()
    answer = _shown(booked.order, _with_codes(booked), returns, offered="value_to_spend" in body)
    return answer, OK if booked.replayed else CREATED, replayed(booked.replayed)


@orders.route("GET", "/v1/orders/<order_id>", Right(Scope.ORDERS_READ), Exchange(OrderOut, asks=OrderAsk))
def order(query: Mapping[str, str], order_id: str) -> dict[str, object]:
    """Show an order with all that was done to it since."""
    name, source = path_value(ORDER_ID, order_id, "order_id"), query.get("source", caller().label)
    shown = show_order(services(), OrderKey(chosen_programme(query), source, name))
    return _shown(shown.order, shown.recorded.document(), shown.returns)


@orders.route("POST", "/v1/orders/<order_id>/returns", WRITE, RETURN)
def take_back(body: dict[str, Any], order_id: str) -> Answer:
    """Take lines of an order back, wherever it was bought.

    What is kept is decided again under the rules of the sale; the difference is given back.
    """
    key = _key(body, order_id)
    command = RecordReturn(
        key, body["id"], _by_line(body, "quantity"), body.get("at"), body.get("channel", "")
    )
    return _changed(record_return(services(), command))


@orders.route("POST", "/v1/orders/<order_id>/cancellation", WRITE, CANCELLATION)
def cancel_whole(body: dict[str, Any], order_id: str) -> Answer:
    """Cancel an order: all that is left of it goes back, fees that a return keeps included."""
    key = _key(body, order_id)
    command = CancelOrder(
        key, body["id"], body.get("at"), body.get("channel", ""), reason=body.get("reason", "")
    )
    return _changed(cancel_order(services(), command))


@orders.route("POST", "/v1/orders/<order_id>/adjustments", WRITE, ADJUSTMENT)
def adjust_prices(body: dict[str, Any], order_id: str) -> Answer:
    """Lower prices of an order after the sale.

    What the order costs is decided again under the rules of the sale; the difference is given back.
    """
    key, of = _key(body, order_id), body["currency"]
    prices = {line: price.minor(of) for line, price in _by_line(body, "unit_price").items()}
    places = [line["line"] for line in body["lines"]]
    foreign = [places.index(line) for line, price in prices.items() if price is None]
    if foreign:
        raise RequestInvalid([OTHER_CURRENCY.at(f"/lines/{n}/unit_price/currency") for n in foreign])
    command = AdjustOrder(
        key, body["id"], prices, body["reason"], of.code, body.get("at"), body.get("channel", "")
    )
    return _changed(adjust_order(services(), command))


@orders.route("POST", "/v1/orders/<order_id>/exchanges", WRITE, EXCHANGE)
def exchange_lines(body: dict[str, Any], order_id: str) -> Answer:
    """Exchange lines of an order for others: a return and a new order, both or neither.

    What comes back is decided under the rules of the sale, what is bought instead under those of now.
    """
    key, instead = _key(body, order_id), body["instead"]
    with within("/instead"):
        basket = basket_of(instead)
    command = ExchangeOrder(
        key,
        body["id"],
        _by_line(body, "quantity"),
        instead["id"],
        basket,
        body.get("at"),
        body.get("channel", ""),
    )
    with within("/instead"):
        booked = exchange_order(services(), command)
    returned, recorded = booked.returned, booked.recorded
    document = _with_codes(recorded)
    answer = {
        "returned": return_shown(returned.returned, returned.document()),
        "order": _shown(recorded.order, document, (), offered="value_to_spend" in body["instead"]),
        "to_pay": money_of(document, booked.to_pay),
    }
    return answer, OK if returned.replayed else CREATED, replayed(returned.replayed)


def _key(body: Mapping[str, Any], order_id: str) -> OrderKey:
    caller().reach(body["programme"])
    name = path_value(ORDER_ID, order_id, "order_id")
    return OrderKey(body["programme"], body.get("source", caller().label), name)


def _by_line(body: Mapping[str, Any], what: str) -> dict[str, Any]:
    """Give what is said of each line; raises `RequestInvalid` where a line stands twice."""
    found: dict[str, Any] = {}
    for place, line in enumerate(body["lines"]):
        if line["line"] in found:
            raise RequestInvalid([TWICE.at(f"/lines/{place}/line")])
        found[line["line"]] = line[what]
    return found


def _changed(booked: Returned) -> Answer:
    answer = return_shown(booked.returned, booked.document())
    return answer, OK if booked.replayed else CREATED, replayed(booked.replayed)


def _with_codes(booked: Recorded) -> Document:
    return with_codes(services(), booked.order, booked.recipe.decision, booked.document())


def _shown(
    order: Order, document: Document, returns: Iterable[Return], *, offered: bool = False
) -> dict[str, object]:
    return {
        **priced(document, order.member_id, offered=offered),
        "id": order.key.order_id,
        "state": order.state,
        "returns": [return_shown(returned, document) for returned in returns],
    }
