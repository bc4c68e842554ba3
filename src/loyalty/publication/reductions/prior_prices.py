"""What the law of a market asks of compared prices, and its verdict on one of them."""

from collections.abc import Iterable

from loyalty.language.texts.jurisdictions import PARENTS, UNIVERSAL, implied
from loyalty.price_history.claim import Claim, Fault, Verdict
from loyalty.price_history.judging import judge
from loyalty.price_history.regime import Past, Regime, Regular
from loyalty.price_history.row import PriceRow
from loyalty.profiles.markets import Law, law_on
from loyalty.profiles.profile import Value

_PARAMETER = {
    "RF-01": "prior_price.days",
    "RF-02": "prior_price.days",
    "RF-04": "prior_price.deals",
    "RF-05": "past_price.days",
    "RF-06": "regular_price.time_days",
}
"""The parameter whose source is cited for a constraint."""


def verdicts(claim: Claim, rows: Iterable[PriceRow], markets: Iterable[str]) -> list[Verdict]:
    """Give what each market says to a claim on the day it begins; rows of all markets may be there."""
    known = list(rows)
    return [verdict_of(claim, known, market, law_on(claim.day, [market])) for market in markets]


def verdict_of(claim: Claim, rows: Iterable[PriceRow], market: str, law: Law) -> Verdict:
    """Give what a market says to a claim by its law on a day."""
    return judge(claim, rows, related(market), regime_of(law, market))


def regime_of(law: Law, market: str) -> Regime:
    """Give what a law asks of compared prices."""
    return Regime(
        market=market,
        days=_number(law, "prior_price.days"),
        deals=law.asking("prior_price.deals") is not None,
        shorter=_may(law, "prior_price.shorter_for", "first_offered"),
        groups=law.asking("prior_price.groups") is not None,
        past=_past(law),
        regular=_regular(law),
    )


def related(market: str) -> frozenset[str]:
    """Give the market, those it is part of, and those that are part of it: their prices are its own."""
    parts = {code for code in PARENTS if market in implied([code])}
    return frozenset({market, *parts, *implied([market])} - {UNIVERSAL})


def cited(fault: Fault, law: Law) -> Value | None:
    """Give the value of the law that a fault is against, None where the constraint itself asks."""
    parameter = _PARAMETER.get(fault.constraint)
    return next(iter(law.values(parameter)), None) if parameter else None


def _past(law: Law) -> Past | None:
    found = [_number(law, f"past_price.{name}") for name in ("days", "percent", "least_days", "recent_days")]
    numbers = [number for number in found if number is not None]
    return Past(*numbers) if len(numbers) == len(found) else None


def _regular(law: Law) -> Regular | None:
    found = [_number(law, f"regular_price.{name}") for name in ("time_days", "volume_days", "percent")]
    numbers = [number for number in found if number is not None]
    return Regular(*numbers) if len(numbers) == len(found) else None


def _may(law: Law, parameter: str, word: str) -> bool:
    allowed = law.strictest(parameter)
    return isinstance(allowed, frozenset) and word in allowed


def _number(law: Law, parameter: str) -> int | None:
    value = law.strictest(parameter)
    return value if isinstance(value, int) else None
