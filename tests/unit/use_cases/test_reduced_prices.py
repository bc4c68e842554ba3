"""What is agreed to with a coupon names the price while it counts and after, as they are billed."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from loyalty.database.engine import open_engine
from loyalty.unit_of_work import Units
from loyalty.use_cases.services import Services
from tests.unit.use_cases.test_promised_prices import services_of
from tests.unit.use_cases.test_told_rises import BEGUN, adopt, begin, bill, sold

COURSE = "With coupons, what begins on 1 "
FEES = (
    "existing: move, fees: [{{id: care, name: {{en: Care, zh-CN: 养护}}, {}, purpose: care, "
    "recipient: merchant}}]"
)
SHARES = ", proration: {basis: day, on_change: credit_and_charge}"


@pytest.fixture
def services(sqlite_database: str) -> Iterator[Services]:
    """Give services without a programme."""
    with closing(Units(open_engine(sqlite_database))) as units:
        yield services_of(units)


def said(services: Services, programme: str, *coupons: str) -> list[str]:
    """Give the terms of the club as plain lines."""
    adopt(services, BEGUN, programme)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in begin(services, *coupons)]


@pytest.mark.parametrize(
    ("amount", "coupon", "course", "then"),
    [
        ("8.00", "percent: 50%, lasts: 2 periods", [(12, 400), (2, 800)], "€8.00"),
        (
            "{2026-11-15: 8.00, 2027-02-01: 9.00}",
            "percent: 50%, lasts: 2 periods",
            [(12, 400), (2, 900)],
            "€9.00",
        ),
        ("{2026-11-15: 8.00, 2027-01-01: 9.00}", "percent: 50%, lasts: forever", [(12, 400), (1, 450)], ""),
        ("8.00", "amount: 20.00, rest: carried, lasts: forever", [(12, 0), (2, 400), (3, 800)], ""),
        ("8.00", "percent: 25%, lasts: once, from: 2027-02-01", [(2, 600), (3, 800)], "€8.00"),
        ("8.00", "percent: 25%, lasts: once, applies_to: {plans: [big]}", [], "€8.00"),
    ],
)
def test_terms_name_the_prices_that_are_billed(
    services: Services, amount: str, coupon: str, course: list[tuple[int, int]], then: str
) -> None:
    """SB-01, SB-06: each price with the first day of what costs it, with what is left of a coupon too."""
    lines = said(services, sold(amount, coupon=coupon), "gift")
    dates = {12: "December 2026", 1: "January 2027", 2: "February 2027", 3: "March 2027"}
    expected = [f"{COURSE}{dates[month]} or later costs €{due / 100:.2f}" for month, due in course]

    assert expected == [line for line in lines if line.startswith(COURSE)]
    ends = [line for line in lines if "without asking again" in line]
    assert [then] == [line.split("after that ")[1].split(" is charged")[0] for line in ends] if then else True
    if amount == "8.00":
        prices, told = [800], dict(course)
        for month in (12, 1, 2, 3):
            prices.append(told.get(month, prices[-1]))
        assert prices[2:] == [bill(services, date(2027, month, 2)) for month in (1, 2, 3)]


def test_without_a_coupon_no_price_of_one_is_named(services: Services) -> None:
    """Nobody reads of coupons who has none."""
    lines = said(services, sold(coupon="percent: 50%, lasts: once"))
    assert [] == [line for line in lines if "oupon" in line]


@pytest.mark.parametrize(
    ("fee", "shares", "stays"),
    [
        ("share: 10%, of: price, at_least: 1.00, refundable: false", False, True),
        ("share: 10%, of: price, at_least: 1.00, refundable: true", True, True),
        ("share: 10%, of: price, at_least: 1.00, refundable: true", False, False),
        ("share: 10%, of: price, refundable: false", True, False),
        ("amount: 1.00, refundable: false", False, True),
    ],
)
def test_a_fee_with_a_smallest_amount_stays_after_cooling_off(
    services: Services, fee: str, *, shares: bool, stays: bool
) -> None:
    """SB-04: what does not come back is named before it is agreed to."""
    programme = sold().replace("existing: move", FEES.format(fee) + (SHARES if shares else ""))
    named = [line for line in said(services, programme) if "stays paid: Care" in line]
    assert stays == bool(named)
