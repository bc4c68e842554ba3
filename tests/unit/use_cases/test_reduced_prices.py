"""What is agreed to with a coupon names the price while it counts and after, as they are billed."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from loyalty.database.engine import open_engine
from loyalty.jobs.job import JobKind
from loyalty.jobs.refusals import RenewalNoticeMissing
from loyalty.unit_of_work import Units
from loyalty.usage.event import UsageEvent
from loyalty.use_cases.record_usage import RecordUsage, record_usage
from loyalty.use_cases.services import Services
from tests.agreeing import tell_all
from tests.unit.use_cases.test_promised_prices import NAME, services_of
from tests.unit.use_cases.test_renewal_windows import set_at
from tests.unit.use_cases.test_told_rises import BEGUN, adopt, begin, bill, sold

COURSE = "With coupons, what begins on 1 "
FEES = (
    "existing: move, fees: [{{id: care, name: {{en: Care, zh-CN: 养护}}, {}, purpose: care, "
    "recipient: merchant}}]"
)
WHOLE = "what is not refundable stays paid: Care"
LEAST = "Of these fees the smallest amount stays paid then: Care"
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
        assert prices[2:] == [billed(services, month) for month in (1, 2, 3)]


def billed(services: Services, month: int) -> int:
    """Give what is billed of a month of 2027, all that was to be told of before delivered."""
    set_at(services, date(2027, month, 1) - timedelta(days=10))
    tell_all(services, NAME, JobKind.RENEWAL_NOTICE)
    return bill(services, date(2027, month, 2))


FIRST = "The first charge is told of 7 to 30 days before"


@pytest.mark.parametrize(
    ("coupon", "first"),
    [
        ("amount: 20.00, rest: carried, lasts: forever", 2),
        ("amount: 16.00, rest: carried, lasts: forever", 2),
        ("amount: 20.00, rest: carried, lasts: 12 periods", 2),
        ("amount: 4.00, rest: carried, lasts: forever", None),
        ("amount: 20.00, rest: lost, lasts: forever", None),
        ("percent: 50%, lasts: forever", None),
    ],
)
def test_the_first_charge_after_a_gift_is_used_up_waits_for_its_notice(
    services: Services, coupon: str, first: int | None
) -> None:
    """SB-02, SB-06: what is left of an amount counts, and the terms say that the charge is told of."""
    lines = said(services, sold(coupon=coupon), "gift")
    assert (first is not None) == (FIRST in lines)

    for month in (1, 2, 3):
        if month == first:
            with pytest.raises(RenewalNoticeMissing):
                bill(services, date(2027, month, 2))
            return
        bill(services, date(2027, month, 2))


def test_the_end_of_a_gift_that_is_used_up_is_told_of(services: Services) -> None:
    """SB-02: once before the first charge, which waits, and once before the first one without it."""
    said(services, sold(coupon="amount: 20.00, rest: carried, lasts: forever"), "gift")
    counts = []
    for month in (1, 2, 3, 4):
        set_at(services, date(2027, month, 1) - timedelta(days=10))
        counts.append(tell_all(services, NAME, JobKind.RENEWAL_NOTICE))
        bill(services, date(2027, month, 2))
    assert [0, 1, 1, 0] == counts


def test_use_that_took_of_a_gift_leaves_less_of_it(services: Services) -> None:
    """SB-02: the period that comes to cost something sooner waits as well."""
    use = "existing: move, usage: [{meter: calls, model: per_unit, unit: 1.00}]"
    programme = sold(coupon="amount: 28.00, rest: carried, lasts: forever").replace("existing: move", use)
    said(services, programme, "gift")
    with services.units.read() as unit:
        kept = unit.subscriptions.find(NAME, "desk")
    assert kept is not None
    at = datetime(2026, 12, 20, 12, tzinfo=UTC)
    event = UsageEvent("e-1", kept.member_id, "calls", "9", at)
    set_at(services, date(2026, 12, 21))
    record_usage(services, RecordUsage(NAME, "test", (event,)))

    assert [0, 0] == [bill(services, date(2027, month, 2)) for month in (1, 2)]
    set_at(services, date(2027, 2, 3))
    assert 2 == tell_all(services, NAME, JobKind.RENEWAL_NOTICE)
    assert 1300 == bill(services, date(2027, 3, 6))


def test_without_a_coupon_no_price_of_one_is_named(services: Services) -> None:
    """Nobody reads of coupons who has none."""
    lines = said(services, sold(coupon="percent: 50%, lasts: once"))
    assert [] == [line for line in lines if "oupon" in line]


@pytest.mark.parametrize(
    ("fee", "shares", "stays"),
    [
        ("share: 10%, of: price, at_least: 1.00, refundable: false", False, LEAST),
        ("share: 10%, of: price, at_least: 1.00, refundable: true", True, LEAST),
        ("share: 10%, of: price, at_least: 1.00, refundable: true", False, None),
        ("share: 10%, of: price, refundable: false", True, None),
        ("amount: 1.00, refundable: false", False, WHOLE),
        ("amount: 1.00, refundable: true", True, None),
    ],
)
def test_a_fee_with_a_smallest_amount_stays_after_cooling_off(
    services: Services, fee: str, stays: str | None, *, shares: bool
) -> None:
    """SB-04: what does not come back is named before it is agreed to, and whether that is all of it."""
    programme = sold().replace("existing: move", FEES.format(fee) + (SHARES if shares else ""))
    named = [line.split("; ")[-1] for line in said(services, programme) if "Care" in line]
    assert ([] if stays is None else [stays]) == named
