"""What was used of one meter in a period of a subscription, and whether an event would go beyond."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from loyalty.decision.programme import Programme
from loyalty.language.shapes.plans import AllowanceShape
from loyalty.subscriptions.records import Subscription
from loyalty.subscriptions.timeline import Segment
from loyalty.unit_of_work import UnitOfWork
from loyalty.usage.event import UsageEvent
from loyalty.usage.meter import Reading, aggregate, meters_of
from loyalty.use_cases.accounts import subscriptions_of
from loyalty.use_cases.metered import Use, readings_of
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class Place:
    """One plan in one period of a subscription."""

    subscription: Subscription
    segment: Segment


def used_in(
    unit: UnitOfWork, programme: Programme, place: Place, meter: str, more: Iterable[Reading] = ()
) -> Fraction:
    """Give what the events of a meter come to in a place, with ``more`` besides those that are kept."""
    subscription, segment = place.subscription, place.segment
    period = segment.cycle.period
    use = Use(segment.plan, subscription.member_id, period, subscription.id)
    found = [*readings_of(unit, programme, use)[meter], *more]
    return aggregate(
        meters_of(programme.shape)[meter],
        sorted(found, key=lambda one: (one.at, one.id)),
        period,
        zone=programme.zone,
        windows=segment.windows,
    )


@dataclass(slots=True)
class Blocking:
    """Which new events of one source go beyond an allowance that blocks.

    Corrections are always taken, so that what was recorded wrongly can be mended. Raises
    `DecideAgain` where a subscription is being written to.
    """

    services: Services
    unit: UnitOfWork
    programme: Programme
    source: str
    _taken: dict[tuple[str, str], list[Reading]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _met: set[str] = field(default_factory=set)

    def blocked(self, events: Sequence[UsageEvent]) -> set[str]:
        """Give the ids of the events that are refused."""
        meters = {
            one.meter
            for plan in self.programme.shape.plans
            for one in plan.allowances
            if one.beyond == "block"
        }
        asked = [event for event in events if event.meter in meters and event.supersedes is None]
        if not asked:
            return set()
        self._seen |= self.unit.usage.known(self.programme.name, self.source, [one.event_id for one in asked])
        return {event.event_id for event in asked if self._goes_beyond(event)}

    def _goes_beyond(self, event: UsageEvent) -> bool:
        if event.event_id in self._seen:
            return False  # it was sent before: what became of it then stands
        self._seen.add(event.event_id)
        reading = Reading(event.event_id, event.at, Fraction(event.quantity), event.properties)
        met = list(self._limits(event))
        for place, allowance in met:
            more = [*self._taken.get((place.subscription.id, event.meter), ()), reading]
            used = used_in(self.unit, self.programme, place, event.meter, more)
            if used > allowance.up_to:
                return True
        for place, _ in met:
            self._taken.setdefault((place.subscription.id, event.meter), []).append(reading)
        return False

    def _limits(self, event: UsageEvent) -> Iterator[tuple[Place, AllowanceShape]]:
        for subscription in subscriptions_of(self.unit, event.member_id, self.programme.name):
            if event.subscription not in {None, subscription.id}:
                continue
            for segment in subscription.timeline.segments(event.at):
                if any(event.at in time for time in segment.windows):
                    allowance = self._allowance(segment, event.meter)
                    if allowance is not None:
                        self._meet(subscription)
                        yield Place(subscription, segment), allowance

    def _allowance(self, segment: Segment, meter: str) -> AllowanceShape | None:
        plans = {plan.id: plan for plan in self.programme.shape.plans}
        return next(
            (
                one
                for one in (plans[segment.plan].allowances if segment.plan in plans else ())
                if one.meter == meter and one.beyond == "block"
            ),
            None,
        )

    def _meet(self, subscription: Subscription) -> None:
        """Count a write once, so that two senders cannot both take what is left."""
        if subscription.id not in self._met:
            self._met.add(subscription.id)
            self.unit.subscriptions.touch(subscription, subscription.next_due)
