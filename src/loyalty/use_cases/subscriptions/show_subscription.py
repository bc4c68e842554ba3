"""A subscription as it stands."""

from collections.abc import Mapping
from typing import Any

from loyalty.use_cases.billing.booking import SubscriptionKey, loaded
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.standing import standing_data


def show_subscription(services: Services, key: SubscriptionKey) -> Mapping[str, Any]:
    """Give the subscription as it stands now. Raises UnknownSubscription."""
    with services.units.read() as unit:
        return standing_data(unit, loaded(unit, key), services.clock.now())
