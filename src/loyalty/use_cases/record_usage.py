"""Keep usage events: each once, by its own id; what became of each is listed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import UnitOfWork
from loyalty.usage.event import Received, Reception, UsageEvent
from loyalty.usage.intake import Gate
from loyalty.usage.meter import meters_of
from loyalty.use_cases.accounts import subscriptions_of, together
from loyalty.use_cases.answers.used import Blocking
from loyalty.use_cases.refusals import EventConflict
from loyalty.use_cases.services import AHEAD_MAX, Services, retrying

BEYOND = "beyond-allowance"
_OF_THE_PAST = frozenset({Reception.LATE, Reception.CORRECTED})


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
        meters, numbers = meters_of(programme.shape), programme.shape.numbers
        members = unit.members.of_programme(programme.name, {event.member_id for event in command.events})
        billed_until = _billed_until(unit, programme.name, members)
        step, most = numbers.quantities.step, numbers.limits.quantity
        gate = Gate(meters, step, most, programme.zone, now, AHEAD_MAX, billed_until)
        refused: dict[int, Received] = {}
        good: list[UsageEvent] = []
        strangers = _strangers(unit, programme.name, command.events)
        for place, event in enumerate(command.events):
            why = gate.refuses(event) if event.member_id in members else "unknown-member"
            if (event.member_id, event.subscription) in strangers:
                why = why or "unknown-subscription"
            if why:
                refused[place] = Received(event.event_id, Reception.REFUSED, why=why)
            else:
                good.append(event)
        beyond = Blocking(services, unit, programme, command.source).blocked(good)
        for place, event in enumerate(command.events):
            if place not in refused and event.event_id in beyond:
                refused[place] = Received(event.event_id, Reception.REFUSED, why=BEYOND)
        good = [event for place, event in enumerate(command.events) if place not in refused]
        kept = unit.usage.record(programme.name, command.source, good, now)
        called = [_called_late(gate, event, answer) for event, answer in zip(good, kept, strict=True)]
        _due_again(unit, programme.name, billed_until, zip(good, called, strict=True), now)
        unit.commit()
    answers = iter(called)
    return tuple(refused.get(place) or next(answers) for place in range(len(command.events)))


def _billed_until(
    unit: UnitOfWork, programme: str, members: Iterable[MemberId]
) -> Mapping[tuple[MemberId, str], datetime]:
    """Give, by member and meter, until when usage was billed, under whatever id of the same person."""
    persons = {member: together(unit, member) for member in members}
    every = unit.invoices.billed_until(programme, {each for ids in persons.values() for each in ids})
    found: dict[tuple[MemberId, str], datetime] = {}
    for member, ids in persons.items():
        for (other, meter), until in every.items():
            if other in ids:
                found[member, meter] = max(until, found.get((member, meter), until))
    return found


def _strangers(
    unit: UnitOfWork, programme: str, events: Iterable[UsageEvent]
) -> set[tuple[MemberId, str | None]]:
    """Give the subscriptions that events name and that their members do not have."""
    named = {(event.member_id, event.subscription) for event in events if event.subscription is not None}
    found = {(member, name): unit.subscriptions.find(programme, name) for member, name in named}
    return {
        (member, name)
        for (member, name), one in found.items()
        if one is None or (one.member_id != member and one.member_id not in together(unit, member))
    }


def _called_late(gate: Gate, event: UsageEvent, answer: Received) -> Received:
    if answer.reception is Reception.ACCEPTED and gate.is_late(event):
        return Received(answer.event_id, Reception.LATE)
    return answer


def _due_again(
    unit: UnitOfWork,
    programme: str,
    billed_until: Mapping[tuple[MemberId, str], datetime],
    told: Iterable[tuple[UsageEvent, Received]],
    now: datetime,
) -> None:
    """Let subscriptions be billed again of which a period changed that was billed already.

    Raises `DecideAgain` where one of them is being written to.
    """
    again = {event.member_id for event, answer in told if answer.reception in _OF_THE_PAST}
    for member in sorted(again & {member for member, _ in billed_until}):
        for subscription in subscriptions_of(unit, member, programme):
            unit.subscriptions.touch(subscription, now)
