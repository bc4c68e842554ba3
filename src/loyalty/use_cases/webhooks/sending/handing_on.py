"""Make a delivery of each announcement for each endpoint that wants it.

Rows are taken one by one and exactly those are marked: whoever remembered a last id would lose what a
transaction writes that began before and ends after.
"""

from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks.replay_deliveries import delivery_for
from loyalty.webhooks.endpoint import EndpointState

PAGE = 500
"""How many announcements are handed on in one transaction."""


def hand_on(services: Services) -> int:
    """Make a delivery of each announcement for each endpoint that wants it; give how many were handed on."""
    now = services.clock.now()
    with services.units.write() as unit:
        found = unit.outbox.unspread(PAGE)
        if not found:
            return 0
        endpoints = unit.endpoints.of_programmes({each.programme for each in found})
        unit.deliveries.add(
            [
                delivery_for(endpoint, each, now)
                for each in found
                for endpoint in endpoints
                if endpoint.programme == each.programme
                and endpoint.state is EndpointState.ENABLED
                and endpoint.created_at <= each.at
                and endpoint.wants(each.type)
            ]
        )
        unit.outbox.spread(found)
        unit.commit()
    return len(found)
