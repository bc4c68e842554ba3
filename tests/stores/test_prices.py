"""The price history on both databases: rows are added, never changed, and each once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.history.table import Ended, RawRow, RowResult
from loyalty.jobs.job import Job, JobKind
from loyalty.kernel.again import DecideAgain
from loyalty.orders.order import OrderKey
from loyalty.price_history.row import Priced, PriceRow
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.adopt_programme import AtOnce, adopt_programme
from loyalty.use_cases.erasing.apply_retention import apply_retention
from loyalty.use_cases.issue_vouchers import IssueVouchers, issue_vouchers
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.prices.check_reduction import CheckReduction, check_reduction, checked_data
from loyalty.use_cases.prices.gather_prices import Gathered, gather_prices
from loyalty.use_cases.prices.import_prices import ImportPrices, import_prices
from loyalty.use_cases.prices.list_prices import ListPrices, list_prices, price_data, verify_prices
from loyalty.use_cases.prices.list_reductions import announced_data, list_reductions
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.refusals import FindingsStand
from loyalty.use_cases.returns.cancel_order import CancelOrder, cancel_order
from loyalty.use_cases.services import Services
from loyalty.use_cases.tier_grants.grant_tier import GrantTier, grant_tier
from tests.stores.test_persons import GIVING, NOW, made, member, services

__all__ = ["services"]

COLUMNS = ("sku", "market", "from", "to", "price", "corrects", "reason")
LISTED = [
    ("mill", "EU", "2026-10-01", "", "30.00", "", ""),
    ("mill", "EU", "2026-12-20", "2026-12-24", "24.50", "", ""),
    ("beans", "EU", "2026-10-01", "", "1.00", "", ""),
]


def _rows(*cells: tuple[str, ...]) -> Iterator[RawRow]:
    return (RawRow(place, dict(zip(COLUMNS, row, strict=True))) for place, row in enumerate(cells, 1))


def _import(services: Services, *cells: tuple[str, ...], dry_run: bool = False) -> list[RowResult]:
    command = ImportPrices("corner-coffee", "list-7", _rows(*cells), dry_run)
    return list(import_prices(services, command))


def _ended(results: list[RowResult]) -> list[str]:
    return [result.code or str(result.ended) for result in results]


@pytest.fixture
def filled(services: Services) -> Services:
    """Give services whose price history has three rows; the clock stands on 10 January 2027."""
    found = made(services.units, NOW)
    assert [Ended.IMPORTED] * 3 == [each.ended for each in _import(found, *LISTED)]
    return found


def test_a_file_is_taken_in_once(filled: Services) -> None:
    """The same file again adds nothing, a dry run neither; the rows are chained."""
    assert [Ended.THERE] * 3 == [each.ended for each in _import(filled, *LISTED)]
    assert ["imported"] == _ended(_import(filled, ("cup", "EU", "2026-10-01", "", "7", "", ""), dry_run=True))

    rows = list_prices(filled, ListPrices("corner-coffee"))

    assert [1, 2, 3] == [row.number for row in rows]
    assert [1, 2] == [row.number for row in list_prices(filled, ListPrices("corner-coffee", "mill"))]
    assert [3] == [row.number for row in list_prices(filled, ListPrices("corner-coffee", after=2))]
    assert datetime(2026, 12, 24, 23, tzinfo=UTC) == rows[1].told.end
    assert (("24.5", "2026-12-24T23:00:00Z")) == (price_data(rows[1])["price"], price_data(rows[1])["to"])
    assert (3, rows[-1].digest, ()) == (
        (chain := verify_prices(filled, "corner-coffee")).rows,
        chain.digest,
        chain.broken,
    )


def test_a_row_cannot_be_changed(filled: Services) -> None:
    """The database itself refuses to change and to remove a row."""
    key = {"programme": "corner-coffee", "number": 1}
    with pytest.raises(DBAPIError), filled.units.write() as unit:
        unit.person.change("price_row", [(key, {"price": "1"})])
    with pytest.raises(DBAPIError), filled.units.write() as unit:
        unit.person.remove_naming("price_row", ["sku"], ["mill"])

    assert () == verify_prices(filled, "corner-coffee").broken


def test_what_is_wrong_is_corrected_by_another_row(filled: Services) -> None:
    """Another price for the same beginning is refused, unless it says which row was wrong and why."""
    of = Priced("beans", "EU")
    asked = CheckReduction("corner-coffee", of, date(2027, 1, 10), Fraction(8), Fraction(10))
    assert not check_reduction(filled, asked).lawful

    results = _import(
        filled,
        ("beans", "EU", "2026-10-01", "", "10.00", "", ""),
        ("beans", "EU", "2026-10-01", "", "10.00", "3", ""),
        ("beans", "EU", "2026-10-01", "", "10.00", "1", "of another article"),
        ("beans", "EU", "2026-10-01", "", "10.00", "3", "the point stood wrong"),
        ("beans", "EU", "2026-10-02", "", "11.00", "3", "once more"),
    )

    assert ["price-contradicts", "no-reason", "unknown-price-row", "imported", "corrected-before"] == _ended(
        results
    )
    checked = check_reduction(filled, asked)
    assert checked.lawful
    reference = checked_data(checked)["markets"][0]["reference"]
    assert ("10", 4, 20) == (reference["prior_price"], reference["row"], reference["percent"])


WRONG = [
    (("", "EU", "2026-10-01", "", "1", "", ""), "not-a-text"),
    (("cup", "MARS", "2026-10-01", "", "1", "", ""), "unknown-market"),
    (("cup", "EU", "", "", "1", "", ""), "not-a-time"),
    (("cup", "EU", "yesterday", "", "1", "", ""), "not-a-time"),
    (("cup", "EU", "2026-10-02", "2026-10-01", "1", "", ""), "ends-before-it-begins"),
    (("cup", "EU", "2026-10-01", "", "1,50", "", ""), "not-a-decimal"),
    (("cup", "EU", "2026-10-01", "", "-1", "", ""), "not-a-decimal"),
    (("cup", "EU", "2026-10-01", "", "1", "first", "a slip"), "unknown-price-row"),
]


def test_a_wrong_row_stops_no_other(filled: Services) -> None:
    """Each is refused with what to do, and the row after them is taken in."""
    results = _import(filled, *(cells for cells, _ in WRONG), ("cup", "EU", "2026-10-01", "", "7.00", "", ""))

    assert [*(code for _, code in WRONG), "imported"] == _ended(results)
    assert all(result.mend for result in results[:-1])


def test_who_comes_second_reads_again(filled: Services) -> None:
    """Two who read the same last row do not both follow it: the chain has one row of each number."""
    with filled.units.read() as unit:
        last = unit.prices.last("corner-coffee")
    assert last is not None
    _import(filled, ("cup", "EU", "2026-10-01", "", "7.00", "", ""))

    with pytest.raises(DecideAgain), filled.units.write() as unit:
        unit.prices.add("corner-coffee", [PriceRow.after(last, replace(last.told, source="second"), NOW)])

    assert (4, ()) == ((chain := verify_prices(filled, "corner-coffee")).rows, chain.broken)


REDUCED = """
reductions:
  - {id: mills, sku: mill, market: EU, was: 24.50, now: 20.00, from: 2027-01-05, until: 2027-01-31}
