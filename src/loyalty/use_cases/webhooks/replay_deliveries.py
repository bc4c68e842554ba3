"""Send once more what was announced in a time, one announcement, or what was given up."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.webhooks.endpoints import enabled_endpoint
from loyalty.webhooks.announcement import Announced, AnnouncedAsked
from loyalty.webhooks.delivery import Delivery, DeliveryState
from loyalty.webhooks.endpoint import Endpoint
from loyalty.webhooks.refusals import UnknownAnnouncement

REPLAY_MAX = 10_000
"""How many announcements are replayed at a time, the newest first."""


@dataclass(frozen=True, slots=True)
class ReplayDeliveries:
    """To which endpoint: what was recorded from ``since`` to before ``until``, or the one ``event_id``.

    ``failed``: only what was given up. What an endpoint was never told is sent to it as well otherwise.
    """

    programme: str
    endpoint_id: str
    since: datetime | None = None
    until: datetime | None = None
    event_id: str | None = None
    failed: bool = False


def replay_deliveries(services: Services, command: ReplayDeliveries, once: Once) -> Told:
    """Give ``replayed``, how many wait again, and ``more`` where there are more than `REPLAY_MAX`.

    Raises UnknownEndpoint, EndpointDisabled, UnknownAnnouncement, IdempotencyConflict.
    """
    return retrying(services, lambda: _replay(services, command, once))


def _replay(services: Services, command: ReplayDeliveries, once: Once) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        told = told_before(unit, once, now)
        if told is not None:
            return told
        endpoint = enabled_endpoint(unit, command.programme, command.endpoint_id)
        more = False
        if command.failed:
            replayed = unit.deliveries.revive(endpoint, now, since=command.since, until=command.until)
        else:
            found = _found(unit, command)
            more = len(found) > REPLAY_MAX
            replayed = unit.deliveries.replay(
                [
                    delivery_for(endpoint, each, now)
                    for each in found[:REPLAY_MAX]
                    if endpoint.wants(each.type)
                ]
            )
        answer = tell(unit, once, now, {"replayed": replayed, "more": more})
        unit.commit()
    return answer


def delivery_for(endpoint: Endpoint, of: Announced, now: datetime) -> Delivery:
    """Give a delivery of an announcement to an endpoint that begins to wait now."""
    return Delivery(
        of.member_id,
        of.seq,
        endpoint.endpoint_id,
        of.event_id,
        of.programme,
        DeliveryState.WAITING,
        0,
        now,
        now,
    )


def _found(unit: UnitOfWork, command: ReplayDeliveries) -> list[Announced]:
    if command.event_id is not None:
        one = unit.outbox.get(command.programme, command.event_id)
        if one is None:
            raise UnknownAnnouncement
        return [one]
    asked = AnnouncedAsked(command.programme, since=command.since, until=command.until)
    return unit.outbox.list(asked, REPLAY_MAX + 1)
