"""The price to compare with is the lowest of its days, by a model that counts day by day."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.kernel.period import day_start
from loyalty.price_history.claim import Claim
from loyalty.price_history.row import Audience, Priced, PriceRow, Told, broken
from loyalty.publication.reductions.prior_prices import verdicts

ZONE = ZoneInfo("Europe/Berlin")
FIRST = date(2026, 9, 1)
DAYS = 75
CLAIMED = FIRST + timedelta(days=70)
COUNTED = {"EU": {Audience.PUBLIC, Audience.MEMBERS}, "EU-PL": set(Audience) - {Audience.INDIVIDUAL}}


def _at(day: int) -> datetime:
    return day_start(FIRST + timedelta(days=day), ZONE)


@st.composite
def _offers(draw: st.DrawFn) -> Told:
    """Give an offer or a deal: stretches with and without an end, times not on sale, all audiences."""
    start = draw(st.integers(-40, DAYS - 1))
    length = draw(st.none() | st.integers(1, 60))
    price = draw(st.none() | st.integers(1, 9).map(Fraction))
    audience = draw(st.sampled_from([Audience.PUBLIC] * 8 + [*Audience]))
    channel = draw(st.sampled_from([""] * 6 + ["web", "shop"]))
    sold = Fraction(1) if price is not None and draw(st.integers(0, 5)) == 0 else None
    end = None if length is None or sold else _at(start + length)
    of = Priced("mill", draw(st.sampled_from(["EU"] * 6 + ["EU-PL", "UK"])), channel, audience)
    return Told(of, _at(start), end, price, "till", sold)


def _chain(told: list[Told]) -> list[PriceRow]:
    rows: list[PriceRow] = []
    for each in told:
        rows.append(PriceRow.after(rows[-1] if rows else None, each, _at(0)))
    return rows


def _once(told: list[Told]) -> list[Told]:
    """Leave out what would contradict an earlier row, as an import does."""
    return list({(each.of, each.start, each.is_deal): each for each in told}.values())


def _naive(told: list[Told], market: str, audience: Audience, channel: str) -> Fraction | None:
    """Give the lowest price of the thirty days, None where some day has none that is known.

    What other members were asked is no more than a price that may be the lowest.
    """
    markets, counted = {"EU", "EU-PL"}, COUNTED[market] | {audience}
    rows = [t for t in told if t.of.market in markets and t.of.audience in counted]
    rows = [t for t in rows if not channel or t.of.channel in {"", channel}]
    lowest: list[Fraction] = []
    for day in range(40, 70):
        at = _at(day)
        known = False
        for of in {t.of for t in rows}:
            running = [
                t
                for t in rows
                if t.of == of and not t.is_deal and t.start <= at and (not t.end or at < t.end)
            ]
            if running:
                known = known or of.audience in {Audience.PUBLIC, audience}
                price = max(running, key=lambda t: t.start).price
                lowest.extend([price] if price is not None else [])
        lowest.extend(t.price for t in rows if t.is_deal and t.start == at and t.price is not None)
        if not known:
            return None
    return min(lowest, default=None)


@settings(max_examples=50)
@given(
    st.lists(_offers(), min_size=2, max_size=9).map(_once),
    st.sampled_from(["EU", "EU-PL"]),
    st.sampled_from(list(Audience)),
    st.sampled_from(["", "web"]),
    st.integers(1, 9).map(Fraction),
)
def test_the_reference_is_the_lowest_price_of_the_days(
    told: list[Told], market: str, audience: Audience, channel: str, was: Fraction
) -> None:
    """For gaps, returns to stock, channels, prices for members and groups, and step after step of a sale.

    What is struck through is right where it is that price, and only there; a percentage where it is
    not above the true one.
    """
    claim = Claim(Priced("mill", market, channel, audience), CLAIMED, ZONE, Fraction(1, 2), was, Fraction(60))
    (verdict,) = verdicts(claim, _chain(told), [market])
    expected = _naive(told, market, audience, channel)
    codes = {fault.code for fault in verdict.faults}

    assert (audience in COUNTED[market]) == verdict.binds
    if not verdict.binds:
        assert verdict.reference is None or was == verdict.reference.price
        return
    assert expected == (verdict.reference.price if verdict.reference is not None else None)
    assert ("PRICE_HISTORY_GAP" in codes) >= (expected is None)
    if expected is not None:
        assert (was != expected) == ("PRIOR_PRICE_WRONG" in codes)
        assert (
            60 > (expected - Fraction(1, 2)) * 100 / expected or 60 > (was - Fraction(1, 2)) * 100 / was
        ) == ("PERCENT_BASE_WRONG" in codes)


@settings(max_examples=30)
@given(st.lists(_offers(), min_size=2, max_size=8), st.data())
def test_no_row_leaves_the_chain_unseen(told: list[Told], data: st.DataObject) -> None:
    """A row that is dropped before the end, changed or put elsewhere breaks the chain."""
    rows = _chain(told)
    place = data.draw(st.integers(0, len(rows) - 2))

    assert [] == list(broken(rows))
    assert [] != list(broken(rows[:place] + rows[place + 1 :]))
    assert [] != list(broken([*rows[:place], rows[place + 1], rows[place], *rows[place + 2 :]]))
    for each, row in enumerate(rows):
        other = replace(row, told=replace(row.told, price=Fraction(10)))
        later = replace(row, recorded_at=row.recorded_at + timedelta(hours=1))
        for changed in (other, later):
            assert [row.number] == list(broken([*rows[:each], changed, *rows[each + 1 :]]))
