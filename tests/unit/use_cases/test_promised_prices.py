"""An order that cites its quote pays what was quoted, or less; both prices stand on its receipt."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loyalty import sumcheck
from loyalty.adapters.entropy import SystemEntropy
from loyalty.adoption.version import Person
from loyalty.database.engine import open_engine
from loyalty.decision.explain import Document
from loyalty.kernel.identity import MemberId
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import AtOnce, adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.refusals import QuoteDiffers, QuoteUsed
from loyalty.use_cases.returns.cancel_order import CancelOrder, cancel_order
from loyalty.use_cases.services import Services
from loyalty.wording.text import as_text
from tests.steps.drivers import StandingClock
from tests.steps.reading import coffee, coffee_with

NAME = "corner-coffee"
BEGIN = datetime(2026, 12, 6, 22, 50, tzinfo=UTC)
"""Ten minutes before tea week begins in Berlin."""
END = datetime(2026, 12, 13, 22, 50, tzinfo=UTC)
"""Ten minutes before it ends."""


def services_of(units: Units) -> Services:
    """Give services at the moment when these tests begin."""
    return Services(units, StandingClock(BEGIN), SystemEntropy(), b"s")


@pytest.fixture
def services(sqlite_database: str) -> Iterator[Services]:
    """Give services with the coffee programme."""
    with closing(Units(open_engine(sqlite_database))) as units:
        made = services_of(units)
        adopt_programme(made, coffee())
        yield made


def basket(price: int, points: int = 0) -> Basket:
    """Give some tea, at a price in minor units, sent home."""
    line = BasketLine("1", "sencha", Fraction(1), Fraction(price), {"category": "tea", "brand": "own"})
    return Basket((line,), {"channel": "web", "delivery": "home"}, {}, points)


def test_a_price_that_has_fallen_is_charged_as_it_is_now(services: Services) -> None:
    """The receipt names what was promised, what it is now, and when; and it adds up."""
    quoted = quote_basket(services, QuoteBasket(NAME, basket(2000)))
    services.clock.at = BEGIN + timedelta(minutes=15)  # type: ignore[attr-defined]  # the clock of these tests
    sold = record_order(services, RecordOrder(NAME, "till", "o-1", basket(2000), quote=quoted.quote.quote_id))
    told = sold.document()

    assert {
        "quote": quoted.quote.quote_id,
        "quoted_at": "2026-12-06T22:50:00Z",
        "quoted": 2320,
        "bought_at": "2026-12-06T23:05:00Z",
        "now": 2120,
        "charged": 2120,
    } == told["promise"]
    assert 2120 == told["total"]["due"] == sold.order.total
    assert [] == sumcheck.check(told)
    assert "Charged, the lower of both" in as_text(told, "en")
    assert "实收（取较低者）" in as_text(told, "zh-CN")


def test_one_quote_is_one_order(sqlite_database: str) -> None:
    """What is promised of a first order is bought once; once that is cancelled it may be bought again."""
    rules = coffee_with("assessments: [{id: pia-2026-2, of: [history.orders]}]")
    first = rules["basket.yaml"].replace('line.category == "tea"', "history.orders == 0")
    with closing(Units(open_engine(sqlite_database))) as units:
        services = services_of(units)
        adopt_programme(services, {**rules, "basket.yaml": first})
        member = MemberId(enrol_member(services, EnrolMember(NAME), Once("t", "1", "")).data["member"])
        services.clock.at = BEGIN + timedelta(minutes=15)  # type: ignore[attr-defined]  # the clock of these tests
        quoted = quote_basket(services, QuoteBasket(NAME, basket(2000), member))
        order = RecordOrder(NAME, "till", "o-1", basket(2000), member, quote=quoted.quote.quote_id)

        sold = record_order(services, order)
        with pytest.raises(QuoteUsed):
            record_order(services, replace(order, order_id="o-2"))
        assert (True, sold.order.total) == (
            record_order(services, order).replayed,
            quoted.document["total"]["due"],
        )
        cancel_order(services, CancelOrder(sold.order.key, "c-1", reason="error"))
        assert 2120 == record_order(services, replace(order, order_id="o-2")).order.total


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from([BEGIN, END]),
    st.integers(0, 29),
    st.sampled_from([1, 99, 2000]),
    st.none() | st.integers(0, 10**9),
)
def test_nobody_pays_more_than_was_quoted(
    services: Services, start: datetime, minutes: int, price: int, number: int | None
) -> None:
    """12: whatever rises or falls between the quote and the order, what is due is the lower of both."""
    services.clock.at = start  # type: ignore[attr-defined]  # the clock of these tests
    member = None
    if number is not None:
        told = enrol_member(services, EnrolMember(NAME), Once("t", f"{number}", ""))
        member = MemberId(told.data["member"])
    quoted = quote_basket(services, QuoteBasket(NAME, basket(price), member))
    services.clock.at = start + timedelta(minutes=minutes)  # type: ignore[attr-defined]  # the clock of these tests
    now = quote_basket(services, QuoteBasket(NAME, basket(price), member))
    order = RecordOrder(
        NAME, "till", quoted.quote.quote_id, basket(price), member, quote=quoted.quote.quote_id
    )
    sold = record_order(services, order)

    assert min(quoted.document["total"]["due"], now.document["total"]["due"]) == sold.order.total
    assert sold.document()["promise"]["charged"] == sold.order.total


TIERS = """
tiers:
  measured_by: {sum_of: line.amount, over: 12 months}
  decided: before the order
  ladder: [{name: blue, from: 0.00, discount: %s}, {name: gold, from: 2000.00, discount: 5%%}]
  keep_for: 12 months
  landing: soft
