"""Keep usage events: each once, by its own id; what became of each is listed."""

from collections.abc import Sequence
from dataclasses import dataclass

from loyalty.usage.event import Received, Reception, UsageEvent
from loyalty.usage.intake import Gate
from loyalty.usage.meter import meters_of
from loyalty.use_cases.refusals import EventConflict
from loyalty.use_cases.services import AHEAD_MAX, Services, retrying


@dataclass(frozen=True, slots=True)
class RecordUsage:
    """Events of one programme from one source."""

    programme: str
    source: str
    events: Sequence[UsageEvent]


def record_usage(services: Services, command: RecordUsage) -> tuple[Received, ...]:
    """Give what became of each event, in their order; one bad event stops no other.

    Raises UnknownProgramme, and EventConflict for an event that conflicts and was sent alone.
    """
    found = take_in(services, command)
    if len(found) == 1 and found[0].reception is Reception.CONFLICT:
        raise EventConflict(found[0].differs, found[0].why)
    return found


def take_in(services: Services, command: RecordUsage) -> tuple[Received, ...]:
    """Give what became of each event, in their order, also of a lone one that conflicts.

    Raises UnknownProgramme.
    """
    return retrying(services, lambda: _take_in(services, command))


def _take_in(services: Services, command: RecordUsage) -> tuple[Received, ...]:
    now = services.clock.now()
    with services.units.write() as unit:
        programme = services.programmes.in_force(unit, command.programme, now)
        meters, step = meters_of(programme.shape), programme.shape.numbers.quantities.step
        gate = Gate(meters, step, programme.zone, now, AHEAD_MAX, billed_until={})
        members = unit.members.of_programme(programme.name, {event.member_id for event in command.events})
        refused: dict[int, Received] = {}
        good: list[UsageEvent] = []
        for place, event in enumerate(command.events):
            why = gate.refuses(event) if event.member_id in members else "unknown-member"
            if why:
                refused[place] = Received(event.event_id, Reception.REFUSED, why=why)
            else:
                good.append(event)
        kept = unit.usage.record(programme.name, command.source, good, now)
        unit.commit()
    answers = iter([_called_late(gate, event, answer) for event, answer in zip(good, kept, strict=True)])
    return tuple(refused.get(place) or next(answers) for place in range(len(command.events)))


def _called_late(gate: Gate, event: UsageEvent, answer: Received) -> Received:
    if answer.reception is Reception.ACCEPTED and gate.is_late(event):
        return Received(answer.event_id, Reception.LATE)
    return answer
