"""What coupons make of the periods that somebody agrees to: their prices day by day, and when each ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from loyalty.decision.decide import Decision
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.language.shapes.coupons import CouponShape
from loyalty.profiles.markets import Law
from loyalty.profiles.parameters import Window
from loyalty.profiles.windows import of_renewal, of_trial
from loyalty.subscriptions.timeline import Segment, Timeline
from loyalty.use_cases.billing.decided import coupons_in
from loyalty.use_cases.dearer import Held, counting, days_of
from loyalty.use_cases.market_notices import law_of
from loyalty.wording.bills.terms import CouponTerms

SIGHT = timedelta(days=3_660)
"""How far ahead of its first period a plan's terms look for the end of a coupon."""
PERIODS_MAX = 400
"""How many periods they look at, at the most."""


@dataclass(frozen=True, slots=True)
class Due:
    """A period to come, and what a whole one costs without use and without and with coupons, minor units."""

    segment: Segment
    begins: date
    without: int
    reduced: int


def dues_of(timeline: Timeline, held: Held, days: int) -> tuple[Due, ...]:
    """Give the periods within sight, from that of ``held`` on; ``days`` are those of one at the most."""
    through = max(timeline.paid_from, held.at) + min(SIGHT, PERIODS_MAX * timedelta(days=days))
    segments = [
        each
        for each in timeline.segments(through)
        if each.plan == held.plan and each.since == held.since and each.closes > held.at
    ]
    return tuple(_priced(held, segments))


def _priced(held: Held, segments: Sequence[Segment]) -> Iterator[Due]:
    programme, changes = held.programme, days_of(held)
    earlier, known = list[Decision](), dict[object, tuple[int, Decision]]()
    for each in segments:
        at = max(each.cycle.period.start, held.at)
        day, counts = local_day(programme, at), counting(programme, each)
        states = coupons_in(programme, each, earlier)
        coupons = {name: state for name, state in states.items() if name in counts}
        key = sum(change <= day for change in changes), tuple(coupons.items())
        if key not in known:
            then = replace(held, at=at)
            known[key] = then.due(), replace(then, coupons=coupons).decision()
        without, decision = known[key]
        earlier.append(decision)
        yield Due(each, day, without, decision.due)


def reduced_prices(dues: Sequence[Due]) -> Iterator[tuple[date, int]]:
    """Give from which days on a whole period costs something else because of coupons, and what it does."""
    last: Due | None = None
    for each in dues:
        before = each.without if last is None else last.reduced
        is_reduced = each.reduced != each.without or (last is not None and last.reduced != last.without)
        if is_reduced and each.reduced != before:
            yield each.begins, each.reduced
        last = each


def coupon_terms(
    programme: Programme, timeline: Timeline, dues: Sequence[Due], days: int
) -> Iterator[CouponTerms]:
    """Give the coupons that a plan begins with and that do not hold from now on for ever.

    ``days`` are those of a period of the plan.
    """
    started = timeline.started
    today = local_day(programme, started.at)
    for each in programme.shape.coupons:
        later = each.from_ if each.from_ is not None and each.from_ > today else None
        ends = each.lasts.periods is not None or each.until is not None
        if each.id not in started.coupons or not (later or ends):
            continue
        found = _end(programme, each, dues) if ends else None
        after, windows = _told(programme, timeline, found, days) if found else (None, ())
        price = found[1].reduced if found else dues[-1].without
        yield CouponTerms(each.name, each.lasts.periods, later, each.until, price, after, windows)


def first_told(
    programme: Programme, timeline: Timeline, dues: Sequence[Due], days: int
) -> tuple[Window, ...]:
    """Give when the first charge is told of after coupons left nothing to pay that do not end with that."""
    for last, following in pairwise(dues):
        goes_on = counting(programme, last.segment) == counting(programme, following.segment)
        if goes_on and _is_first(last, following):
            return _told(programme, timeline, (last, following), days)[1]
    return ()


def _is_first(last: Due, following: Due) -> bool:
    """Whether a period costs something after one that coupons made free."""
    return last.without > last.reduced == 0 < following.reduced


def _end(programme: Programme, coupon: CouponShape, dues: Sequence[Due]) -> tuple[Due, Due] | None:
    """Give the last period in which a coupon counts, and the next; None where there is none within sight."""
    ends = None
    for last, following in pairwise(dues):
        if coupon.id in counting(programme, last.segment) - counting(programme, following.segment):
            ends = last, following
    return ends


def _told(
    programme: Programme, timeline: Timeline, end: tuple[Due, Due], days: int
) -> tuple[date, tuple[Window, ...]]:
    """Give the day of the first period after the last with a coupon, and when that is told of for sure."""
    last, following = end
    begun = max(timeline.started.at, last.segment.cycle.nominal.start)
    day = following.begins
    before = (day - local_day(programme, begun)).days
    law = law_of(programme, timeline.started.market, day)
    if _is_first(last, following):
        return day, tuple(before_charge(law, days, before))
    return day, tuple(of_renewal(law, days, before))


def before_charge(law: Law, days: int, days_before: int) -> Iterator[Window]:
    """Give when the first charge after days that were free is told of."""
    yield from tuple(of_renewal(law, days, days_before)) or (of_trial(days_before),)
