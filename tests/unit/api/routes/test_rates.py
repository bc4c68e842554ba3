"""How often a key may ask: what is left is said with each answer, and more is refused until time passes."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from werkzeug.test import TestResponse

from api.app import Door, create_app
from api.operating.rates import Rates
from loyalty.access.scopes import Scope
from loyalty.bootstrap import Health
from loyalty.use_cases.find_key import find_key
from tests.unit.api.routes.shop import Shop
from tests.unit.api.routes.test_tokens import GRANT, TOKEN, Client


def asked(shop: Shop, times: int) -> list[TestResponse]:
    """Ask so often for the same thing."""
    return [shop.send("GET", "/v1/programmes") for _ in range(times)]


def test_a_key_that_asks_too_often_waits(shop: Shop) -> None:
    """Six a minute: the seventh waits ten seconds; another key goes on; a clock set back gives none."""
    rates = Rates(6, shop.clock.now)
    door = Door(partial(find_key, shop.services), lambda: Health({}), shop.services.entropy.bits, rates=rates)
    shop = replace(shop, app=create_app(shop.services, door))
    answers = asked(shop, 7)

    assert [*[200] * 6, 429] == [answer.status_code for answer in answers]
    assert [f'"key";r={left};t={(6 - left) * 10}' for left in (5, 4, 3, 2, 1, 0, 0)] == [
        answer.headers["RateLimit"] for answer in answers
    ]
    assert {'"key";q=6;w=60'} == {answer.headers["RateLimit-Policy"] for answer in answers}
    refused = answers[-1]
    assert ("too-many-requests", "10") == (refused.get_json()["code"], refused.headers["Retry-After"])
    assert "Retry-After" not in answers[0].headers

    before = shop.headers
    shop.key(label="another")
    assert [200] == [answer.status_code for answer in asked(shop, 1)]
    shop.headers = before
    shop.clock.at -= timedelta(days=1)
    assert [429] == [answer.status_code for answer in asked(shop, 1)]
    shop.clock.at += timedelta(seconds=10)
    assert [200, 429] == [answer.status_code for answer in asked(shop, 2)]
    shop.clock.at += timedelta(days=1)
    assert [*[200] * 6, 429] == [answer.status_code for answer in asked(shop, 7)]


def test_a_stranger_spends_nothing(shop: Shop) -> None:
    """What is no key of ours is refused without a word of what is left of anybody's."""
    shop.headers["Authorization"] += "0"
    (answer,) = asked(shop, 1)

    assert 401 == answer.status_code
    assert "RateLimit" not in answer.headers


def test_tokens_spend_the_turns_of_their_key(shop: Shop) -> None:
    """Getting a token takes a turn of the key, and so does each request that a token makes."""
    rates = Rates(3, shop.clock.now)
    door = Door(partial(find_key, shop.services), lambda: Health({}), shop.services.entropy.bits, rates=rates)
    shop = replace(shop, app=create_app(shop.services, door))
    client = Client(shop, Scope.PROGRAMMES_READ)
    texts = [client.token(), client.token()]

    assert [200, 429] == [client.ask(text, "GET", "/v1/programmes").status_code for text in texts]
    assert 429 == client.post(TOKEN, GRANT).status_code
