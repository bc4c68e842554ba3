"""The basket of a request, as the engine gets it."""

from fractions import Fraction
from typing import Any

import pytest
from marshmallow import ValidationError

from api.refusals import RequestInvalid
from api.schemas.basket import BASKET_EXAMPLE, LINE_FACTS_MAX, BasketIn, basket_of
from loyalty.kernel.money import currency
from loyalty.pricing.basket import Basket, BasketLine


def with_line(**members: object) -> dict[str, Any]:
    """Give the example with one line that has these members."""
    line = {"sku": "beans-1kg", "quantity": 1, "unit_price": "26.94"}
    return {**BASKET_EXAMPLE, "lines": [{**line, **members}]}


def test_the_example_is_a_basket() -> None:
    """The documented example loads, and becomes exact quantities, minor units and texts."""
    body = BasketIn().load(BASKET_EXAMPLE)

    line = BasketLine("1", "beans-1kg", Fraction(1), Fraction(2694), {"category": "coffee", "brand": "own"})
    order = {"channel": "app", "delivery": "home"}
    assert Basket((line,), order, {"member.country": "DE"}, 0, "EUR") == basket_of(body)
    assert currency("EUR") == body["currency"]


def test_lines_without_ids_are_numbered() -> None:
    """A line that has no id gets its place, counted from 1."""
    body = BasketIn().load({**with_line(), "lines": with_line()["lines"] * 2})

    assert ["1", "2"] == [line.id for line in basket_of(body).lines]


@pytest.mark.parametrize(("fact", "text"), [("coffee", "coffee"), (7, "7"), (True, "true"), (False, "false")])
def test_further_members_of_a_line_are_facts(fact: object, text: str) -> None:
    """Facts of a line reach the engine as texts; the programme says whether it knows them."""
    assert {"mark": text} == basket_of(BasketIn().load(with_line(mark=fact))).lines[0].facts


@pytest.mark.parametrize("fact", [None, ["a"], {"a": 1}])
def test_a_fact_of_a_line_is_flat(fact: object) -> None:
    """Lists, objects and null are no facts; the fault names the member."""
    with pytest.raises(ValidationError) as caught:
        BasketIn().load(with_line(mark=fact))

    assert "not-a-fact" == caught.value.messages_dict["lines"][0]["mark"][0].code


def test_a_line_has_so_many_facts() -> None:
    """More facts than a line may have are refused."""
    with pytest.raises(ValidationError):
        BasketIn().load(with_line(**{f"f{n}": "x" for n in range(LINE_FACTS_MAX + 1)}))


def test_a_price_in_another_currency_is_pointed_at() -> None:
    """A money object must be in the currency of the request."""
    body = BasketIn().load(with_line(unit_price={"amount": 2694, "currency": "USD"}))

    with pytest.raises(RequestInvalid) as caught:
        basket_of(body)
    assert [("/lines/0/unit_price/currency", "other-currency")] == [
        (fault.pointer, fault.code) for fault in caught.value.faults
    ]
