"""What a member used in a period: the readings of a plan's meters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loyalty.decision.programme import Programme
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import instant_at
from loyalty.kernel.period import Period
from loyalty.unit_of_work import UnitOfWork
from loyalty.usage.meter import Reading, meters_of

_EVER = instant_at(0)


@dataclass(frozen=True, slots=True)
class Use:
    """Whose use of which plan in which period; ``subscription`` where a member has several."""

    plan: str
    member: MemberId
    period: Period
    subscription: str | None = None


def readings_of(unit: UnitOfWork, programme: Programme, use: Use) -> Mapping[str, Sequence[Reading]]:
    """Give the readings of each meter that the plan charges, by time.

    Of a meter that carries its value over, those before the period come too. With a
    subscription, readings that name another one are left out.
    """
    meters = meters_of(programme.shape)
    found = {}
    for name in _charged(programme, use.plan):
        whole = Period(_EVER, use.period.end) if meters[name].carry else use.period
        found[name] = unit.usage.readings(use.member, programme.name, name, whole, use.subscription)
    return found


def _charged(programme: Programme, plan: str) -> list[str]:
    return [charge.meter for one in programme.shape.plans if one.id == plan for charge in one.usage]
