"""What a market says to a compared price, by the history alone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final

from loyalty.kernel.period import Period
from loyalty.price_history.charged import (
    Stretch,
    about,
    among,
    days_before,
    deals,
    open_time,
    share_at,
    stretches,
)
from loyalty.price_history.claim import COMPARED, GAP, PERCENT, PRIOR, Claim, Fault, Reference, Sort, Verdict
from loyalty.price_history.regime import Past, Regime, Regular
from loyalty.price_history.row import Audience, PriceRow, standing

DAY: Final = timedelta(days=1)
MICRO: Final = timedelta.resolution
FORMER_DAYS: Final = 1
"""Days before a reduction in which its article has a price, in every market."""


def judge(claim: Claim, rows: Iterable[PriceRow], related: Iterable[str], regime: Regime) -> Verdict:
    """Give what a market says to a claim; ``related`` are the markets whose rows are about it, too."""
    every = about(rows, claim.of, related)
    counted = among(every, regime.counted | {claim.of.audience})
    verdict = _prior(claim, counted, every, regime) if regime.binds(claim.of.audience) else None
    least = claim.base if verdict is None else claim.was
    own = (*stated_wrongly(claim), *_own_history(claim, least, every if regime.deals else counted))
    if verdict is None:
        return Verdict(regime.market, None if own else _own(claim, counted), own, binds=False)
    if any(fault.code == GAP for fault in verdict.faults):
        return verdict
    said_once = {fault.code for fault in own} & {PERCENT}
    return replace(verdict, faults=(*own, *(each for each in verdict.faults if each.code not in said_once)))


def _own(claim: Claim, rows: Sequence[PriceRow]) -> Reference | None:
    """Give what is struck through with the last row that shows it, where no market asks for more."""
    window = days_before(claim.day, FORMER_DAYS, claim.zone)
    before = [row for row in standing(rows) if row.told.start < window.end]
    shown = [row for row in before if row.told.price is not None and row.told.price >= (claim.was or 0)]
    return None if claim.was is None or not shown else Reference(claim.was, shown[-1], window, Sort.OWN)


def stated_wrongly(claim: Claim) -> tuple[Fault, ...]:
    """Give what is wrong with the numbers as they are stated, whatever the history says."""
    if claim.percent == 0 or (claim.was is None and claim.percent == 100 and claim.now):  # noqa: PLR2004 - per cent
        message = f"{said(claim.percent)} % is announced of an article that costs {said(claim.now)}"
        return (
            Fault("RF-02", PERCENT, message, "write the percentage that it is, or announce no reduction"),
        )
    if claim.was is None:
        return ()
    true = _true_percent(claim.was, claim.now)
    if true <= 0:
        message = f"{said(claim.now)} is no reduction of {said(claim.was)}"
        return (Fault("RF-02", PERCENT, message, "announce no reduction"),)
    if claim.percent is not None and claim.percent > true:
        message = f"{said(claim.percent)} % is more than from {said(claim.was)} to {said(claim.now)}"
        return (Fault("RF-02", PERCENT, message, f"write at most {true.numerator // true.denominator} %"),)
    return ()


def _own_history(claim: Claim, least: Fraction | None, rows: Sequence[PriceRow]) -> tuple[Fault, ...]:
    """Give what is missing of a price that the article really had: none is struck through without it."""
    window = days_before(claim.day, FORMER_DAYS, claim.zone)
    before = [row for row in rows if row.told.start < window.end]
    if not stretches(before, window) and not deals(before):
        message = f"the history of `{claim.of.sku}` says no price on the day before {claim.day}"
        return (Fault("RF-07", GAP, message, "import the prices it had, or compare with none"),)
    prices = [row.told.price for row in standing(before) if row.told.price is not None]
    if least is not None and all(price < least for price in prices):
        message = f"`{claim.of.sku}` never cost {said(least)} before {claim.day}"
        return (Fault("RF-07", GAP, message, "compare with a price that it had"),)
    return ()


def _prior(claim: Claim, counted: Sequence[PriceRow], every: Sequence[PriceRow], regime: Regime) -> Verdict:
    if regime.days is not None and regime.deals:
        return _lowest_deal(claim, every, regime, regime.days)
    if regime.days is not None:
        return _lowest(claim, counted, regime, regime.days)
    if claim.base is None:
        return _highest(claim, counted, every, regime)
    if regime.past is not None:
        return _past(claim, counted, regime, regime.past, claim.base)
    return _regular(claim, counted, deals(every), regime, claim.base)


def _highest(claim: Claim, counted: Sequence[PriceRow], every: Sequence[PriceRow], regime: Regime) -> Verdict:
    """Give the highest price that the rule bears out, of a claim that names none."""
    prices = {row.told.price for row in counted if row.told.price is not None}
    judged = (
        _prior(replace(claim, was=price), counted, every, regime) for price in sorted(prices, reverse=True)
    )
    return next((each for each in judged if not each.faults), Verdict(regime.market, None))


def _lowest(claim: Claim, rows: Sequence[PriceRow], regime: Regime, days: int) -> Verdict:
    """Compare with the lowest price of the days before, offered or paid (98/6/EC Art. 6a).

    A price for other members counts where it was lower; it does not say what everybody was asked.
    """
    window = days_before(claim.day, days, claim.zone)
    found = stretches(rows, window)
    told = [
        row for row in (*(each.row for each in found), *deals(rows, window)) if row.told.price is not None
    ]
    reference = _least(told, window, Sort.LOWEST)
    own = {Audience.PUBLIC, claim.of.audience}
    gap = open_time([each for each in found if each.row.told.of.audience in own], window)
    if gap is not None or reference is None:
        since = window.start if gap is None else gap.start
        message = (
            f"the history of `{claim.of.sku}` says nothing from {since.astimezone(claim.zone).date()} on, "
            f"in the {days} days before {claim.day}"
        )
        fault = Fault(
            "RF-07", GAP, message, "import the prices of that time, an empty one where it was not sold"
        )
        return Verdict(regime.market, None, (fault,))
    faults = []
    lowest = f"{said(reference.price)}, by row {reference.row.number}"
    if claim.was is not None and claim.was != reference.price:
        message = f"{said(claim.was)} is struck through; the lowest price of the {days} days was {lowest}"
        faults.append(Fault("RF-01", PRIOR, message, f"write {said(reference.price)}"))
    if claim.percent is not None and claim.percent > _true_percent(reference.price, claim.now):
        message = f"{said(claim.percent)} % is not true of the lowest price of the {days} days, {lowest}"
        faults.append(Fault("RF-02", PERCENT, message, _at_most(claim, reference)))
    doubts = _offered_lately(
        claim, rows, [each for each in found if each.row.told.of.audience in own], regime
    )
    return Verdict(regime.market, reference, tuple(faults), doubts=doubts)


def _offered_lately(
    claim: Claim, rows: Sequence[PriceRow], found: Sequence[Stretch], regime: Regime
) -> tuple[Fault, ...]:
    """Give a doubt where an article was on sale in the last of the days only.

    The directive leaves what is on the market for less than thirty days to the member states (Art. 6a(4));
    what was on sale before and was taken off it is not that.
    """
    days = regime.days or 0
    window = days_before(claim.day, days, claim.zone)
    since = _since(found, (), window)
    offers = (row.told for row in standing(rows) if row.told.price is not None)
    is_new = all(told.start >= since for told in offers)
    if since <= window.start or (is_new and regime.shorter):
        return ()
    return (_lately_alone("RF-01", claim, since, days),)


def _regular_lately(
    claim: Claim, found: Sequence[Stretch], sold: Sequence[PriceRow], regular: Regular
) -> tuple[Fault, ...]:
    """Give a doubt where an article was first on sale so lately that no price is regular for long.

    Its share is one of its own time on sale, so that of a single day is all of it.
    """
    window = days_before(claim.day, regular.time_days, claim.zone)
    since = _since(found, sold, window)
    if _days_known(claim, since) * 100 > regular.percent * regular.time_days:
        return ()
    return (_lately_alone("RF-06", claim, since, regular.time_days),)


def _since(found: Sequence[Stretch], sold: Sequence[PriceRow], window: Period) -> datetime:
    """Give since when an article was offered or bought, the beginning of the window where nothing says it."""
    offered = [each.start for each in found if each.row.told.price is not None]
    return min([*offered, *(row.told.start for row in sold)], default=window.start)


def _days_known(claim: Claim, since: datetime) -> int:
    return (claim.day - since.astimezone(claim.zone).date()).days


def _lately_alone(constraint: str, claim: Claim, since: datetime, days: int) -> Fault:
    known = _days_known(claim, since)
    message = f"`{claim.of.sku}` was on sale in the last {known} of the {days} days before {claim.day} alone"
    help_ = "let a lawyer of the market say whether fewer days may count, or announce it once they are over"
    return Fault(constraint, PRIOR, message, help_)


def _lowest_deal(claim: Claim, rows: Sequence[PriceRow], regime: Regime, days: int) -> Verdict:
    """Compare with the lowest deal of the days before, else with the last one (SAMR order 56 Art. 16)."""
    window = days_before(claim.day, days, claim.zone)
    lately = deals(rows, window)
    before = [row for row in deals(rows) if row.told.start < window.end]
    last = [row for row in before if row.told.start == before[-1].told.start]
    reference = _least(lately or last, window, Sort.LOWEST_DEAL if lately else Sort.LAST_DEAL)
    if reference is None:
        message = f"nobody has bought `{claim.of.sku}` there before {claim.day}"
        return Verdict(regime.market, None, (Fault("RF-07", GAP, message, "compare with no price"),))
    faults = []
    if claim.base is not None and claim.base > reference.price:
        what = f"the lowest deal of the {days} days" if lately else "the last deal"
        least = f"{said(reference.price)}, by row {reference.row.number}"
        message = f"{_compared(claim)} is compared; {what} was {least}"
        help_ = (
            f"write at most {said(reference.price)}" if claim.was is not None else _at_most(claim, reference)
        )
        faults.append(Fault("RF-04", COMPARED, message, help_))
    return Verdict(regime.market, reference, tuple(faults))


def _past(claim: Claim, rows: Sequence[PriceRow], regime: Regime, past: Past, was: Fraction) -> Verdict:
    """Compare with a price that was charged most of the last days, long enough and lately."""
    window = days_before(claim.day, past.days, claim.zone)
    found = stretches(rows, window)
    charged, whole = share_at(found, was, claim.zone)
    lately = stretches(rows, days_before(claim.day, past.recent_days, claim.zone))
    recent, _ = share_at(lately, was, claim.zone)
    share = _share(charged // MICRO, whole // MICRO)
    faults = []
    if share <= past.percent or charged // DAY < past.least_days or not recent:
        message = (
            f"`{claim.of.sku}` was sold at {said(was)} or more for {tenths(share)} % of its time "
            f"on sale in the last {past.days} days, {charged // DAY} days in all, "
            f"{recent // DAY} of them in the last {past.recent_days}"
        )
        help_ = f"more than {past.percent} %, {past.least_days} days, and some of them lately are needed"
        faults.append(Fault("RF-05", PRIOR, message, help_))
    reference = None if faults else _at(_rows(found), was, window, Sort.PAST)
    return Verdict(regime.market, reference, tuple(faults), (("time", share),))


def _regular(
    claim: Claim,
    rows: Sequence[PriceRow],
    bought: Sequence[PriceRow],
    regime: Regime,
    was: Fraction,
) -> Verdict:
    """Compare with a price that was regular by time, or by the volume of all that was ``bought``."""
    regular = regime.regular
    assert regular is not None  # noqa: S101 - a regime that binds asks for one of the three
    window = days_before(claim.day, regular.time_days, claim.zone)
    found = stretches(rows, window)
    charged, whole = share_at(found, was, claim.zone)
    time = _share(charged // MICRO, whole // MICRO)
    sold = deals(bought, days_before(claim.day, regular.volume_days, claim.zone))
    volume = _share(_sold(sold, was), _sold(sold, Fraction(0)))
    faults = []
    if max(time, volume) <= regular.percent:
        message = (
            f"`{claim.of.sku}` was sold at {said(was)} or more for {tenths(time)} % of its time on sale "
            f"in the last {regular.time_days} days, and {tenths(volume)} % of what was sold cost that"
        )
        faults.append(
            Fault("RF-06", PRIOR, message, f"more than {regular.percent} % of one of them is needed")
        )
    shown = _at(_rows(found), was, window, Sort.REGULAR) or _at(sold, was, window, Sort.REGULAR)
    reference = None if faults else shown
    doubts = () if faults else _regular_lately(claim, found, sold, regular)
    return Verdict(
        regime.market, reference, tuple(faults), (("time", time), ("volume", volume)), doubts=doubts
    )


def _compared(claim: Claim) -> str:
    return (
        said(claim.was) if claim.was is not None else f"{said(claim.base or Fraction(0))}, by the per cent,"
    )


def _at_most(claim: Claim, reference: Reference) -> str:
    most = reference.percent(claim.now)
    return f"write at most {most} %" if most > 0 else "announce no reduction"


def _least(rows: Sequence[PriceRow], window: Period, sort: Sort) -> Reference | None:
    priced = [(row.told.price, row.number, row) for row in rows if row.told.price is not None]
    if not priced:
        return None
    price, _, row = min(priced, key=lambda each: each[:2])
    return Reference(price, row, window, sort)


def _at(shown: Sequence[PriceRow], was: Fraction, window: Period, sort: Sort) -> Reference | None:
    """Give the price itself with the last row that says it or more."""
    rows = [row for row in shown if row.told.price is not None and row.told.price >= was]
    return Reference(was, rows[-1], window, sort) if rows else None


def _rows(found: Sequence[Stretch]) -> list[PriceRow]:
    return [each.row for each in found]


def _sold(sold: Sequence[PriceRow], least: Fraction) -> Fraction:
    return sum(
        (
            row.told.sold or Fraction(0)
            for row in sold
            if row.told.price is not None and row.told.price >= least
        ),
        Fraction(0),
    )


def _share(part: Fraction | int, whole: Fraction | int) -> Fraction:
    return Fraction(part) * 100 / whole if whole else Fraction(0)


def _true_percent(prior: Fraction, now: Fraction) -> Fraction:
    return (prior - now) * 100 / prior if prior > 0 else Fraction(0)


def tenths(share: Fraction) -> str:
    """Give a share as decimal text of at most one decimal, rounded down."""
    return said(Fraction(share * 10 // 1, 10))


def said(number: Fraction) -> str:
    """Give a number as plain decimal text, of at most nine decimals, rounded down."""
    whole, rest = divmod(abs(number.numerator) * 10**9 // number.denominator, 10**9)
    decimals = f"{rest:09d}".rstrip("0")
    return f"{'-' if number < 0 else ''}{whole}{f'.{decimals}' if decimals else ''}"
