"""Send an event that tells nothing to an endpoint, and say what it answered."""

from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks.endpoints import enabled_endpoint, secrets_of
from loyalty.webhooks.announcement import body_of, trial_event
from loyalty.webhooks.delivery import Message, Outcome
from loyalty.webhooks.signing import signed_headers


def try_endpoint(services: Services, programme: str, endpoint_id: str) -> Outcome:
    """Give what came of it; nothing is kept. Raises UnknownEndpoint, EndpointDisabled, VaultLocked."""
    now = services.clock.now()
    with services.units.read() as unit:
        found = enabled_endpoint(unit, programme, endpoint_id)
        secrets = secrets_of(services, unit, found)
    event = trial_event(programme, services.entropy.new_id(now), now)
    body = body_of(event)
    headers = signed_headers(secrets, event["id"], now, body)
    return services.post.send([Message(found.address, headers, body)])[0].result()
