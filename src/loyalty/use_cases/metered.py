"""What a member used in a period: the readings of a plan's meters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from loyalty.decision.metering import Quantities, measure, stated
from loyalty.decision.programme import Programme
from loyalty.decision.use import Measured
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at
from loyalty.kernel.period import Period
from loyalty.unit_of_work import UnitOfWork
from loyalty.usage.meter import Reading, meters_of
from loyalty.use_cases.accounts import together

_EVER = instant_at(0)


@dataclass(frozen=True, slots=True)
class Use:
    """Whose use of which plan in which period; ``subscription`` where a member has several."""

    plan: str
    member: MemberId
    period: Period
    subscription: str | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """What is priced on any plan: the events of a member in a period, else quantities by meter."""

    quantities: Quantities
    member: MemberId | None
    period: Period | None


def readings_of(unit: UnitOfWork, programme: Programme, use: Use) -> Mapping[str, Sequence[Reading]]:
    """Give the readings of each meter that the plan charges, by time.

    Of a meter that carries its value over, those before the period come too. With a
    subscription, readings that name another one are left out.
    """
    meters = meters_of(programme.shape)
    found: dict[str, Sequence[Reading]] = {}
    for name in _charged(programme, use.plan):
        whole = Period(_EVER, use.period.end) if meters[name].carry else use.period
        found[name] = _of_person(unit, programme.name, name, replace(use, period=whole))
    return found


def _of_person(unit: UnitOfWork, programme: str, meter: str, use: Use) -> list[Reading]:
    """Give the readings of a member, and since a merge those under the other ids of the same person."""
    found = []
    for member, since in together(unit, use.member).items():
        start = max(since, use.period.start)
        if start < use.period.end:
            period = Period(start, use.period.end)
            found += unit.usage.readings(member, programme, meter, period, use.subscription)
    return sorted(found, key=lambda each: (each.at, each.id))


def measured_on(
    unit: UnitOfWork, programme: Programme, plan: str, used: Used, day: date
) -> Mapping[str, Measured]:
    """Give what each meter of a plan came to, at the terms of ``day``; nothing of a plan that there is not.

    Raises what `stated` and `measure` raise.
    """
    if used.member is None or used.period is None:
        return stated(programme, plan, used.quantities, day)
    readings = readings_of(unit, programme, Use(plan, used.member, used.period))
    return measure(programme, plan, readings, used.period, day)


def _charged(programme: Programme, plan: str) -> list[str]:
    return [charge.meter for one in programme.shape.plans if one.id == plan for charge in one.usage]
