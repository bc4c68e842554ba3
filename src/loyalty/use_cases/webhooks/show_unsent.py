"""Show what happened and has not reached the systems that are told of it."""

from loyalty.use_cases.services import Services
from loyalty.webhooks.delivery import Unsent


def show_unsent(services: Services) -> Unsent:
    """Give how much of it waits, and since when."""
    with services.units.read() as unit:
        return unit.outbox.unsent()
