"""A step of a breach, kept for ever: the first opens it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from loyalty.breaches.breach import HOURS, Breach, BreachStep, Taken, after
from loyalty.breaches.refusals import UnknownBreach, UnknownTable
from loyalty.kernel.again import DecideAgain
from loyalty.privacy.fields.every import REGISTER
from loyalty.privacy.free_text import refuse_reason
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.breaches.show_breach import BreachShown, shown
from loyalty.use_cases.refusals import InTheFuture
from loyalty.use_cases.services import AHEAD_MAX, Services, retrying

OPENING = frozenset({BreachStep.SUSPECTED, BreachStep.AWARE})
CONTACT = "contact"
"""Whom to ask, which is the house's own address."""


@dataclass(frozen=True, slots=True)
class TakeStep:
    """``breach`` is the house's own id; ``at`` is when it was done, None: now; what is not known is empty."""

    breach: str
    step: BreachStep
    by: str
    at: datetime | None = None
    reason: str = ""
    markets: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    content: Mapping[str, str] = field(default_factory=dict)


def take_step(services: Services, command: TakeStep) -> tuple[BreachShown, bool]:
    """Give the breach with the step, and whether the step was told before.

    What was said once is not kept twice: a step is told before where everything is as it was then, and
    the instant too where one is named.
    Raises InTheFuture, UnknownTable, UnknownBreach for a later step of none, BreachStepEarly,
    BreachNoticeLate, FreeTextRisk where a text says whom it is about or where they are reached: a step
    stays for ever.
    """
    return retrying(services, lambda: _take(services, command))


def _take(services: Services, command: TakeStep) -> tuple[BreachShown, bool]:
    now = services.clock.now()
    at = command.at or now
    if at > now + AHEAD_MAX:
        raise InTheFuture
    known = {entry.table for entry in REGISTER}
    for table in command.tables:
        if table not in known:
            raise UnknownTable(table=table[:64])
    with services.units.write() as unit:
        found = unit.breaches.get(command.breach)
        if found is None and command.step not in OPENING:
            raise UnknownBreach
        markets = _markets(services, unit, command, found)
        new = Taken(command.step, at, command.by, command.reason, markets, command.tables, command.content)
        if found is not None and found.was_told(new, timed=command.at is not None):
            return shown(unit, found, now), True
        for name, text in {"reason": command.reason, **command.content}.items():
            if name != CONTACT:
                refuse_reason(f"/{name}", text)
        before = () if found is None else found.taken
        every = after(before, new)
        if not unit.breaches.add(command.breach, len(every), new):
            raise DecideAgain
        told = shown(unit, Breach(command.breach, every), now)
        unit.commit()
    return told, False


def _markets(
    services: Services, unit: UnitOfWork, command: TakeStep, found: Breach | None
) -> tuple[str, ...]:
    """Give the markets of a step: no clock may stand still because nobody knows yet whom it touches.

    Who becomes aware while no market is named has the clocks run of every market of every programme.
    """
    if command.markets or command.step is not BreachStep.AWARE:
        return command.markets
    aware = None if found is None else found.first(BreachStep.AWARE)
    if aware is not None:
        return aware.markets
    if found is not None and found.markets:
        return ()
    now = services.clock.now()
    digests = {unit.adoption.digest_in_force(each.programme, now) for each in unit.adoption.list()}
    shapes = [services.programmes.by_digest(unit, each).shape for each in digests if each is not None]
    bound = {each.partition("-")[0] for shape in shapes for each in shape.jurisdictions}
    return tuple(market for market in HOURS if market in bound)