"""


OVER = datetime(2027, 2, 1, 9, tzinfo=UTC)
"""The day after the reduction."""
FROM = "from_prices: [{id: mills-from, sku: mill, price: 19.00, market: EU}]\n"


def _line(services: Services, price: str, market: str = "EU") -> dict[str, Any]:
    """Give the first line of a quote of one mill at a price."""
    command = QuoteBasket("corner-coffee", _basket(price, market))
    found: dict[str, Any] = quote_basket(services, command).document["lines"][0]
    return found


def _basket(price: str, market: str = "EU") -> Basket:
    line = BasketLine("1", "mill", Fraction(1), Fraction(price) * 100, {"category": "gear", "brand": "other"})
    return Basket((line,), {"channel": "app"}, {"member.country": "DE"}, market=market)


def test_a_quote_tells_what_its_price_may_be_compared_with(filled: Services) -> None:
    """It is the lowest price of the thirty days by the history of now, and nothing where that bears none."""
    source = read_rule_folder(Path("rules/corner-coffee")).source
    adopt_programme(filled, {**source, "wallets.yaml": GIVING, "reductions.yaml": REDUCED})

    told = _line(filled, "20.00")["reference"]
    _import(filled, ("mill", "EU", "2027-01-02", "2027-01-02", "22.00", "", ""))
    later = _line(filled, "20.00")["reference"]

    (announced,) = map(announced_data, list_reductions(filled, "corner-coffee"))

    assert ("PRIOR_PRICE_WRONG mills",) == gather_prices(filled, "corner-coffee", NOW.date()).unborne
    assert () == gather_prices(made(filled.units, OVER), "corner-coffee", NOW.date()).unborne
    assert ("mills", False, ["PRIOR_PRICE_WRONG"]) == (
        announced["reduction"],
        announced["lawful"],
        [fault["code"] for fault in announced["markets"][0]["faults"]],
    )
    assert ("24.5", 2, 18, 30) == tuple(told[name] for name in ("prior_price", "row", "percent", "days"))
    assert ("22", 4, 9) == tuple(later[name] for name in ("prior_price", "row", "percent"))
    assert "lowest" == later["sort"]
    assert None is _line(filled, "22.00")["reference"]
    assert None is _line(filled, "20.00", "CN")["reference"]
    assert None is _line(made(filled.units, NOW - timedelta(days=10)), "20.00")["reference"]


def test_a_reduction_for_a_country_is_told_in_its_parts(filled: Services) -> None:
    """One of the United States is New York's too, and one of New York is not that of the whole country."""
    source = read_rule_folder(Path("rules/corner-coffee")).source
    main = source["programme.yaml"].replace("[EU, CN]", "[EU, CN, US, US-NY]")
    vat = source["vat.csv"].replace("DE,", "DE|US,")
    _import(filled, ("mill", "US", "2026-06-01", "", "28.00", "", ""))
    whole = REDUCED.replace("24.50", "28.00").replace("EU", "US")
    changed = {**source, "wallets.yaml": GIVING, "programme.yaml": main, "vat.csv": vat}
    adopt_programme(filled, {**changed, "reductions.yaml": whole})
    told = {market: _line(filled, "20.00", market)["reference"] for market in ("US-NY", "US", "EU")}
    part = whole.replace("market: US", "market: US-NY")
    adopt_programme(filled, {**changed, "reductions.yaml": part}, AtOnce(emergency="only one state"))

    prices = {market: found["prior_price"] for market, found in told.items() if found is not None}
    assert {"US-NY": "28", "US": "28"} == prices
    assert "28" == _line(filled, "20.00", "US-NY")["reference"]["prior_price"]
    assert None is _line(filled, "20.00", "US")["reference"]


