"""An order's id is claimed once; returns, spend, quotes and explanations are read as they were kept."""

import zlib
from dataclasses import replace
from functools import partial
from hashlib import sha256

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.kernel.refusal import InvariantBroken
from loyalty.orders.order import (
    Order,
    OrderExists,
    OrderKey,
    OrderState,
    Return,
    ReturnExists,
    ReturnKind,
    Spend,
    StaleOrder,
)
from loyalty.orders.quote import Explanation, FrozenDocument, Quote
from loyalty.orders.rows import document_in, document_row
from loyalty.unit_of_work import UnitOfWork, Units
from tests.stores.making import PROGRAMME, SHOP, day

MEMBER = MemberId(1)
KEY = OrderKey(PROGRAMME, SHOP, "o-1")
ORDER = Order(
    key=KEY,
    member_id=MEMBER,
    occurred_at=day(3),
    recorded_at=day(4),
    digest="d" * 64,
    fingerprint="f" * 64,
    explanation_id="exp_1",
    total=2559,
    paid=2559,
    points_earned=25,
    points_used=0,
)
RETURN = Return(
    key=KEY,
    return_id="r-1",
    occurred_at=day(9),
    recorded_at=day(9),
    fingerprint="e" * 64,
    lines='{"1":"1"}',
    money=1000,
    points_back=10,
    points_restored=0,
    explanation_id="exp_2",
)
LATER = replace(
    ORDER,
    key=replace(KEY, order_id="o-2"),
    occurred_at=day(20),
    recorded_at=day(20),
    total=1000,
    explanation_id="exp_9",
)
RECIPE = '{"version":1}'
EXPLANATION = Explanation(
    explanation_id="exp_1",
    kind="receipt",
    member_id=None,
    programme=PROGRAMME,
    digest="d" * 64,
    recipe=RECIPE,
    sha256=sha256(RECIPE.encode()).hexdigest(),
    created_at=day(4),
)


@pytest.fixture
def booked(units: Units) -> Units:
    """Give a database with one order."""
    with units.write() as unit:
        unit.orders.claim(ORDER)
        unit.commit()
    return units


def test_an_order_is_read_as_it_was_booked(booked: Units) -> None:
    """Every field comes back; another source's order of the same id is another order."""
    with booked.read() as unit:
        assert ORDER == unit.orders.get(KEY)
        assert unit.orders.get(replace(KEY, source="web")) is None
        assert 1 == unit.orders.count(PROGRAMME)


def test_an_order_id_is_claimed_once(booked: Units) -> None:
    """The second claim is refused with the order that is there, member or none."""
    with booked.write() as unit, pytest.raises(OrderExists) as refusal:
        unit.orders.claim(replace(ORDER, member_id=None, total=1))

    assert ORDER == refusal.value.order


def test_an_order_of_nobody_claims_its_id_too(units: Units) -> None:
    """Somebody who is no member buys once as well."""
    with units.write() as unit:
        unit.orders.claim(replace(ORDER, member_id=None))
        unit.commit()

    with units.write() as unit, pytest.raises(OrderExists) as refusal:
        unit.orders.claim(replace(ORDER, member_id=None))

    assert refusal.value.order.member_id is None


def test_a_return_moves_its_order(booked: Units) -> None:
    """The return is read as it was kept, and the order counts it and shows its new state."""
    with booked.write() as unit:
        unit.orders.claim_return(ORDER, RETURN, OrderState.RETURNED_PARTLY)
        unit.commit()

    with booked.read() as unit:
        assert [RETURN] == unit.orders.returns(KEY)
        assert replace(ORDER, returns=1, state=OrderState.RETURNED_PARTLY) == unit.orders.get(KEY)


def test_a_return_id_is_claimed_once(booked: Units) -> None:
    """The second claim is refused with the return that is there."""
    with booked.write() as unit:
        unit.orders.claim_return(ORDER, RETURN, OrderState.RETURNED_PARTLY)
        with pytest.raises(ReturnExists) as refusal:
            unit.orders.claim_return(ORDER, replace(RETURN, money=1), OrderState.RETURNED)

    assert RETURN == refusal.value.returned


def test_changes_of_an_order_come_back_in_the_order_of_booking(booked: Units) -> None:
    """What each was, where, why and for which order is kept; of one moment the first booked comes first."""
    first = replace(RETURN, return_id="z", kind=ReturnKind.ADJUSTMENT, reason="promise", money=-150, seq=1)
    then = replace(RETURN, return_id="a", kind=ReturnKind.EXCHANGE, channel="shop-2", next_order="o-9", seq=2)
    with booked.write() as unit:
        unit.orders.claim_return(ORDER, first, OrderState.BOOKED)
        unit.orders.claim_return(replace(ORDER, returns=1), then, OrderState.CANCELLED)
        unit.commit()

    with booked.read() as unit:
        assert [first, then] == unit.orders.returns(KEY)
        assert OrderState.CANCELLED is found_state(unit)


def found_state(unit: UnitOfWork) -> OrderState:
    """Give the state of the order as it is kept."""
    order = unit.orders.get(KEY)
    assert order is not None
    return order.state


def test_two_returns_decided_on_one_reading_do_not_both_count(booked: Units) -> None:
    """The second, of another id, is told to decide again: what it may return has changed."""
    with booked.write() as unit:
        unit.orders.claim_return(ORDER, RETURN, OrderState.RETURNED_PARTLY)
        unit.commit()

    with pytest.raises(StaleOrder), booked.write() as unit:
        unit.orders.claim_return(ORDER, replace(RETURN, return_id="r-2"), OrderState.RETURNED)

    with booked.read() as unit:
        assert [RETURN] == unit.orders.returns(KEY)


