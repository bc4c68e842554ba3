"""Keep usage events: each once, by its own id; what became of each is listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.identity import MemberId
from loyalty.usage.event import Received, Reception, UsageEvent
from loyalty.use_cases.services import AHEAD_MAX, Services, retrying


@dataclass(frozen=True, slots=True)
class SentEvent:
    """One event as it was sent; ``quantity`` is decimal text, not below zero."""

    event_id: str
    member: MemberId
    meter: str
    quantity: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordUsage:
    """Events of one programme from one source."""

    programme: str
    source: str
    events: Sequence[SentEvent]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one event: accepted, duplicate, conflict or refused; ``why`` says of a refusal."""

    event_id: str
    outcome: str
    differs: tuple[str, ...] = ()
    why: str = ""


def record_usage(services: Services, command: RecordUsage) -> tuple[Outcome, ...]:
    """Give the outcome of each event, in their order; one bad event stops no other.

    Raises UnknownProgramme.
    """
    return retrying(services, lambda: _record(services, command))


def _record(services: Services, command: RecordUsage) -> tuple[Outcome, ...]:
    now = services.clock.now()
    with services.units.write() as unit:
        programme = services.programmes.in_force(unit, command.programme, now)
        meters = {charge.meter for plan in programme.shape.plans for charge in plan.usage}
        members = {event.member: unit.members.get(event.member) for event in command.events}
        good: list[UsageEvent] = []
        refused: dict[int, str] = {}
        for place, event in enumerate(command.events):
            member = members[event.member]
            if member is None or member.programme != programme.name:
                refused[place] = "unknown-member"
            elif event.meter not in meters:
                refused[place] = "unknown-meter"
            elif event.at > now + AHEAD_MAX:
                refused[place] = "in-the-future"
            else:
                sent = (event.event_id, event.member, event.meter, event.quantity, event.at)
                good.append(UsageEvent(programme.name, command.source, *sent))
        received = iter(unit.usage.record(good, now))
        outcomes = tuple(
            Outcome(event.event_id, "refused", why=refused[place])
            if place in refused
            else _outcome(next(received))
            for place, event in enumerate(command.events)
        )
        unit.commit()
    return outcomes


def _outcome(received: Received) -> Outcome:
    why = "the event kept under this id differs" if received.reception is Reception.CONFLICT else ""
    return Outcome(received.event_id, received.reception.value, received.differs, why)
