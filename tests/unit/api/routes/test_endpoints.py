"""Endpoints of a programme's own systems, whose changes are safe to repeat."""

import pytest
from werkzeug.test import TestResponse

from api.idempotency import REPLAYED
from tests.unit.api.routes.shop import Shop
from tests.unit.api.routes.test_audit import PLACE, with_master

OF = {"programme": "corner-coffee"}
HOOK = {**OF, "url": "https://crm.example/hook"}
LISTED = "/v1/webhook-endpoints?programme=corner-coffee"
REMOVED = f"{PLACE}?programme=corner-coffee"


@pytest.fixture
def house(shop: Shop) -> Shop:
    """Give a shop that can seal the secrets of its endpoints."""
    return with_master(shop)


@pytest.fixture(autouse=True)
def made(house: Shop) -> TestResponse:
    """Give the answer to the request that made the endpoint, under the key `made`."""
    return house.send("PUT", PLACE, HOOK, key="made")


def test_a_lost_secret_comes_again_under_its_key(house: Shop, made: TestResponse) -> None:
    """The request that made an endpoint, sent again, gives the same secret; another key gives none."""
    again = house.send("PUT", PLACE, HOOK, key="made")
    assert (201, 201) == (made.status_code, again.status_code)
    assert made.get_json() == again.get_json()
    assert "true" == again.headers[REPLAYED]
    assert REPLAYED not in made.headers

    other = house.send("PUT", PLACE, HOOK, key="other")
    assert 200 == other.status_code
    assert "secret" not in other.get_json()


@pytest.mark.parametrize(
    ("method", "path", "body", "undone"),
    [
        ("PUT", PLACE, {**HOOK, "url": "https://crm.example/new"}, ("PUT", PLACE, HOOK)),
        ("POST", f"{PLACE}/disable", OF, ("POST", f"{PLACE}/enable", OF)),
        ("POST", f"{PLACE}/enable", OF, ("POST", f"{PLACE}/disable", OF)),
        ("DELETE", REMOVED, None, ("PUT", PLACE, HOOK)),
    ],
)
def test_a_change_that_comes_late_again_changes_nothing(
    house: Shop, method: str, path: str, body: object, undone: tuple[str, str, object]
) -> None:
    """It is answered as it was, and what was changed since stays; without a key it is done again."""
    first = house.send(method, path, body, key="once")
    house.ask(*undone)
    stands = house.ask("GET", LISTED)

    again = house.send(method, path, body, key="once")
    assert (200, first.get_json()) == (again.status_code, again.get_json())
    assert "true" == again.headers[REPLAYED]
    assert stands == house.ask("GET", LISTED)

    assert 200 == house.send(method, path, body, key="twice").status_code
    assert stands != house.ask("GET", LISTED)


def test_a_key_of_another_change_is_refused(house: Shop) -> None:
    """One key is one request, of whatever address, types or programme."""
    for changed in ({"url": "https://crm.example/new"}, {"types": ["points.earned"]}):
        answer = house.send("PUT", PLACE, {**HOOK, **changed}, key="made")
        assert (422, "idempotency-conflict") == (answer.status_code, answer.get_json()["code"])
    house.send("DELETE", REMOVED, key="gone")
    answer = house.send("DELETE", f"{PLACE}?programme=other-shop", key="gone")
    assert (422, "idempotency-conflict") == (answer.status_code, answer.get_json()["code"])
