"""Laws of codes that orders give: sent again an order gives the same code, which lives by what is kept.

The orders are of one to three lines; the codes are for large orders and for small ones, so that
bringing something back may end a code, and bringing back more may let it count again.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.check_voucher import CheckVoucher, check_voucher
from loyalty.use_cases.given_codes import codes_given
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.services import Services
from loyalty.vouchers.count import Reason
from tests.steps.drivers import StandingClock

NAME = "corner-coffee"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LARGE, SMALL = 4000, 2000
NUMBERS = count(1)
RULES = """
vouchers:
  - id: next
    name: {en: Next, zh-CN: 下次}
    codes: unique
    each_code: 1
    given_by_order: {when: "order.list_total >= 40.00 or order.list_total < 20.00", valid: 30 days}
    after_return: used_up
"""


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services of a programme whose orders give codes."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    del source["examples.yaml"]
    source |= {"vouchers.yaml": RULES}
    engine = open_engine(database_url)
    made = Services(Units(engine), StandingClock(NOW), SystemEntropy(), b"secret")
    adopt_programme(made, source)
    yield made
    engine.dispose()


def gives(kept: int) -> bool:
    """Give whether an order of so many minor units gives a code; an empty one gives none."""
    return kept >= LARGE or 0 < kept < SMALL


@st.composite
def stories(draw: DrawFn) -> tuple[list[tuple[int, int]], list[int]]:
    """Give price and units of each line, and the lines of which one comes back after the other."""
    line = st.tuples(st.integers(100, 3500), st.integers(1, 3))
    lines = draw(st.lists(line, min_size=1, max_size=3))
    units = [place for place, (_, number) in enumerate(lines) for _ in range(number)]
    return lines, draw(st.permutations(units))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories())
def test_a_code_counts_as_long_as_what_is_kept_gives_it(
    services: Services, story: tuple[list[tuple[int, int]], list[int]]
) -> None:
    """Whatever comes back in whatever order, a code counts where the kept order would have given it."""
    lines, back = story
    name, facts = f"o-{next(NUMBERS)}", {"category": "coffee", "brand": "own"}
    bought = [
        BasketLine(str(place), "beans", Fraction(units), Fraction(price), facts)
        for place, (price, units) in enumerate(lines)
    ]
    command = RecordOrder(NAME, "till", name, Basket(tuple(bought), {"channel": "shop"}))
    booked = record_order(services, command)
    codes = codes_given(services, booked.order, booked.recipe.decision)
    kept = sum(price * units for price, units in lines)

    assert len(codes) == gives(kept)
    for place, line in enumerate(back):
        change = RecordReturn(OrderKey(NAME, "till", name), f"r-{place}", {str(line): Fraction(1)})
        returned = record_return(services, change)
        assert record_return(services, change).recipe.refund == returned.recipe.refund
        kept -= lines[line][0]
        for code in codes:
            reason = check_voucher(services, CheckVoucher(NAME, code.code)).reason
            assert reason is (None if gives(kept) else Reason.ENDED)
    again = record_order(services, command)
    assert again.replayed
    assert codes == codes_given(services, again.order, again.recipe.decision)
