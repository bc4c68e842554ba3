"""The invoices and credit notes of a subscription."""

from loyalty.decision.explain import Document
from loyalty.use_cases.billing.booking import SubscriptionKey, loaded
from loyalty.use_cases.billing.show_invoice import shown
from loyalty.use_cases.services import Services


def list_invoices(services: Services, key: SubscriptionKey) -> list[Document]:
    """Give what was booked of a subscription, oldest first. Raises UnknownSubscription."""
    with services.units.read() as unit:
        subscription = loaded(unit, key)
        made = unit.invoices.of_subscription(subscription.member_id, subscription.id)
        return [shown(services, unit, each) for each in made]
