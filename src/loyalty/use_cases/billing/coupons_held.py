"""A whole period as it is held, with the coupons that count in it."""

from dataclasses import replace
from datetime import datetime

from loyalty.decision.programme import Programme, for_ever
from loyalty.subscriptions.offer import counts_in
from loyalty.subscriptions.timeline import Segment
from loyalty.use_cases.dearer import Held


def counting(programme: Programme, segment: Segment) -> set[str]:
    """Give the coupons that count in a period, by id."""
    return {each.id for each in programme.shape.coupons if counts_in(each, segment, programme.zone)}


def held_in(programme: Programme, segment: Segment, at: datetime) -> Held:
    """Give a segment's plan as it is held at an instant, with its last seats and add-ons."""
    last = segment.stretches[-1]
    return Held(programme, segment.plan, last.seats, last.add_ons, at, segment.since)


def reduced(held: Held, segment: Segment) -> int:
    """Give what a whole period comes to with the coupons that count in it, in minor units."""
    return replace(held, coupons=counting(held.programme, segment)).due()


def is_free_before(programme: Programme, last: Segment, segment: Segment) -> bool:
    """Whether a period costs something after one that coupons made free."""
    if last.plan not in programme.plans:
        return False
    was, now = (held_in(for_ever(programme), each, each.cycle.period.start) for each in (last, segment))
    return was.due() > reduced(was, last) == 0 < reduced(now, segment)
