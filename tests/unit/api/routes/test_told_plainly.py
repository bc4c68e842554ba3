"""Refusals and answers say what somebody needs to go on who has not written the rules."""

from typing import Any

import pytest

from tests.unit.api.routes.shop import LINE, Shop, basket


def quoted(shop: Shop, **members: object) -> dict[str, Any]:
    """Give the answer to a quote with these members, whatever it is."""
    told: dict[str, Any] = shop.send("POST", "/v1/quotes", {**basket(), **members}).get_json()
    return told


def test_stored_value_that_pays_nothing_is_told(shop: Shop) -> None:
    """Whoever offers what the programme has not is told that none was used; others are not."""
    offered = {"value_to_spend": {"amount": 500, "currency": "EUR"}}
    nothing = {"amount": 0, "currency": "EUR"}
    booked = shop.ask("PUT", "/v1/orders/o-1", {**basket(shop.member()), **offered})

    assert nothing == quoted(shop, **offered)["value_used"] == booked["value_used"]
    assert "value_used" not in quoted(shop)


def test_a_time_before_the_programme_is_told_the_first(shop: Shop) -> None:
    """A name that is known is not called unknown without a word: the first version stands beside it."""
    early = quoted(shop, at="2001-01-01T00:00:00Z")
    nowhere = quoted(shop, programme="nowhere")

    first = early["reasons"][0]["first"]
    assert f"the first one binds from {first}." in early["detail"]
    assert quoted(shop, at=first).get("code") is None
    assert "first" not in nowhere["reasons"][0]


def test_a_limit_of_money_is_told_as_money(shop: Shop) -> None:
    """Of the programme's limits and of those of the contract, nobody has to count zeroes."""
    dear = {**LINE, "quantity": 9999, "unit_price": "9999.00"}
    huge = {**LINE, "unit_price": {"amount": 10**16, "currency": "EUR"}}

    beyond = shop.send("POST", "/v1/quotes", basket(None, dear)).get_json()
    outside = shop.send("POST", "/v1/quotes", basket(None, huge)).get_json()

    assert ("out-of-bounds", 10**8) == (beyond["code"], beyond["reasons"][0]["limit"])
    assert "1000000.00 EUR" in beyond["detail"]
    assert "1000000000000000 (10000000000000.00 EUR)" in outside["errors"][0]["hint"]


def test_a_row_that_is_missing_is_told_with_what_it_is_sought_by(shop: Shop) -> None:
    """Which facts the tax table is asked by stands in the rule files, which a storefront has not."""
    told = quoted(shop, facts={"member.country": "FR"})

    assert ("no-value", "") == (told["code"], told["errors"][0]["pointer"])
    assert "`member.country`, `line.category`" in told["detail"]


def test_the_quote_that_differs_is_pointed_at(shop: Shop) -> None:
    """An order that is not what was quoted is refused at the quote."""
    told = shop.send("PUT", "/v1/orders/o-1", basket(quote=quoted(shop)["id"], points_to_spend=1)).get_json()

    assert [("quote-differs", "/quote")] == [(each["code"], each["pointer"]) for each in told["errors"]]


@pytest.mark.parametrize("value", [None, "x"])
def test_facts_of_a_line_are_told_in_the_order_in_which_they_stand(shop: Shop, value: object) -> None:
    """What no fact can be, and what the programme does not know: by the same order in every process."""
    names = [f"fact-{letter}" for letter in "qwertzuiop"]
    told = shop.send("POST", "/v1/quotes", basket(None, {**LINE, **dict.fromkeys(names, value)})).get_json()

    assert [f"/lines/0/{name}" for name in names] == [each["pointer"] for each in told["errors"]]
