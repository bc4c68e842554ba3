"""The price of one unit of measure, beside the price of a line."""

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import decide
from loyalty.decision.explain import Heading, explain
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.situate import NOBODY, Participant, situate
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.profiles.refusals import UnitPriceMissing
from loyalty.sumcheck import check
from loyalty.use_cases.market_notices import refuse_unmeasured
from loyalty.use_cases.sold_in import sale_in
from tests.steps.reading import coffee_with

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
WEIGHTS = [Fraction(1, 4), Fraction(1, 2), Fraction(3)]
RULES = """
facts:
  member.tier:      {is: tier, label: membership}
  member.country:   {is: country, label: transaction, purpose: [tax], default: DE}
  order.channel:    {is: choice, of: [app, web, shop], default: app}
  order.total:      {is: money, sum_of: line.amount}
  line.category:    {is: choice, of: [coffee, tea, gear, gift-card]}
  line.brand:       {is: choice, of: [own, other]}
  line.weight:      {is: quantity, default: 0}
basket:
  tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
  unit_prices:
    - {id: by-weight, unit: kg, content: line.weight, when: 'line.category in ["coffee", "tea"]'}
"""


@pytest.fixture(scope="module")
def programme() -> Programme:
    """Give the shipped programme, in which coffee and tea have a price for each kilogram."""
    compiled = compile_programme(coffee_with(RULES))
    assert compiled.programme is not None, [str(finding) for finding in compiled.findings]
    return compiled.programme


def _basket(price: Fraction, quantity: int, weight: Fraction | None, category: str = "coffee") -> Basket:
    told = {} if weight is None else {"weight": str(weight.numerator / weight.denominator)}
    line = BasketLine("1", "beans", Fraction(quantity), price, {"category": category, "brand": "own", **told})
    return Basket((line,), {}, {})


def _line(programme: Programme, basket: Basket, tier: str | None = None, market: str = "") -> dict[str, Any]:
    who = NOBODY if tier is None else Participant(enrolled=True, tier=tier)
    decision = decide(programme, situate(programme, basket, AT, who))
    document = explain(decision, Heading("exp_1", "quote", beside={"market": market}), for_nobody(decision))
    assert () == tuple(check(document))
    found: dict[str, Any] = document["lines"][0]
    return found


@settings(max_examples=40)
@given(
    st.integers(1, 10**6), st.integers(1, 20), st.sampled_from([Fraction(1, 4), Fraction(1, 2), Fraction(3)])
)
def test_units_times_their_price_is_the_price(
    programme: Programme, price: int, quantity: int, weight: Fraction
) -> None:
    """But for the rounding of one unit: half a cent of each."""
    told = _line(programme, _basket(Fraction(price), quantity, weight))["per_measure"]

    units = quantity * weight
    assert units == Fraction(told["units"])
    assert abs(units * Fraction(told["price"]) * 100 - price * quantity) <= units / 2
    assert told["price"] == told["public_price"]


def test_the_members_stands_beside_the_one_for_everybody(programme: Programme) -> None:
    """Gold pays five per cent less for the kilogram too."""
    told = _line(programme, _basket(Fraction(1000), 1, Fraction(1, 2)), "gold")["per_measure"]

    assert ("kg", "0.5", "19.00", "20.00") == tuple(
        told[name] for name in ("unit", "units", "price", "public_price")
    )


def test_where_it_is_due_nothing_is_quoted_without_it(programme: Programme) -> None:
    """Coffee of which nobody says what it weighs is refused in the Union; gear is not, nor is China asked."""
    unsaid, gear = _basket(Fraction(1000), 1, None), _basket(Fraction(1000), 1, None, "gear")

    assert "per_measure" not in _line(programme, gear)
    anywhere = sale_in(programme, "")
    refuse_unmeasured(decide(programme, situate(programme, gear, AT)), anywhere)
    decision = decide(programme, situate(programme, unsaid, AT))
    with pytest.raises(UnitPriceMissing) as refused:
        refuse_unmeasured(decision, anywhere)
    assert "/lines/0" == refused.value.facts["pointer"]
    refuse_unmeasured(decision, sale_in(programme, "CN"))


def test_tax_that_is_added_stands_in_it_where_no_listed_price_may_leave_it_out() -> None:
    """Half a kilogram for 10.00 and 7 % is 21.40 a kilogram in the Union, Gold's 20.34; 20.00 in America."""
    rules = RULES.replace("include_tax", "exclude_tax")
    source = coffee_with(rules)
    main = source["programme.yaml"].replace("jurisdictions: [EU, CN]", "jurisdictions: [EU, US]")
    compiled = compile_programme({**source, "programme.yaml": main})
    assert compiled.programme is not None, [str(finding) for finding in compiled.findings]
    basket = _basket(Fraction(1000), 1, Fraction(1, 2))

    told = {
        market: _line(compiled.programme, basket, "gold", market)["per_measure"]
        for market in ("EU", "", "US")
    }

    with_tax = ("20.34", "21.40")
    assert {"EU": with_tax, "": with_tax, "US": ("19.00", "20.00")} == {
        market: (each["price"], each["public_price"]) for market, each in told.items()
    }
