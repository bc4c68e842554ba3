"""Leave endpoints alone for which nothing can be signed, so that they stop no other."""

from collections.abc import Sequence
from dataclasses import dataclass

from loyalty.use_cases.services import Services
from loyalty.webhooks.endpoint import Endpoint


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """An endpoint that is not told for a while, since no secret of it opens with this master key."""

    programme: str
    endpoint_id: str


def leave_alone(services: Services, endpoints: Sequence[Endpoint]) -> list[LeftAlone]:
    """Send nothing to these for a while; nothing is held against them."""
    now = services.clock.now()
    with services.units.write() as unit:
        for each in endpoints:
            unit.endpoints.change(each.left_alone(now))
        unit.commit()
    return [LeftAlone(each.programme, each.endpoint_id) for each in endpoints]
