"""Notices of charges that come by themselves: found for each subscription, and made."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from loyalty.decision.explain import instant_text
from loyalty.jobs.job import Due, JobKind
from loyalty.jobs.notice import Notice
from loyalty.kernel.refusal import Refusal
from loyalty.subscriptions import billing
from loyalty.subscriptions.records import Subscription
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import survivor_of
from loyalty.use_cases.billing.booking import SubscriptionKey, loaded
from loyalty.use_cases.billing.decided import decisions
from loyalty.use_cases.billing.renewals import TOLD, Wanted, wanted
from loyalty.use_cases.notices import spoken
from loyalty.use_cases.services import Services

PAGE: Final = 200
AHEAD: Final = timedelta(days=95)
"""How far ahead a charge is told of, at the earliest."""


def renewals_to_tell(services: Services, programme: str) -> Iterator[Due]:
    """Give the notices of charges that are to be made by now, each once."""
    now, after = services.clock.now(), ""
    while True:
        with services.units.read() as unit:
            page = unit.subscriptions.due_in_order(programme, now + AHEAD, after=after, limit=PAGE)
            found = [
                Due(JobKind.RENEWAL_NOTICE, programme, _item(each), each.about_at)
                for key, _, _ in page
                for each in _wanted(services, unit, loaded(unit, SubscriptionKey(programme, key)))
            ]
        yield from found
        if len(page) < PAGE:
            return
        after = page[-1][0]


def tell(services: Services, unit: UnitOfWork, due: Due) -> int:
    """Make the notice that is due, where it is still wanted; give how many. Raises UnknownSubscription."""
    subscription = loaded(unit, SubscriptionKey(due.programme, _subscription(due.item)))
    return sum(
        _tell(services, unit, subscription, each, _amount(services, unit, subscription, each))
        for each in _wanted(services, unit, subscription)
        if _item(each) == due.item and each.about_at == due.due_at
    )


def _tell(
    services: Services, unit: UnitOfWork, subscription: Subscription, each: Wanted, amount: int
) -> bool:
    """Keep a notice of a charge of ``amount`` minor units that comes by itself; give whether it is new."""
    now, renewal = services.clock.now(), each.renewal
    plan = next(each for each in renewal.programme.shape.plans if each.id == renewal.segment.plan)
    content = {
        "subscription": subscription.id,
        "plan": dict(plan.name),
        "start": instant_text(renewal.start),
        "charged": instant_text(each.about_at),
        "amount": amount,
        "before": renewal.before,
        "price": renewal.price,
        "dearer": [one.data() for one in renewal.dearer],
        **dict(zip(TOLD, renewal.prices, strict=True)),
    }
    notice = Notice(
        services.entropy.new_id(now),
        subscription.programme,
        survivor_of(unit, subscription.member_id),
        each.required.kind,
        each.required.about,
        each.about_at,
        spoken(renewal.programme, content),
        now,
    )
    return unit.notices.add(notice)


def _wanted(services: Services, unit: UnitOfWork, subscription: Subscription) -> list[Wanted]:
    """Give what is to be told, up to the first period that cannot be priced yet."""
    now, found = services.clock.now(), list[Wanted]()
    try:
        for each in wanted(services, unit, subscription, now + AHEAD, now):
            found.append(each)
    except Refusal:
        pass
    return found


def _item(each: Wanted) -> str:
    return f"{each.required.kind}:{each.required.about}"


def _subscription(item: str) -> str:
    """Give the subscription that an item is about; its own id may hold colons."""
    return item.split(":", 1)[1].rsplit(":", 2)[0]


def _amount(services: Services, unit: UnitOfWork, subscription: Subscription, each: Wanted) -> int:
    """Give what the period costs when it begins, by what is known now, in minor units."""
    start = each.renewal.start
    before = unit.invoices.lines(subscription.member_id, subscription.id)
    dues = billing.due(subscription.timeline, start)
    made = decisions(services, unit, subscription, dues, before)
    return next(one.decision.due for one in reversed(made) if one.segment.cycle.period.start == start)
