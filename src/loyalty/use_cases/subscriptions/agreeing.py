"""The terms of a plan, and that they were agreed to before anything is charged again and again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.language.shapes.coupons import CouponShape
from loyalty.language.shapes.plans import PlanShape
from loyalty.profiles.markets import Law
from loyalty.profiles.parameters import Window
from loyalty.profiles.windows import of_renewal, of_trial
from loyalty.subscriptions.changes import Agreed
from loyalty.subscriptions.offer import counts_in
from loyalty.subscriptions.refusals import RecurringConsentMissing
from loyalty.subscriptions.schedule import Cycle, Schedule
from loyalty.subscriptions.timeline import Timeline
from loyalty.use_cases.dearer import Held, held_on, is_free_before, later_prices, reduced
from loyalty.use_cases.market_notices import law_of
from loyalty.use_cases.notices import spoken
from loyalty.wording.bills.terms import CouponTerms, Terms, terms_of

MONTH = 31
SIGHT = timedelta(days=3_660)
"""How far ahead of its first period a plan's terms look for the end of a coupon."""


def terms_for(programme: Programme, timeline: Timeline, came: datetime, at: datetime) -> Terms:
    """Give the terms of a subscription as it stands after a change, as they are from an instant on.

    Its price is that of the day of the first charge, which comes after a trial that still runs. ``came`` is
    when the change holds from. Raises JurisdictionNotDeclared, and what deciding its price raises.
    """
    state, started = timeline.state_at(came), timeline.started
    assert state is not None  # noqa: S101 - it has begun by then
    shape = next(each for each in programme.shape.plans if each.id == state.plan)
    today = local_day(programme, at)
    law = law_of(programme, started.market, today)
    days, free = _days(shape), started.trial_until
    charged = at if free is None else max(at, free)
    first = local_day(programme, charged)
    before = (first - local_day(programme, started.at)).days
    then = law_of(programme, started.market, first)
    held = held_on(programme, state, charged)
    price = held.due()
    untold = charged > max(at, started.recorded_at)
    content = {
        "plan": shape.name,
        "every": shape.price.every if shape.price else None,
        "price": price,
        "first": _first_due(timeline, held),
        "once": replace(held, first=True).due() - price if not _was_had(timeline, state.plan, came) else 0,
        "later": tuple(later_prices(held)),
        "trial": shape.trial if at == started.at else None,
        "paid_from": first,
        "free_until": instant_text(charged) if charged > at > started.at else None,
        "coupons": tuple(_of_coupons(programme, timeline, days)) if at == started.at else (),
        "uses": bool(shape.usage),
        "windows": tuple(of_renewal(law, days, days)),
        "trial_windows": tuple(_before_charge(then, days, before)) if untold else (),
        "cooling_off": law.strictest("subscription.cooling_off_days"),
        "staying": [fee.name for fee in shape.fees if not (fee.refundable or fee.prorated or fee.share)],
    }
    return terms_of(spoken(programme, content))


def _first_due(timeline: Timeline, held: Held) -> int:
    """Give what the first whole period to be paid for comes to, with the coupons that count in it."""
    return next((reduced(held, each) for each in timeline.segments(timeline.paid_from)), held.due())


def _was_had(timeline: Timeline, plan: str, at: datetime) -> bool:
    """Whether a period before an instant had a plan, so that what is charged once was charged.

    That of the start was had by whatever comes after it, in the same second too.
    """
    started = timeline.started
    if plan == started.plan and len(timeline.changes) > 1 and at >= started.at:
        return True
    return any(each.plan == plan and each.windows[0].start < at for each in timeline.segments(at))


def check_agreed(terms: Terms, agreed: Agreed | None) -> None:
    """Raise RecurringConsentMissing where nobody agreed to just these terms."""
    if agreed is None or agreed.terms != terms.sha256:
        said = "Nobody agreed to them." if agreed is None else "They are other ones than were agreed to."
        raise RecurringConsentMissing(said, terms=terms.sha256)


def terms_data(terms: Terms) -> dict[str, Any]:
    """Give terms as plain data: each sentence by language, and the fingerprint."""
    languages = tuple(terms.text)
    rows = zip(*terms.text.values(), strict=True)
    return {"text": [dict(zip(languages, row, strict=True)) for row in rows], "sha256": terms.sha256}


def _of_coupons(programme: Programme, timeline: Timeline, days: int) -> Iterator[CouponTerms]:
    """Give the coupons that a plan begins with and that do not hold from now on for ever.

    ``days`` are those of a period of the plan.
    """
    started = timeline.started
    today = local_day(programme, started.at)
    for each in programme.shape.coupons:
        later = each.from_ if each.from_ is not None and each.from_ > today else None
        ends = each.lasts.periods is not None or each.until is not None
        if each.id in started.coupons and (later or ends):
            after, windows = _without(programme, timeline, each, days) if ends else (None, ())
            yield CouponTerms(each.name, each.lasts.periods, later, each.until, after, windows)


def _without(
    programme: Programme, timeline: Timeline, coupon: CouponShape, days: int
) -> tuple[date | None, tuple[Window, ...]]:
    """Give the day of the first period after the last with a coupon, and when that is told of for sure."""
    last = _last_with(coupon, timeline)
    if last is None:
        return None, ()
    day = local_day(programme, last.period.end)
    before = local_day(programme, max(timeline.started.at, last.nominal.start))
    law, days_before = law_of(programme, timeline.started.market, day), (day - before).days
    *_, with_it, without = timeline.segments(last.period.end)
    if is_free_before(programme, with_it, without):
        return day, tuple(_before_charge(law, days, days_before))
    return day, tuple(of_renewal(law, days, days_before))


def _last_with(coupon: CouponShape, timeline: Timeline) -> Cycle | None:
    """Give the last period in which a coupon counts, None where it does in none that ends within sight."""
    first, last, begun = timeline.segments(timeline.paid_from)[0], None, list[datetime]()
    schedule = Schedule(timeline.started.rhythm, timeline.paid_from, timeline.zone)
    for cycle in schedule.periods(timeline.paid_from + SIGHT):
        period = replace(first, cycle=cycle, coupons={coupon.id: tuple(begun)})
        if counts_in(coupon, period, timeline.zone):
            last = cycle
        elif last is not None:
            return last
        begun.append(cycle.period.start)
    return None


def _before_charge(law: Law, days: int, days_before: int) -> Iterator[Window]:
    """Give when the first charge after days that were free is told of."""
    yield from tuple(of_renewal(law, days, days_before)) or (of_trial(days_before),)


def _days(plan: PlanShape) -> int:
    """Give about how many days a period of a plan has, at the most."""
    assert plan.price is not None  # noqa: S101 - an offer is made of a plan with a price only
    return plan.price.every.days or plan.price.every.months * MONTH
