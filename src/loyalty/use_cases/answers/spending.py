"""What a subscription's running period has come to so far, and which alerts that reaches."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from loyalty.kernel.money import Currency
from loyalty.kernel.period import Period
from loyalty.subscriptions import billing
from loyalty.subscriptions.records import Subscription
from loyalty.subscriptions.spending import Alerts, AlertTold
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.billing.decided import decisions
from loyalty.use_cases.services import Services

NO_ALERTS = Alerts(None, ())


@dataclass(frozen=True, slots=True)
class Spending:
    """What a period has come to, as its preview says, in minor units; ``told`` is by alert's id and limit."""

    alerts: Alerts
    currency: Currency
    period: Period | None = None
    spent: int = 0
    told: Mapping[tuple[str, str], AlertTold] | None = None


def spending_of(services: Services, unit: UnitOfWork, subscription: Subscription, at: datetime) -> Spending:
    """Give the spending at an instant; without a period that runs nothing is spent.

    Raises UnknownProgramme and what `decisions` raises.
    """
    alerts = unit.alerts.get(subscription) or NO_ALERTS
    own = services.programmes.in_force(unit, subscription.programme, at).currency
    cycle = subscription.timeline.cycle_at(at)
    if cycle is None:
        return Spending(alerts, own)
    booked = unit.invoices.lines(subscription.member_id, subscription.id)
    dues = [replace(due, closed=True) for due in billing.due(subscription.timeline, at)]
    made = [
        one.decision
        for one in decisions(services, unit, subscription, dues, booked)
        if one.segment.cycle.period.start == cycle.period.start
    ]
    told = {(one.alert, one.limit): one for one in unit.alerts.told(subscription, cycle.period.start)}
    currency = made[-1].programme.currency if made else own
    return Spending(alerts, currency, cycle.period, sum(one.due for one in made), told)
