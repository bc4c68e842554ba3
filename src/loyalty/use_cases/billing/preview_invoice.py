"""What the next invoice of a subscription is like so far: as if every period that runs ended now."""

from loyalty.decision.explain import Document
from loyalty.use_cases.billing.booking import SubscriptionKey, loaded
from loyalty.use_cases.billing.paying import Asked
from loyalty.use_cases.billing.planning import plan_bill
from loyalty.use_cases.services import Services


def preview_invoice(services: Services, key: SubscriptionKey) -> Document | None:
    """Give the preview, None where nothing would be due; it is provisional and keeps nothing.

    Raises UnknownSubscription and what `plan_bill` raises.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        return plan_bill(services, unit, loaded(unit, key), Asked(now, over=True)).preview()
