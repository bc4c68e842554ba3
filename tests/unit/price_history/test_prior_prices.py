"""What each market says to a compared price: one history, many laws."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from loyalty.kernel.period import day_start
from loyalty.price_history.charged import days_before, share_at, stretches
from loyalty.price_history.claim import Claim, Sort, Verdict
from loyalty.price_history.row import Audience, Priced, PriceRow, Told
from loyalty.publication.reductions.prior_prices import verdicts
from loyalty.wording.catalogue import PATTERNS
from loyalty.wording.languages import LANGUAGES

ZONE = ZoneInfo("UTC")
DAY = date(2026, 12, 1)
SKU = "mill"


def _at(days_before: int) -> datetime:
    return day_start(DAY - timedelta(days=days_before), ZONE)


def _offer(price: int, since: int, until: int | None = None, audience: Audience = Audience.PUBLIC) -> Told:
    end = None if until is None else _at(until)
    return Told(Priced(SKU, "", "", audience), _at(since), end, Fraction(price), "list")


def _deal(price: int, before: int, sold: int = 1, audience: Audience = Audience.PUBLIC) -> Told:
    of = Priced(SKU, "", "shop", audience)
    return Told(of, _at(before), None, Fraction(price), "till", Fraction(sold))


def _judged(  # noqa: PLR0917 - one row of a table
    market: str,
    told: list[Told],
    was: int | None,
    now: int = 5,
    percent: int | None = None,
    audience: Audience = Audience.PUBLIC,
) -> Verdict:
    rows: list[PriceRow] = []
    for each in told:
        of = Priced(SKU, market, each.of.channel, each.of.audience)
        here = Told(of, each.start, each.end, each.price, each.source, each.sold)
        rows.append(PriceRow.after(rows[-1] if rows else None, here, _at(0)))
    claim = Claim(
        Priced(SKU, market, "", audience),
        DAY,
        ZONE,
        Fraction(now),
        None if was is None else Fraction(was),
        None if percent is None else Fraction(percent),
    )
    (verdict,) = verdicts(claim, rows, [market])
    return verdict


def _codes(verdict: Verdict) -> list[str]:
    return [f"{fault.constraint} {fault.code}" for fault in verdict.faults]


SALE_BEFORE = [_offer(10, 400), _offer(7, 20, 15)]
PRICE_RAISED = [_offer(7, 400), _offer(10, 10)]
STEPS = [_offer(10, 400), _offer(8, 6), _offer(7, 3)]
BACK_IN_STOCK = [_offer(10, 400, 40), Told(Priced(SKU, ""), _at(40), _at(12), None, "list"), _offer(9, 12)]
FORGOTTEN = [_offer(10, 400, 40), _offer(9, 12)]
MEMBERS_PAID_LESS = [_offer(10, 400), _offer(6, 20, 10, Audience.MEMBERS)]
SOME_PAID_LESS = [_offer(10, 400), _offer(6, 20, 10, Audience.GROUP)]
ONE_PAID_LESS = [_offer(10, 400), _offer(6, 20, 10, Audience.INDIVIDUAL)]
SOLD = [_offer(10, 400), _deal(9, 5), _deal(8, 6), _deal(7, 30)]
LONG_AGO = [_deal(9, 90), _deal(8, 120)]
HALF_A_YEAR = [_offer(8, 400), _offer(10, 100)]
A_MONTH = [_offer(8, 400), _offer(10, 30)]
SOLD_AT_TEN = [*A_MONTH, _deal(8, 200, 4), _deal(10, 20, 5)]
MEMBERS_BOUGHT = [*SOLD_AT_TEN, _deal(6, 20, 9, Audience.MEMBERS)]
NEW = [Told(Priced(SKU, ""), _at(60), _at(2), None, "list"), _offer(12, 2)]
TAKEN_OFF = [_offer(8, 400, 60), *NEW]
ONLY_MEMBERS_KNOWN = [_offer(10, 400, 20), _offer(6, 25, None, Audience.MEMBERS)]


@pytest.mark.parametrize(
    ("market", "told", "was", "expected"),
    [
        ("EU", SALE_BEFORE, 10, ["RF-01 PRIOR_PRICE_WRONG"]),
        ("EU", SALE_BEFORE, 7, []),
        ("EU", PRICE_RAISED, 10, ["RF-01 PRIOR_PRICE_WRONG"]),
        ("EU", STEPS, 8, ["RF-01 PRIOR_PRICE_WRONG"]),
        ("EU", STEPS, 7, []),
        ("EU", BACK_IN_STOCK, 9, []),
        ("EU", FORGOTTEN, 9, ["RF-07 PRICE_HISTORY_GAP"]),
        ("EU", [], 9, ["RF-07 PRICE_HISTORY_GAP"]),
        ("EU", MEMBERS_PAID_LESS, 10, ["RF-01 PRIOR_PRICE_WRONG"]),
        ("EU", SOME_PAID_LESS, 10, []),
        ("EU-PL", SOME_PAID_LESS, 10, ["RF-01 PRIOR_PRICE_WRONG"]),
        ("EU-PL", ONE_PAID_LESS, 10, []),
        ("EU-FI", MEMBERS_PAID_LESS, 10, ["RF-01 PRIOR_PRICE_WRONG"]),
        ("CN", SOLD, 10, ["RF-04 COMPARED_PRICE_TOO_HIGH"]),
        ("CN", SOLD, 8, []),
        ("CN", LONG_AGO, 9, []),
        ("CN", LONG_AGO, 10, ["RF-07 PRICE_HISTORY_GAP", "RF-04 COMPARED_PRICE_TOO_HIGH"]),
        ("CN", [_offer(10, 400)], 10, ["RF-07 PRICE_HISTORY_GAP"]),
        ("JP", [_offer(10, 400)], 10, []),
        ("JP", [_offer(8, 400), _offer(10, 29)], 10, []),
        ("JP", [_offer(8, 400), _offer(10, 28)], 10, ["RF-05 PRIOR_PRICE_WRONG"]),
        ("JP", [_offer(10, 13)], 10, ["RF-05 PRIOR_PRICE_WRONG"]),
        ("JP", [_offer(10, 14)], 10, []),
        ("JP", [_offer(10, 400), _offer(8, 14)], 10, ["RF-05 PRIOR_PRICE_WRONG"]),
        ("CA", HALF_A_YEAR, 10, []),
        ("CA", A_MONTH, 10, ["RF-06 PRIOR_PRICE_WRONG"]),
        ("EU", ONLY_MEMBERS_KNOWN, 6, ["RF-07 PRICE_HISTORY_GAP"]),
        ("CN", [_deal(8, 20), _deal(10, 20)], 10, ["RF-04 COMPARED_PRICE_TOO_HIGH"]),
        ("CN", [_deal(8, 21), _deal(10, 20)], 10, []),
        ("CA-QC", SOLD_AT_TEN, 10, []),
        ("CA", MEMBERS_BOUGHT, 10, ["RF-06 PRIOR_PRICE_WRONG"]),
        ("US-NY", MEMBERS_BOUGHT, 10, ["RF-06 PRIOR_PRICE_WRONG"]),
        ("US-CA", A_MONTH, 10, ["RF-06 PRIOR_PRICE_WRONG"]),
        ("US", HALF_A_YEAR, 10, []),
        ("AU", A_MONTH, 10, []),
        ("AU", A_MONTH, 11, ["RF-07 PRICE_HISTORY_GAP"]),
        ("UK", [_offer(10, 400, 60)], 10, ["RF-07 PRICE_HISTORY_GAP"]),
    ],
)
def test_each_market_looks_its_own_way(market: str, told: list[Told], was: int, expected: list[str]) -> None:
    """Thirty days, seven days of deals, most of eight weeks, a regular share, and a history everywhere."""
    assert expected == _codes(_judged(market, told, was))


@pytest.mark.parametrize(
    ("now", "percent", "expected"),
    [
        (5, 28, []),
        (5, 29, ["RF-02 PERCENT_BASE_WRONG"]),
        (7, 1, ["RF-02 PERCENT_BASE_WRONG"]),
        (8, 1, ["RF-02 PERCENT_BASE_WRONG"]),
    ],
)
def test_a_percentage_is_of_the_lowest_price_too(now: int, percent: int, expected: list[str]) -> None:
    """From 7 to 5 are 28.57 per cent; from the 10 that stood there yesterday it would be 50 (C-330/23)."""
    verdict = _judged("EU", SALE_BEFORE, None, now, percent)

    assert expected == _codes(verdict)
    assert verdict.reference is not None
    assert (Fraction(7), 2) == (verdict.reference.price, verdict.reference.row.number)


@pytest.mark.parametrize(
    ("market", "told", "days"),
    [
        ("EU", NEW, 2),
        ("EU-FI", NEW, 2),
        ("EU-PL", NEW, None),
        ("EU-PL", TAKEN_OFF, 2),
        ("EU", BACK_IN_STOCK, 12),
        ("EU", SALE_BEFORE, None),
        ("EU", [_offer(12, 30)], None),
        ("EU", [*NEW[:1], _offer(12, 29)], 29),
        ("EU", [*NEW[:1], Told(Priced(SKU, ""), _at(2), None, None, "list"), _deal(12, 1)], None),
        (
            "EU",
            [_offer(12, 400, 20), Told(Priced(SKU, ""), _at(20), _at(9), None, "list"), _offer(12, 9)],
            None,
        ),
        ("JP", NEW, None),
    ],
)
def test_what_was_on_sale_for_less_is_in_doubt(market: str, told: list[Told], days: int | None) -> None:
    """The Union leaves it to its members, of which Poland lets what is first offered be compared."""
    verdict = _judged(market, told, 12, now=5)
    said = [f"`{SKU}` was on sale in the last {days} of the 30 days before {DAY} alone"]

    assert ([] if days is None else said) == [doubt.message for doubt in verdict.doubts]
    assert {"RF-01"} >= {doubt.constraint for doubt in verdict.doubts}


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ([_offer(12, 1)], 1),
        ([_offer(12, 2)], 2),
        ([Told(Priced(SKU, ""), _at(300), _at(2), None, "list"), _offer(12, 2)], 2),
        ([_offer(12, 90)], 90),
        ([_offer(12, 91)], None),
        ([_offer(12, 400)], None),
        ([_offer(10, 400), _offer(12, 100)], None),
        ([_offer(12, 2), _deal(12, 2)], 2),
        ([_offer(12, 2), _deal(12, 300)], None),
        ([_deal(12, 1)], 1),
        ([_offer(10, 60), _offer(12, 5)], None),
    ],
)
@pytest.mark.parametrize("market", ["CA", "US", "US-CA"])
def test_a_share_of_a_few_days_on_sale_is_in_doubt(market: str, told: list[Told], days: int | None) -> None:
    """What was on sale for a day was at its price all the time; that is not regular for long."""
    verdict = _judged(market, told, 12, now=5)
    message = f"`{SKU}` was on sale in the last {days} of the 180 days before {DAY} alone"

    assert ([] if days is None else [f"RF-06 {message}"]) == [
        f"{doubt.constraint} {doubt.message}" for doubt in verdict.doubts
    ]


@pytest.mark.parametrize("day", [date(2026, 4, 20), date(2026, 11, 20), date(2026, 7, 20)])
@pytest.mark.parametrize(("days", "hours", "expected"), [(28, 0, True), (28, 1, False), (28, -1, True)])
def test_half_of_the_days_is_not_more_because_the_clocks_changed(
    day: date, days: int, hours: int, *, expected: bool
) -> None:
    """A day on which the clocks change is a day: 28 of 56 are half, in spring and in autumn."""
    zone = ZoneInfo("Europe/Berlin")
    first, raised = (day_start(day - timedelta(days=before), zone) for before in (400, days))
    cheap = Told(Priced(SKU, "JP"), first, None, Fraction(8), "list")
    dear = Told(Priced(SKU, "JP"), raised - timedelta(hours=hours), None, Fraction(10), "list")
    row = PriceRow.after(None, cheap, first)
    claim = Claim(Priced(SKU, "JP"), day, zone, Fraction(5), Fraction(10))
    (verdict,) = verdicts(claim, [row, PriceRow.after(row, dear, first)], ["JP"])

    assert (["RF-05 PRIOR_PRICE_WRONG"] if expected else []) == _codes(verdict)


def test_an_hour_that_the_clocks_show_twice_counts_once() -> None:
    """From 02:30 until the second 02:10 no time is shown to pass, and none is shown to run backwards."""
    zone, of = ZoneInfo("Europe/Berlin"), Priced(SKU, "JP")
    first, again = (datetime(2026, 10, 25, *at, tzinfo=UTC) for at in ((0, 30), (1, 10)))
    window = days_before(date(2026, 10, 26), 1, zone)
    row = PriceRow.after(None, Told(of, first, again, Fraction(10), "list"), first)
    later = PriceRow.after(row, Told(of, again, None, Fraction(8), "list"), first)
    charged, whole = share_at(stretches([row, later], window), Fraction(10), zone)

    assert (timedelta(0), timedelta(hours=21, minutes=30)) == (charged, whole)


@pytest.mark.parametrize(
    ("market", "told", "now", "percent", "expected"),
    [
        ("CN", [_deal(6, 5), _offer(10, 400)], 5, 50, ["RF-04 COMPARED_PRICE_TOO_HIGH"]),
        ("CN", [_deal(6, 5), _offer(10, 400)], 5, 16, []),
        ("JP", [_offer(6, 400), _offer(10, 5)], 5, 50, ["RF-05 PRIOR_PRICE_WRONG"]),
        ("JP", [_offer(10, 400)], 5, 50, []),
        ("CA", A_MONTH, 5, 50, ["RF-06 PRIOR_PRICE_WRONG"]),
        ("CA", HALF_A_YEAR, 5, 50, []),
        ("US", A_MONTH, 5, 50, ["RF-06 PRIOR_PRICE_WRONG"]),
        ("UK", [_offer(10, 400)], 9, 50, ["RF-07 PRICE_HISTORY_GAP"]),
        ("UK", [_offer(10, 400)], 9, 10, []),
        ("AU", [_offer(10, 400)], 5, 100, ["RF-02 PERCENT_BASE_WRONG"]),
        ("AU", [_offer(10, 400)], 0, 100, []),
        ("EU", [_offer(10, 400)], 10, 0, ["RF-02 PERCENT_BASE_WRONG"]),
    ],
)
def test_a_percentage_alone_names_a_price(
    market: str, told: list[Told], now: int, percent: int, expected: list[str]
) -> None:
    """Without a struck-through price it is of the least price that bears it, and that one is looked for."""
    assert expected == _codes(_judged(market, told, None, now, percent))


def test_numbers_that_contradict_each_other_are_wrong_everywhere() -> None:
    """No market takes 60 per cent from 10 to 5, nor a reduction that is none."""
    assert ["RF-02 PERCENT_BASE_WRONG"] == _codes(_judged("AU", HALF_A_YEAR, 10, 5, 60))
    assert ["RF-02 PERCENT_BASE_WRONG"] == _codes(_judged("AU", HALF_A_YEAR, 10, 10))


@pytest.mark.parametrize(
    ("market", "audience", "binds"),
    [
        ("EU", Audience.MEMBERS, True),
        ("EU", Audience.GROUP, False),
        ("EU-PL", Audience.GROUP, True),
        ("EU-PL", Audience.INDIVIDUAL, False),
        ("AU", Audience.PUBLIC, False),
    ],
)
def test_a_sale_for_nearly_every_member_is_a_public_one(
    market: str, audience: Audience, *, binds: bool
) -> None:
    """The rule of the thirty days is about it; not about a voucher for one person; in Poland about groups."""
    told = [*SALE_BEFORE, _offer(10, 20, None, audience)]
    verdict = _judged(market, told, 10, audience=audience)

    assert binds == verdict.binds
    assert (["RF-01 PRIOR_PRICE_WRONG"] if binds else []) == _codes(verdict)


@pytest.mark.parametrize(
    ("market", "told", "was", "sort"),
    [
        ("EU", SALE_BEFORE, 7, Sort.LOWEST),
        ("CN", SOLD, 8, Sort.LOWEST_DEAL),
        ("CN", LONG_AGO, 9, Sort.LAST_DEAL),
        ("JP", [_offer(10, 400)], 10, Sort.PAST),
        ("CA", HALF_A_YEAR, 10, Sort.REGULAR),
        ("CA-QC", SOLD_AT_TEN, 10, Sort.REGULAR),
        ("AU", A_MONTH, 10, Sort.OWN),
    ],
)
def test_an_earlier_price_is_called_what_its_market_says_it_is(
    market: str, told: list[Told], was: int, sort: Sort
) -> None:
    """The lowest of thirty days is not told as what it `was`, and each name is there in each language."""
    reference = _judged(market, told, was).reference

    assert reference is not None
    assert sort is reference.sort
    assert set(LANGUAGES) == set(PATTERNS[f"line.was.{sort}"])


def test_what_was_corrected_counts_no_more() -> None:
    """A slip of 1 that was corrected to 10 stays in the chain and is no price."""
    slip = PriceRow.after(None, Told(Priced(SKU, "EU"), _at(60), None, Fraction(1), "list"), _at(0))
    right = Told(Priced(SKU, "EU"), _at(60), None, Fraction(10), "list", corrects=1, reason="a slip")
    rows = [slip, PriceRow.after(slip, right, _at(0))]
    claim = Claim(Priced(SKU, "EU"), DAY, ZONE, Fraction(5), Fraction(10))

    assert [()] == [verdict.faults for verdict in verdicts(claim, rows, ["EU"])]


@pytest.mark.parametrize(
    ("market", "told", "expected"),
    [
        ("JP", [_offer(12, 400, 50), _offer(10, 50)], 10),
        ("JP", [_offer(10, 13)], None),
        ("CA", [_offer(12, 400, 150), _offer(10, 150), _offer(14, 20)], 10),
        ("US", SOLD_AT_TEN, 10),
        ("US", A_MONTH, 8),
    ],
)
def test_a_percentage_alone_rests_on_the_highest_price_that_was_regular(
    market: str, told: list[Told], expected: int | None
) -> None:
    """A claim that names no price finds the one that the law bears out, and none where there is none."""
    verdict = _judged(market, told, None)
    found = None if verdict.reference is None else verdict.reference.price

    assert (expected, ()) == (found, verdict.faults)