def test_spend_is_summed_between_instants(units: Units) -> None:
    """The start counts and the end does not; a return counts below zero, at its order's instant."""
    with units.write() as unit:
        for number, on in enumerate((0, 5, 10)):
            key = replace(KEY, order_id=f"o-{number}")
            unit.orders.add_spend(Spend(MEMBER, key, "", day(on), day(20), "spend", 10**number))
        unit.orders.add_spend(Spend(MEMBER, replace(KEY, order_id="o-1"), "r", day(5), day(21), "spend", -3))
        unit.orders.add_spend(Spend(MemberId(2), KEY, "", day(5), day(5), "spend", 7000))
        unit.orders.add_spend(Spend(MEMBER, replace(KEY, order_id="o-1"), "", day(5), day(5), "nights", 9000))
        unit.commit()

    with units.read() as unit:
        counted = partial(unit.orders.counted_between, MEMBER, PROGRAMME, "spend")
        assert 1 + 10 - 3 == counted(Period(day(0), day(10)), day(30))
        assert 10 - 3 + 100 == counted(Period(day(5), day(11)), day(30))
        assert 10 + 100 == counted(Period(day(5), day(11)), day(20))
        assert 0 == unit.orders.counted_between(MEMBER, "tea", "spend", Period(day(0), day(11)), day(30))


def test_a_quote_is_read_as_it_was_promised(units: Units) -> None:
    """Every field comes back, and an unknown id gives nothing."""
    quote = Quote("quo_1", PROGRAMME, "d" * 64, None, day(1), day(2), "f" * 64, 2559, "exp_1")
    with units.write() as unit:
        unit.quotes.add(quote)
        unit.commit()

    with units.read() as unit:
        assert quote == unit.quotes.get("quo_1")
        assert unit.quotes.get("quo_2") is None


def test_an_explanation_is_read_as_it_was_given(units: Units) -> None:
    """Every field comes back, byte for byte."""
    with units.write() as unit:
        unit.explanations.add(EXPLANATION)
        unit.commit()

    with units.read() as unit:
        assert EXPLANATION == unit.explanations.get("exp_1")
        assert unit.explanations.get("exp_2") is None


def test_an_explanation_cannot_be_changed(database_url: str) -> None:
    """The database refuses; and a recipe that is not what was hashed cannot be read."""
    engine = open_engine(database_url)
    with Units(engine).write() as unit:
        unit.explanations.add(EXPLANATION)
        unit.commit()

    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text("UPDATE explanation SET recipe = '{}'"))
    engine.dispose()
    with pytest.raises(InvariantBroken):
        replace(EXPLANATION, recipe="{}")


def test_what_orders_came_to_is_less_what_was_given_back_by_then(units: Units) -> None:
    """By two starts at once; what is given back later does not count yet; another member has nothing."""
    with units.write() as unit:
        for order in (ORDER, LATER):
            unit.orders.claim(order)
        unit.orders.claim_return(ORDER, RETURN, OrderState.RETURNED_PARTLY)
        unit.commit()

    with units.read() as unit:
        spent = partial(unit.orders.spent_until, MEMBER, PROGRAMME, [day(0), day(10)])
        assert [2559, 0] == spent(day(8))
        assert [1559, 0] == spent(day(9))
        assert [2559, 1000] == spent(day(20))
        assert [0] == unit.orders.spent_until(MemberId(2), PROGRAMME, [day(0)], day(20))


def test_buyers_are_told_with_their_last_order(units: Units) -> None:
    """The last time, how many orders and what they came to; orders that all came back count nothing."""
    with units.write() as unit:
        for order in (ORDER, LATER, replace(LATER, key=replace(KEY, order_id="o-3"), member_id=None)):
            unit.orders.claim(order)
        unit.commit()
    with units.read() as unit:
        assert [(MEMBER, day(20), 2, 3559)] == list(unit.orders.buyers(PROGRAMME, day(20)))
        assert [(MEMBER, day(3), 1, 2559)] == list(unit.orders.buyers(PROGRAMME, day(19)))
        assert day(20) == unit.orders.last_until(MEMBER, PROGRAMME, day(30))
        assert unit.orders.last_until(MEMBER, PROGRAMME, day(2)) is None

    with units.write() as unit:
        unit.orders.claim_return(ORDER, RETURN, OrderState.RETURNED)
        unit.commit()
    with units.read() as unit:
        assert [(MEMBER, day(20), 1, 1000)] == list(unit.orders.buyers(PROGRAMME, day(20)))


TOLD = FrozenDocument.of('{"id":"exp_1","label":"咖啡"}'.encode())


def test_a_document_is_kept_as_it_was_told(units: Units) -> None:
    """What was told comes back to the byte; where nobody was told anything there is none."""
    with units.write() as unit:
        unit.explanations.add(replace(EXPLANATION, document=TOLD))
        unit.explanations.add(replace(EXPLANATION, explanation_id="exp_2"))
        unit.commit()

    with units.read() as unit:
        assert replace(EXPLANATION, document=TOLD) == unit.explanations.get("exp_1")
        assert replace(EXPLANATION, explanation_id="exp_2") == unit.explanations.get("exp_2")


def test_a_document_that_was_changed_is_not_given(units: Units) -> None:
    """Bytes that are no longer those that were told stop whoever reads them."""
    row = document_row("exp_1", TOLD)
    for body in (zlib.compress(b'{"id":"exp_1"}'), b"not compressed"):
        with pytest.raises(InvariantBroken):
            document_in(body, str(row["sha256"]))
