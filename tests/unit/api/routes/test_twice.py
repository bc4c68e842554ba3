"""What is sent twice is booked once: each operation that writes, from the contract, under one key."""

from loyalty.access.scopes import Scope
from tests.unit.api.routes.shop import Shop
from tests.unit.api.routes.tenants import MINE, open_house
from tests.unit.api.routes.test_tenants import in_turn

TOLD_AGAIN = {
    "POST /v1/quotes",
    "POST /v1/estimates",
    "POST /v1/plans/compare",
}
"""What books nothing: each price is told in a document of its own."""
BOOKED_AT_LEAST = 35


def test_what_is_sent_twice_is_booked_once(shop: Shop) -> None:
    """The second request is answered as the first one, whatever its route, and no table has more rows."""
    house = open_house(shop)
    shop.key(*Scope)
    contract = shop.ask("GET", "/openapi.json")
    asked = dict(house.requests(contract, MINE, there=True))
    wrong, booked, before = [], 0, shop.rows()
    for operation in in_turn(contract):
        if operation.startswith("GET") or operation in TOLD_AGAIN:
            continue
        of = asked[operation]
        first = shop.send(of.method, of.path, of.body, key=f"once {operation}".replace(" ", "-"))
        once = shop.rows()
        second = shop.send(of.method, of.path, of.body, key=f"once {operation}".replace(" ", "-"))
        booked += once != before and first.status_code < 300
        before = shop.rows()
        if once != before or (first.status_code < 300) is not (second.status_code < 300):
            wrong.append(operation)

    assert [] == wrong
    assert booked >= BOOKED_AT_LEAST
