"""Two servers whose clocks are apart, and buyers who do not wait for them."""

from datetime import timedelta

import pytest

from tests.unit.api.routes.shop import LINE, Shop, basket

OF: dict[str, object] = {"programme": "corner-coffee"}
INSTEAD: dict[str, object] = {
    "id": "order-2",
    "currency": "EUR",
    "order": {"channel": "shop"},
    "lines": [LINE],
}
BACK: dict[str, dict[str, object]] = {
    "returns": {**OF, "id": "back-1", "lines": [{"line": "1", "quantity": 1}]},
    "exchanges": {**OF, "id": "back-1", "lines": [{"line": "1", "quantity": 1}], "instead": INSTEAD},
    "cancellation": {**OF, "id": "back-1", "reason": "out-of-stock"},
}


@pytest.mark.parametrize("way", sorted(BACK))
def test_an_order_comes_back_by_a_clock_that_is_behind(shop: Shop, way: str) -> None:
    """Who says no instant is not told that the return is before its order, and one that is named stays so."""
    shop.ask("PUT", "/v1/orders/order-1", basket(shop.member(), LINE))
    sold = shop.clock.at
    shop.clock.at -= timedelta(seconds=20)

    early = {**BACK[way], "at": shop.clock.at.isoformat()}
    assert 409 == shop.send("POST", f"/v1/orders/order-1/{way}", early).status_code
    taken = shop.ask("POST", f"/v1/orders/order-1/{way}", BACK[way])
    assert sold.isoformat().removesuffix("+00:00") + "Z" == taken.get("returned", taken)["at"]