"""
GENEROUS = coffee_with(TIERS % "1%")
NOT_PERSONAL = coffee_with(TIERS.replace("discount: 5%%", "earn: 1.5x").replace(", discount: %s", ""))


def _bought(services: Services, command: QuoteBasket, then: Callable[[], object] = lambda: None) -> Document:
    """Give the receipt of an order that cites a quote, with something done between the two."""
    quoted = quote_basket(services, command)
    then()
    order = RecordOrder(NAME, "till", "o-1", command.basket, command.member, quote=quoted.quote.quote_id)
    return record_order(services, order).document()


def _paid(told: Document) -> tuple[int, str]:
    return told["total"]["due"], told["baseline"]["level"]


@pytest.mark.parametrize(("personalise", "paid"), [(False, (2320, "none")), (True, (2300, "membership"))])
def test_who_wants_no_personal_price_is_charged_none(
    sqlite_database: str, *, personalise: bool, paid: tuple[int, str]
) -> None:
    """PP-06: the price of the moment takes no account of the member where the quote was not to."""
    with closing(Units(open_engine(sqlite_database))) as units:
        services = services_of(units)
        adopt_programme(services, GENEROUS)
        told = enrol_member(services, EnrolMember(NAME), Once("t", "1", ""))
        member = MemberId(told.data["member"])

        assert paid == _paid(
            _bought(services, QuoteBasket(NAME, basket(2000), member, personalise=personalise))
        )


def test_a_personal_price_of_which_the_quote_did_not_tell_takes_not_its_place(sqlite_database: str) -> None:
    """PP-02: nobody is bound to a price made for them before they were told that it is one."""
    with closing(Units(open_engine(sqlite_database))) as units:
        services = services_of(units)
        adopt_programme(services, NOT_PERSONAL)
        told = enrol_member(services, EnrolMember(NAME), Once("t", "1", ""))
        member = MemberId(told.data["member"])
        emergency = AtOnce(Person("Anna Author"), "a discount that was forgotten")

        receipt = _bought(
            services,
            QuoteBasket(NAME, basket(2000), member),
            lambda: adopt_programme(services, GENEROUS, emergency),
        )

        assert (2320, "none") == _paid(receipt)
        assert [] == receipt["notices"]


def test_a_price_promised_in_one_currency_is_not_bought_in_another(services: Services) -> None:
    """PX-12: the same digits in dollars are another order, said or not, euros are euros."""
    quoted = quote_basket(services, QuoteBasket(NAME, basket(2000))).quote.quote_id
    dollars, euros = replace(basket(2000), currency="USD"), replace(basket(2000), currency="EUR")

    with pytest.raises(QuoteDiffers):
        record_order(services, RecordOrder(NAME, "till", "o-1", dollars, quote=quoted))
    assert record_order(services, RecordOrder(NAME, "till", "o-1", euros, quote=quoted)).document()
