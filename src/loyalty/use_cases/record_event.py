"""Keep something a member did besides buying, and book what it earns, once by the caller's own id."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.earning.event import Before, DoneEvent, EventDiffers, EventKey, UnknownEvent, earned_by
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import day_start
from loyalty.language.findings import did_you_mean
from loyalty.language.shapes.budgets import BudgetShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.account import AccountState, Booked
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause, LotTerms
from loyalty.ledger.plans import plan_earn
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.refusals import InTheFuture
from loyalty.use_cases.services import AHEAD_MAX, Services, retrying
from loyalty.use_cases.times import around
from loyalty.use_cases.wallets import end_of, tier_of, under


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """``rule`` names the event of the programme; ``at`` None: now.

    ``by_itself`` is for events that no caller sends, such as birthdays.
    """

    member: MemberId
    event_id: str
    rule: str
    source: str
    at: datetime | None = None
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """The event as it is kept, and whether it had been kept before."""

    event: DoneEvent
    replayed: bool = False


def record_event(services: Services, command: RecordEvent) -> Happened:
    """Give the kept event, also where the same one was kept before.

    An event that earns nothing is kept too, with the reason. Raises UnknownMember,
    UnknownProgramme, UnknownEvent, InTheFuture, and EventDiffers where the id was used for
    another event.
    """
    return retrying(services, lambda: _record(services, command))


def _record(services: Services, command: RecordEvent) -> Happened:
    recording = services.recording()
    if command.at is not None and command.at > recording.now + AHEAD_MAX:
        raise InTheFuture
    at = min(command.at or recording.now, recording.now)
    with services.units.read() as unit:
        member = member_of(unit, command.member)
        key = EventKey(member.programme, command.source, command.event_id)
        there = unit.events.get(key)
        if there is not None:
            return _same(there, command, at)
        programme = services.programmes.in_force(unit, member.programme, at)
        rule = _rule(programme, command)
        before = _before(unit, programme, rule, command.member, at)
        wallet = rule.wallet or POINTS
        state = unit.ledger.account(command.member, wallet, programme.name)
        tier = tier_of(unit, programme, command.member, at)
    points, why = earned_by(rule, local_day(programme, at), before)
    vests = _vests(programme, rule, at, recording.now) if points else None
    end = end_of(programme, wallet, at, tier) if points else None
    event = DoneEvent(
        key=key,
        member_id=command.member,
        rule=rule.id,
        occurred_at=at,
        recorded_at=recording.now,
        digest=programme.digest,
        points=points,
        why=why,
        pending_until=vests,
        expires_at=end,
    )
    booked = _booked(event, state, under(recording, programme, wallet, tier, at))
    with services.units.write() as unit:
        unit.events.claim(event)
        if booked is not None:
            unit.ledger.book(booked)
        for budget in _budgets_of(programme, rule):
            if points:
                unit.budgets.take(programme.name, budget.id, points, int(budget.points))
        unit.commit()
    return Happened(event)


def _booked(event: DoneEvent, state: AccountState, recording: Recording) -> Booked | None:
    """Plan what the event earns; points that have ended already are not booked."""
    if not event.points or (event.expires_at is not None and event.expires_at <= recording.now):
        return None
    reference = f"event:{event.key.event_id}"
    cause = Cause(event.key.source, reference, event.occurred_at, event.digest, reason=event.rule)
    return plan_earn(state, cause, LotTerms(event.points, event.pending_until, event.expires_at), recording)


def _same(there: DoneEvent, command: RecordEvent, at: datetime) -> Happened:
    """Give the event that was kept before under this id. Raises EventDiffers where it is another."""
    moved = command.at is not None and abs(at - there.occurred_at) > AHEAD_MAX
    if moved or (there.member_id, there.rule) != (command.member, command.rule):
        raise EventDiffers(event=command.event_id)
    return Happened(there, replayed=True)


def _rule(programme: Programme, command: RecordEvent) -> EarnEventShape:
    name = command.rule
    known = {rule.id: rule for rule in programme.shape.events}
    if name not in known:
        hint = did_you_mean(name, known)
        raise UnknownEvent(f"The programme has no event `{name[:64]}`{'; ' + hint if hint else '.'}")
    if (known[name].anniversary is not None) is not command.by_itself:
        said = "on its day" if known[name].anniversary is not None else "when it happens"
        raise UnknownEvent(f"`{name[:64]}` is given {said}, not otherwise.")
    return known[name]


def _before(
    unit: UnitOfWork, programme: Programme, rule: EarnEventShape, member: MemberId, at: datetime
) -> Before:
    time = "ever" if rule.once_per == "member" else rule.once_per
    whose = one_person(unit, member)
    times = sum(unit.events.times_earned(each, rule.id, around(programme, at, time)) for each in whose)
    start = around(programme, at, "ever").start
    orders = sum(unit.orders.counts_until(each, programme.name, [start], at)[0] for each in whose)
    step = int(programme.shape.numbers.points.step)
    left = [
        max(0, int(budget.points) - unit.budgets.given(programme.name, budget.id)) // step * step
        for budget in _budgets_of(programme, rule)
    ]
    room = _room(unit, programme, member, at) if rule.wallet in {None, POINTS} else None
    return Before(times, orders, room, min(left, default=None))


def _budgets_of(programme: Programme, rule: EarnEventShape) -> list[BudgetShape]:
    """Give the budget an event takes from, if any."""
    return [budget for budget in programme.shape.budgets if budget.id == rule.budget]


def _room(unit: UnitOfWork, programme: Programme, member: MemberId, at: datetime) -> int | None:
    """Give the fewest points that any cap of a time leaves; the points step is kept."""
    earn, day = programme.shape.earn, local_day(programme, at)
    step, left = int(programme.shape.numbers.points.step), []
    for cap in earn.caps if earn is not None else ():
        time = next(word for word in cap.per if word != "member")
        if time != "order" and cap.at_most.exists(day):
            period = around(programme, at, time)
            left.append(int(cap.at_most.at(day)) - unit.ledger.issued_between(member, POINTS, period))
    return max(0, min(left)) // step * step if left else None


def _vests(programme: Programme, rule: EarnEventShape, at: datetime, now: datetime) -> datetime | None:
    """Give from when the points can be spent, None: at once."""
    if rule.pending is None:
        return None
    vests = day_start(rule.pending.after(local_day(programme, at)), programme.zone)
    return vests if vests > now else None
