"""Tills: sales that were made without the network."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import within
from api.current import services
from api.faults import NAMED_TWICE, OTHER_CURRENCY
from api.refusals import RequestInvalid
from api.resource import Exchange, Resource
from api.schemas.basket import basket_of
from api.schemas.membership.identities import shown_of
from api.schemas.selling.tills import SYNC_EXAMPLE, SyncIn, SyncOut, outcome_shown
from loyalty.access.scopes import Scope
from loyalty.orders.order import Promise
from loyalty.use_cases.tills.sync_sales import ProvisionalSale, SyncSales, sync_sales

tills = Resource("tills", "Sales of tills that had no network.")
SYNC = Exchange(SyncOut, takes=SyncIn, request_example=SYNC_EXAMPLE, own_id=True)


@tills.route("POST", "/v1/orders/sync", Right(Scope.ORDERS_WRITE, books=True), SYNC)
def synchronise(body: dict[str, Any]) -> dict[str, object]:
    """Book sales that a till made without the network, each once, under its own id.

    A sale is decided by the version of the programme that its bundle carried, for the time of the
    sale. Where that differs from what the till promised, the difference is booked with its reason.
    """
    caller().reach(body["programme"])
    sales = [_sale(place, sale) for place, sale in enumerate(body["sales"])]
    command = SyncSales(body["programme"], caller().label, sales)
    return {"outcomes": [outcome_shown(each) for each in sync_sales(services(), command)]}


def _sale(place: int, sale: Mapping[str, Any]) -> ProvisionalSale:
    promised = sale["promised"]
    with within(f"/sales/{place}"):
        basket = basket_of(sale)
        if promised["payable"].currency != sale["currency"]:
            raise RequestInvalid([OTHER_CURRENCY.at("/promised/payable/currency")])
        if "member" in sale and "identity" in sale:
            raise RequestInvalid([NAMED_TWICE.at("/identity")])
    return ProvisionalSale(
        sale["id"],
        sale["at"],
        basket,
        Promise(
            sale["digest"], promised["payable"].minor, promised["points_earned"], promised["points_used"]
        ),
        sale.get("member"),
        shown_of(sale["identity"]) if "identity" in sale else None,
    )
