"""The terms of a plan, and that they were agreed to before anything is charged again and again."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.language.shapes.basket import FeeShape
from loyalty.language.shapes.plans import PlanShape
from loyalty.profiles.windows import of_renewal
from loyalty.subscriptions.changes import Agreed
from loyalty.subscriptions.refusals import RecurringConsentMissing
from loyalty.subscriptions.timeline import Timeline
from loyalty.use_cases.dearer import held_on, later_prices
from loyalty.use_cases.market_notices import law_of
from loyalty.use_cases.notices import spoken
from loyalty.use_cases.subscriptions.reducing import (
    before_charge,
    coupon_terms,
    dues_of,
    first_told,
    reduced_prices,
)
from loyalty.wording.bills.terms import Terms, terms_of

MONTH = 31


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
    price, dues = held.due(), dues_of(timeline, held, days)
    trial = shape.trial if at == started.at and free is not None else None
    is_told = charged > at or trial is not None
    begins, untold = at == started.at, charged > max(at, started.recorded_at)
    of_coupons = first_told(programme, timeline, dues, days) if begins else ()
    content = {
        "plan": shape.name,
        "every": shape.price.every if shape.price else None,
        "price": price,
        "first": dues[0].reduced if dues else price,
        "once": replace(held, first=True).due() - price if not _was_had(timeline, state.plan, came) else 0,
        "later": tuple(later_prices(held)),
        "trial": trial,
        "trial_had": begins and free is None and state.plan == started.plan and shape.trial is not None,
        "paid_from": first,
        "free_until": instant_text(charged) if charged > at > started.at else None,
        "reduced": tuple(each for each in reduced_prices(dues) if not is_told or each[0] != first),
        "coupons": tuple(coupon_terms(programme, timeline, dues, days)) if begins else (),
        "uses": bool(shape.usage),
        "windows": tuple(of_renewal(law, days, days)),
        "trial_windows": tuple(before_charge(then, days, before)) if untold else of_coupons,
        "cooling_off": law.strictest("subscription.cooling_off_days"),
        "staying": [fee.name for fee in shape.fees if not (fee.refundable or fee.prorated or fee.share)],
        "least_staying": [fee.name for fee in shape.fees if _keeps_least(shape, fee)],
    }
    return terms_of(spoken(programme, content))


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


def _keeps_least(plan: PlanShape, fee: FeeShape) -> bool:
    """Whether the smallest amount of a fee stays when a plan is undone while a part of it was had."""
    return fee.at_least is not None and (plan.proration is not None or not fee.refundable)


def _days(plan: PlanShape) -> int:
    """Give about how many days a period of a plan has, at the most."""
    assert plan.price is not None  # noqa: S101 - an offer is made of a plan with a price only
    return plan.price.every.days or plan.price.every.months * MONTH
