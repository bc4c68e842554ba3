"""List what an endpoint was told, is being told, and was not told in the end, with every attempt."""

from dataclasses import dataclass

from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks.endpoints import endpoint_of
from loyalty.webhooks.delivery import DeliveryState, Shown


@dataclass(frozen=True, slots=True)
class ListDeliveries:
    """Of which endpoint, in which state (None: any), before which event (None: the newest)."""

    programme: str
    endpoint_id: str
    state: DeliveryState | None = None
    before: str | None = None


def list_deliveries(services: Services, asked: ListDeliveries, limit: int) -> list[Shown]:
    """Give up to ``limit`` deliveries, the newest event first. Raises UnknownEndpoint."""
    with services.units.read() as unit:
        endpoint_of(unit, asked.programme, asked.endpoint_id)
        return unit.deliveries.shown(
            asked.programme, asked.endpoint_id, asked.state, before=asked.before, limit=limit
        )
