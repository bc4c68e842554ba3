"""Find the alerts that are reached and were not told of yet in their period; each is told once."""

from collections.abc import Iterator
from dataclasses import dataclass

from loyalty.kernel.money import Money
from loyalty.kernel.refusal import Refusal
from loyalty.subscriptions.spending import AlertTold, Threshold
from loyalty.use_cases.answers.spending import Spending, spending_of
from loyalty.use_cases.billing.booking import SubscriptionKey, loaded
from loyalty.use_cases.notices import tell_of_spending
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class Reached:
    """An alert that is told now: what was wished, and what the period has come to."""

    subscription: str
    threshold: Threshold
    spent: Money
    told: AlertTold


def check_spending(services: Services, programme: str, subscription: str | None = None) -> Iterator[Reached]:
    """Give the alerts of a programme's subscriptions, or of one, that are reached and not told of yet.

    Each subscription is looked at in a small transaction of its own; of a programme's, one whose
    spending cannot be worked out stops no other, and is named when it is billed. Raises
    UnknownProgramme, and for one subscription UnknownSubscription and what `spending_of` raises.
    """
    with services.units.read() as unit:
        services.programmes.in_force(unit, programme, services.clock.now())
        names = [subscription] if subscription is not None else unit.alerts.watched(programme)
    for name in names:
        try:
            found = _check(services, SubscriptionKey(programme, name))
        except Refusal:
            if subscription is not None:
                raise
            continue
        yield from found


def _check(services: Services, key: SubscriptionKey) -> tuple[Reached, ...]:
    return retrying(services, lambda: _told_now(services, key))


def _told_now(services: Services, key: SubscriptionKey) -> tuple[Reached, ...]:
    now = services.clock.now()
    with services.units.write() as unit:
        subscription = loaded(unit, key)
        found = spending_of(services, unit, subscription, now)
        if found.period is None:
            return ()
        spent, start = Money(found.spent, found.currency), found.period.start
        reached = tuple(
            Reached(
                key.subscription, one, spent, AlertTold(start, one.id, limit_of(found, one), found.spent, now)
            )
            for one in found.alerts.reached(found.spent)
        )
        new = tuple(one for one in reached if unit.alerts.tell(subscription, one.told))
        for one in new:
            tell_of_spending(services, unit, subscription, one.spent, one.told)
        unit.commit()
    return new


def limit_of(found: Spending, one: Threshold) -> str:
    """Give from what on a threshold is reached, as it is kept: exact minor units."""
    return str(found.alerts.limit(one))
