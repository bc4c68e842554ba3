"""What a plan saves against the same plan that is paid more often: twelve months of the monthly one."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from loyalty.language.dated import Dated
from loyalty.language.shapes.coupons import CouponShape
from loyalty.language.shapes.plans import PlanPriceShape, PlanShape
from loyalty.language.values import Duration, Unit
from loyalty.publication.claimed.kinds import Claim, Kind
from loyalty.publication.matter import Matter

_PACE: Final = (
    r"(?:day|daily|week|weekly|months?|monthly|quarter|quarterly|years?|yearly|annual|annually"
    r"|woche|monat|monatlich|quartal|jahr|jaehrlich|nian|yue)"
)
"""Words of an id that say only how often a plan is paid."""
_DAYS: Final = {Unit.DAY: 1, Unit.WEEK: 7}
_MONTHS: Final = {Unit.MONTH: 1, Unit.YEAR: 12}


def is_saved(matter: Matter, plan: PlanShape, claim: Claim) -> bool:
    """Whether a plan saves what a text claims: always, or where it says up to, once.

    Months are free where a trial is as long, or where the plan saves as many of its own.
    """
    told = claim.number
    if claim.kind is Kind.MONTHS_FREE:
        if plan.price is None or not any(plan.price.amount.values) or _lasts(plan.trial) >= told:
            return True
        if not plan.price.every.months:
            return False
        told /= plan.price.every.months
    saved = [amount if claim.kind is Kind.MONEY_OFF else share for share, amount in _saved(matter, plan)]
    reached = (max if claim.most else min)(saved, default=Fraction(0))
    return reached > 0 and told <= reached


def is_free_for(matter: Matter, coupon: CouponShape, months: Fraction) -> bool:
    """Whether a coupon takes everything off for so many months of each plan that it is for."""
    if coupon.percent != 1:
        return False
    named, periods = coupon.applies_to.plans, coupon.lasts.periods
    paces = (
        plan.price.every for plan in matter.shape.plans if plan.price and plan.id in (named or (plan.id,))
    )
    return all(
        periods is None or _as_months(periods * each.months, periods * each.days) >= months for each in paces
    )


def _saved(matter: Matter, plan: PlanShape) -> Iterator[tuple[Fraction, Fraction]]:
    """Give the share and the amount that a plan saves, on each day a price begins, against each such plan.

    The other plan has the same id but for how often it is paid, comes round a whole number of times in its
    period, and neither charges anything besides that the longer period makes another sum.
    """
    for other in matter.shape.plans:
        times = _times(plan.price, other.price)
        if times is None or not _is_alike(plan, other):
            continue
        assert plan.price is not None  # noqa: S101 - `_times` compares two prices
        assert other.price is not None  # noqa: S101 - as above
        for day in _days(matter.law.day, plan.price.amount, other.price.amount):
            whole = other.price.amount.at(day) * times
            saved = whole - plan.price.amount.at(day)
            if whole:
                yield saved / whole, saved


def _lasts(trial: Duration | None) -> Fraction:
    """Give how many months a trial lasts, 30 days each."""
    if trial is None:
        return Fraction(0)
    return _as_months(*(trial.count * unit.get(trial.unit, 0) for unit in (_MONTHS, _DAYS)))


def _as_months(months: int, days: int) -> Fraction:
    """Give calendar months and days as months of 30 days: one month has 31 days, twelve have 365."""
    return Fraction(-(-365 * months // 12) + days, 30)


def _times(price: PlanPriceShape | None, other: PlanPriceShape | None) -> int | None:
    """Give how often another price is paid in a period of a price, None where that is no number above one."""
    if price is None or other is None or price.per != other.per:
        return None
    mine, theirs = price.every, other.every
    for whole, part in ((mine.months, theirs.months), (mine.days, theirs.days)):
        if part and whole > part and whole % part == 0:
            return whole // part
    return None


def _called(plan: PlanShape) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[-_.]", plan.id) if not re.fullmatch(_PACE, word))


def _is_alike(plan: PlanShape, other: PlanShape) -> bool:
    """Whether two plans differ in their prices alone; what else is charged comes to another sum in a year."""
    for each in (plan, other):
        held = (each.seats, each.minimum, each.maximum)
        if any(held) or each.add_ons or each.usage or each.allowances:
            return False
    attributes = ("fees", "tier_discount", "points", "taxed_as", "tax")
    return _called(plan) == _called(other) and all(getattr(plan, a) == getattr(other, a) for a in attributes)


def _days(day: date, *amounts: Dated[Fraction]) -> Iterator[date]:
    """Give a day and every later one on which an amount begins, where all of them are known."""
    later = {first for each in amounts for first, _ in each.entries if first is not None and first > day}
    for begins in sorted({day} | later):
        if all(each.exists(begins) for each in amounts):
            yield begins
