"""Vouchers on both databases: no use is given twice, codes are not kept, a batch repeats itself."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.orders.order import OrderKey
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.check_voucher import CheckVoucher, check_voucher
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.given_codes import codes_given
from loyalty.use_cases.issue_vouchers import IssueVouchers, issue_vouchers
from loyalty.use_cases.list_vouchers import list_vouchers
from loyalty.use_cases.once import Once
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import Recorded, RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.services import Services
from loyalty.vouchers.count import Reason
from loyalty.vouchers.refusals import UnknownVoucher, VoucherGone
from tests.steps.drivers import StandingClock

NAME = "corner-coffee"
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
    yield from opened_with(database_url, RULES, BASKET)


def opened_with(database_url: str, vouchers: str, basket: str) -> Iterator[Services]:
    """Give services on a fresh database, with other vouchers and discounts."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    del source["examples.yaml"]
    source |= {"basket.yaml": basket, "vouchers.yaml": vouchers}
    engine = open_engine(database_url)
    made = Services(Units(engine), StandingClock(NOW), SystemEntropy(), b"secret")
    adopt_programme(made, source)
    yield made
    engine.dispose()


def basket(code: str) -> Basket:
    """Give a basket with a code."""
    return goods(1, code)


def goods(units: int, *codes: str) -> Basket:
    """Give a basket of so many units at 20.00, with codes."""
    line = BasketLine("1", "beans", Fraction(units), Fraction(2000), {"category": "coffee", "brand": "own"})
    return Basket((line,), {"channel": "shop"}, vouchers=codes)


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


def test_quotes_of_one_member_keep_one_use_together(services: Services) -> None:
    """Ada asks three times and buys one, Ben is promised one and gets it: three uses, one of them is left."""
    enrolled = [enrol_member(services, EnrolMember(NAME), Once("e", str(n), "-")) for n in range(2)]
    ada, ben = (MemberId(each.data["member"]) for each in enrolled)
    quotes = [
        quote_basket(services, QuoteBasket(NAME, basket("LAST"), who)).quote for who in (ada, ada, ada, ben)
    ]
    paid = [
        record_order(
            services, RecordOrder(NAME, "till", f"o-{n}", basket("LAST"), who, quote=quotes[n].quote_id)
        ).order.total
        for n, who in ((0, ada), (3, ben))
    ]

    assert [1500, 1500] == paid
    assert [1500, 2000] == [bought(services, n) for n in (8, 9)]


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


GIVING = """
vouchers:
  - id: next
    name: {en: Next, zh-CN: 下次}
    codes: unique
    each_code: 1
    until: 2027-01-31
    given_by_order: {when: "order.list_total >= 20.00 and order.list_total < 60.00", valid: 3 months}
    after_return: given_back
"""
"""Codes for the next order, whose end the voucher's own cuts short; too much bought gives none either."""


@pytest.fixture
def giving(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database, of a programme whose orders give codes."""
    yield from opened_with(
        database_url, GIVING, BASKET.replace("voucher.last or voucher.own", "voucher.next")
    )


def order(services: Services, order_id: str, units: int, *codes: str) -> Recorded:
    """Book an order of nobody: beans at 20.00."""
    return record_order(services, RecordOrder(NAME, "till", order_id, goods(units, *codes)))


def code_of(services: Services, booked: Recorded) -> str:
    """Give the one code an order gave."""
    [given] = codes_given(services, booked.order, booked.recipe.decision)
    assert date(2027, 1, 31) == given.last_day
    return given.code


def reason(services: Services, code: str) -> Reason | None:
    """Give why a code does not count now."""
    return check_voucher(services, CheckVoucher(NAME, code)).reason


def brought_back(services: Services, order_id: str, units: int) -> Mapping[str, Any]:
    """Bring some of an order back; give what the return tells."""
    key = OrderKey(NAME, "till", order_id)
    command = RecordReturn(key, f"r-{units}", {"1": Fraction(units)})
    return record_return(services, command).recipe.refund


def test_an_order_gives_its_code_once_and_keeps_none(giving: Services) -> None:
    """Sent again, also by many at once, an order gives the same code; the database holds its keyed hash."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        found = {code_of(giving, each) for each in pool.map(lambda _: order(giving, "o", 1), range(CLIENTS))}
    [code] = found
    with giving.units.read() as unit:
        rows = unit._connection.execute(text("SELECT * FROM voucher_code")).all()  # noqa: SLF001 - looks at every column

    assert len(rows) == 1
    assert code not in str(rows)
    assert code.replace("-", "") not in str(rows)
    assert code not in str(order(giving, "o", 1).document())
    assert reason(giving, code) is None


def test_a_code_ends_and_counts_again_with_what_is_kept(giving: Services) -> None:
    """Three units give a code, two do, four do not; what ends with one return is back after another."""
    assert codes_given(giving, (big := order(giving, "b", 4)).order, big.recipe.decision) == ()
    assert "vouchers_ended" not in brought_back(giving, "b", 2)
    code = code_of(giving, order(giving, "o", 2))
    [listed] = list_vouchers(giving, NAME)
    assert (listed.issued, listed.used, listed.ended) == (1, 0, 0)

    assert [{"voucher": "next", "used": False}] == brought_back(giving, "o", 2)["vouchers_ended"]
    assert Reason.ENDED is reason(giving, code)
    [listed] = list_vouchers(giving, NAME)
    assert (listed.issued, listed.used, listed.ended) == (1, 0, 1)


def test_a_return_and_a_use_at_once_tell_the_truth(giving: Services) -> None:
    """Whoever is first, the return tells whether the code was used, and it counts no more afterwards."""
    for turn in range(CLIENTS):
        code = code_of(giving, order(giving, f"o-{turn}", 2))
        with ThreadPoolExecutor(2) as pool:
            using = pool.submit(order, giving, f"u-{turn}", 1, code)
            ending = pool.submit(brought_back, giving, f"o-{turn}", 2)
        used = using.result().order.total == 1500
        assert [{"voucher": "next", "used": used}] == ending.result()["vouchers_ended"]
        assert reason(giving, code) is Reason.ENDED


def test_a_quote_does_not_save_a_code_that_ended(giving: Services) -> None:
    """The order that cites it is told to ask again."""
    code = code_of(giving, order(giving, "o", 2))
    quote = quote_basket(giving, QuoteBasket(NAME, goods(1, code))).quote
    brought_back(giving, "o", 2)

    with pytest.raises(VoucherGone):
        record_order(giving, RecordOrder(NAME, "till", "u", goods(1, code), quote=quote.quote_id))