def test_a_reduction_in_doubt_is_among_what_the_daily_job_tells(filled: Services) -> None:
    """A wrong one is told once; of an article that is on sale for a few days a person is to look."""
    source = read_rule_folder(Path("rules/corner-coffee")).source
    _import(filled, ("press", "EU", "2026-11-01", "2026-12-27", "", "", ""))
    _import(filled, ("press", "EU", "2026-12-28", "", "40.00", "", ""))
    new = "  - {id: presses, sku: press, market: EU, was: 40.00, now: 30.00, from: 2027-01-05}\n"
    adopt_programme(filled, {**source, "wallets.yaml": GIVING, "reductions.yaml": REDUCED + new})

    told = gather_prices(filled, "corner-coffee", NOW.date()).unborne
    _import(filled, ("press", "EU", "2027-01-02", "2027-01-02", "22.00", "", ""))

    assert ("doubt PRIOR_PRICE_WRONG presses",) == told
    assert ("PRIOR_PRICE_WRONG presses",) == gather_prices(filled, "corner-coffee", NOW.date()).unborne


def test_a_reduction_is_not_adopted_against_the_history(filled: Services) -> None:
    """What is struck through was the price of another week."""
    source = read_rule_folder(Path("rules/corner-coffee")).source
    wrong = REDUCED.replace("24.50", "30.00")

    with pytest.raises(FindingsStand) as refused:
        adopt_programme(filled, {**source, "wallets.yaml": GIVING, "reductions.yaml": wrong})

    assert ["PRIOR_PRICE_WRONG"] == [finding.code for finding in refused.value.findings]


def test_what_was_sold_is_in_the_history(filled: Services) -> None:
    """A day's orders are deals once it is over: by price and audience, each day once, undone ones never.

    The price of a single day that is advertised as the lowest is out of reach on the next.
    """
    _import(filled, ("mill", "EU", "2027-01-10", "2027-01-10", "19.00", "", ""))
    source = read_rule_folder(Path("rules/corner-coffee")).source
    adopt_programme(filled, {**source, "wallets.yaml": GIVING, "from_prices.yaml": FROM})
    gold = member(filled, "ada")
    grant_tier(filled, GrantTier(gold, "g-1", "gold", date(2027, 1, 31), "welcome", "desk"))
    for number, price in enumerate(["20.00", "20.00", "19.00", "9.00"]):
        record_order(filled, RecordOrder("corner-coffee", "shop", f"o-{number}", _basket(price)))
    cancel_order(filled, CancelOrder(OrderKey("corner-coffee", "shop", "o-3"), "slip", reason="mistake"))
    record_order(filled, RecordOrder("corner-coffee", "shop", "o-9", _basket("20.00"), gold))

    today = gathered(filled)
    tomorrow = gathered(made(filled.units, NOW + timedelta(days=1)))
    again = gathered(made(filled.units, NOW + timedelta(days=2)))
    rows = list_prices(filled, ListPrices("corner-coffee", after=4))

    assert ([], ["rows 3, FROM_PRICE_UNATTAINABLE mills-from"], []) == (today, tomorrow, again)
    assert {("public", "19", "1"), ("public", "20", "2"), ("group", "19", "1")} == {
        (data["audience"], data["price"], data["sold"]) for data in map(price_data, rows)
    }
    assert {"orders"} == {row.told.source for row in rows}
    assert Gathered(0, 0) == gather_prices(filled, "corner-coffee", NOW.date())
    correction = ("mill", "EU", "2027-01-10", "", "50.00", str(rows[0].number), "too low")
    assert ["price-was-paid"] == _ended(_import(filled, correction))


