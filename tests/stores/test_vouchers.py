"""Vouchers on both databases: no use is given twice, codes are not kept, a batch repeats itself."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import text

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.check_voucher import CheckVoucher, check_voucher
from loyalty.use_cases.issue_vouchers import IssueVouchers, issue_vouchers
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from loyalty.vouchers.refusals import UnknownVoucher
from tests.steps.drivers import StandingClock

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
CLIENTS = 8
RULES = """
vouchers:
  - {id: last, name: {en: Last, zh-CN: 最后}, codes: public, code: LAST, in_all: 3, after_return: used_up}
  - {id: own, name: {en: Own, zh-CN: 专属}, codes: unique, each_code: 1, after_return: used_up}
"""
BASKET = """
basket:
  discounts:
    combine: sum
    rules:
      - {id: five, name: {en: Five, zh-CN: 五}, when: voucher.last or voucher.own, amount: 5.00}
"""


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database with two vouchers."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    del source["examples.yaml"]
    source |= {"basket.yaml": BASKET, "vouchers.yaml": RULES}
    engine = open_engine(database_url)
    made = Services(Units(engine), StandingClock(NOW), SystemEntropy(), b"secret")
    adopt_programme(made, source)
    yield made
    engine.dispose()


def basket(code: str) -> Basket:
    """Give a basket with a code."""
    line = BasketLine("1", "beans", Fraction(1), Fraction(2000), {"category": "coffee", "brand": "own"})
    return Basket((line,), {"channel": "shop"}, vouchers=(code,))


def bought(services: Services, number: int) -> int:
    """Buy with the public code at once; give what it cost."""
    return record_order(
        services, RecordOrder("corner-coffee", "till", f"o-{number}", basket("LAST"))
    ).order.total


def promised(services: Services, number: int) -> int:
    """Ask for a quote with the public code, and buy it; give what it cost."""
    quote = quote_basket(services, QuoteBasket("corner-coffee", basket("LAST"))).quote
    command = RecordOrder("corner-coffee", "till", f"q-{number}", basket("LAST"), quote=quote.quote_id)
    return record_order(services, command).order.total


@pytest.mark.parametrize("way", [bought, promised])
def test_no_two_clients_use_the_last_use(services: Services, way: object) -> None:
    """Eight clients at once, three uses: three pay less, five pay the price, on either way."""
    assert callable(way)
    with ThreadPoolExecutor(CLIENTS) as pool:
        totals = sorted(pool.map(lambda number: way(services, number), range(CLIENTS)))

    assert [1500] * 3 + [2000] * 5 == totals


def test_a_batch_gives_the_same_codes_again_and_keeps_none(services: Services) -> None:
    """Codes follow from the secret; the database holds their keyed hashes and nothing to make one from."""
    command = IssueVouchers("corner-coffee", "own", "letter", 3)
    codes = issue_vouchers(services, command)
    with services.units.read() as unit:
        rows = unit._connection.execute(text("SELECT * FROM voucher_code")).all()  # noqa: SLF001 - looks at every column

    assert codes == issue_vouchers(services, command)
    assert 3 == len(set(codes)) == len(rows)
    assert not any(code.replace("-", "") in str(rows) or code in str(rows) for code in codes)
    assert [None] * 3 == [
        check_voucher(services, CheckVoucher("corner-coffee", code.lower())).reason for code in codes
    ]


def test_only_unique_codes_are_issued(services: Services) -> None:
    """A public voucher has its code in the file; one that is not there has none."""
    for voucher in ("last", "nothing"):
        with pytest.raises(UnknownVoucher):
            issue_vouchers(services, IssueVouchers("corner-coffee", voucher, "letter", 1))
