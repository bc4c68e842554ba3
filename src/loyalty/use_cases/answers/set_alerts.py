"""Say from what amounts on, or shares of a budget, a subscription's spending is to be told of."""

from dataclasses import dataclass

from loyalty.subscriptions.refusals import AlertsUnclear
from loyalty.subscriptions.spending import Alerts
from loyalty.use_cases.answers.spending import Spending, spending_of
from loyalty.use_cases.billing.booking import SubscriptionKey, loaded
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class SetAlerts:
    """What takes the place of all alerts that were wished before; amounts in minor units of ``currency``."""

    key: SubscriptionKey
    alerts: Alerts
    currency: str | None = None


def set_alerts(services: Services, command: SetAlerts) -> Spending:
    """Give the spending as it stands, with the new alerts; setting the same again changes nothing.

    Raises UnknownSubscription, AlertsUnclear for amounts in another currency, and what `spending_of` raises.
    """
    return retrying(services, lambda: _set(services, command))


def _set(services: Services, command: SetAlerts) -> Spending:
    now = services.clock.now()
    with services.units.write() as unit:
        subscription = loaded(unit, command.key)
        if unit.alerts.get(subscription) != command.alerts:
            unit.alerts.set(subscription, command.alerts, now)
        found = spending_of(services, unit, subscription, now)
        if command.currency not in {None, found.currency.code}:
            raise AlertsUnclear(f"Amounts are in {found.currency.code} here.")
        unit.commit()
    return found