def test_a_day_that_was_sold_on_is_counted_once_however_quiet_it_is_afterwards(filled: Services) -> None:
    """Where nothing is sold for months the last day's job is kept, and what is undone since adds no deal."""
    for number in range(3):
        record_order(filled, RecordOrder("corner-coffee", "shop", f"o-{number}", _basket("20.00")))
    assert ["rows 1"] == gathered(made(filled.units, NOW + timedelta(days=1)))
    cancel_order(filled, CancelOrder(OrderKey("corner-coffee", "shop", "o-2"), "slip", reason="mistake"))

    later = made(filled.units, NOW + timedelta(days=100))
    apply_retention(later)

    assert [] == gathered(later)
    [row] = list_prices(filled, ListPrices("corner-coffee", after=3))
    assert "3" == price_data(row)["sold"]


CODES = """
vouchers:
  - {id: all, name: {en: All, zh-CN: 全部}, codes: public, code: SPRING, after_return: used_up}
  - {id: club, name: {en: Us, zh-CN: 会员}, codes: public, code: CLUB9, each_member: 9, after_return: used_up}
  - {id: own, name: {en: Own, zh-CN: 专属}, codes: unique, each_code: 1, after_return: used_up}
basket:
  discounts:
    combine: sum
    rules:
      - {id: five, name: {en: Five, zh-CN: 五}, when: voucher.all or voucher.own, amount: 5.00}
      - {id: four, name: {en: Four, zh-CN: 四}, when: voucher.club, amount: 4.00}
"""


def test_a_code_that_everybody_can_have_makes_a_price_for_everybody(filled: Services) -> None:
    """A code of one's own makes one for one person by the same rule, and one for members for members."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    del source["examples.yaml"]
    adopt_programme(filled, {**source, "wallets.yaml": GIVING, "basket.yaml": CODES})
    (own,) = issue_vouchers(filled, IssueVouchers("corner-coffee", "own", "b-1", 1))
    ada = member(filled, "ada")
    for number, code in enumerate(["SPRING", "CLUB9", own]):
        basket = replace(_basket("20.00"), vouchers=(code,))
        record_order(filled, RecordOrder("corner-coffee", "shop", f"o-{number}", basket, ada))

    gather_prices(filled, "corner-coffee", NOW.date())

    rows = map(price_data, list_prices(filled, ListPrices("corner-coffee", after=3)))
    assert {("public", "15"), ("members_general", "16"), ("individual", "15")} == {
        (row["audience"], row["price"]) for row in rows
    }


SPRING = REDUCED.replace("now: 20.00", "now: 15.00")


def test_a_code_that_everybody_can_have_makes_the_price_that_is_compared(filled: Services) -> None:
    """What a public code takes off is in the price for everybody; what a code of one's own does is not."""
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    del source["examples.yaml"]
    adopt_programme(
        filled, {**source, "wallets.yaml": GIVING, "basket.yaml": CODES, "reductions.yaml": SPRING}
    )
    (own,) = issue_vouchers(filled, IssueVouchers("corner-coffee", "own", "b-1", 1))
    percents = []
    for code in ("SPRING", own):
        basket = replace(_basket("20.00"), vouchers=(code,))
        document = quote_basket(filled, QuoteBasket("corner-coffee", basket)).document
        percents.append(document["lines"][0]["reference"]["percent"])

    assert [38, 18] == percents


def gathered(services: Services) -> list[str]:
    """Give what came of the days that are taken in now."""
    done = run_jobs(services, RunJobs("worker", (JobKind.PRICE_DAY,)))
    return [job.result for job in done if isinstance(job, Job)]
