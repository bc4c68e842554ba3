"""A subscription's alerts, and what its running period has come to."""

from loyalty.use_cases.answers.spending import Spending, spending_of
from loyalty.use_cases.billing.booking import SubscriptionKey, loaded
from loyalty.use_cases.services import Services


def show_alerts(services: Services, key: SubscriptionKey) -> Spending:
    """Give the spending as it stands. Raises UnknownSubscription and what `spending_of` raises."""
    with services.units.read() as unit:
        return spending_of(services, unit, loaded(unit, key), services.clock.now())
