"""Every period of a subscription decided with everything that is known: the function behind all bills.

Preview, invoice, credit note and a bill made again years later are calls of `decisions`; what
differs is only until when periods count, and whether those that run count as over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from loyalty.decision.baseline import facts_of_nobody, held_to_public
from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import instant_text
from loyalty.decision.metering import day_of_terms, measure
from loyalty.decision.programme import Part, Programme
from loyalty.decision.refusals import RequestMisfit
from loyalty.decision.situate import local_day, situate_usage
from loyalty.decision.situation import Situation
from loyalty.decision.use import CouponState, Measured
from loyalty.kernel.refusal import Refusal
from loyalty.language.readers.python import Value
from loyalty.orders.quote import Explanation
from loyalty.pricing.rows import coupon_used
from loyalty.subscriptions.billing import Due, Line
from loyalty.subscriptions.offer import offer_of, still_lasts
from loyalty.subscriptions.records import Subscription
from loyalty.subscriptions.refusals import UseUnpriced
from loyalty.subscriptions.timeline import Segment
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import survivor_of
from loyalty.use_cases.documents import is_personal, situation_in
from loyalty.use_cases.market_notices import Facts, facts_of
from loyalty.use_cases.metered import Use, readings_of
from loyalty.use_cases.participants import Known, know
from loyalty.use_cases.services import Services

USED = "/used/"
"""Where a request would say how much of a meter was used."""
OF_THE_MEMBER = ("member.", "history.")
"""Facts that a period keeps as they were when it was billed first."""
OF_THE_PLAN = ("subscription.",)
"""Facts that one that was undone keeps besides."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One plan in one period, decided; ``instead_of`` where somebody unknown would pay less.

    One that is not ``personal`` is at the price for everybody, since the member wanted that, and
    rests on no ``facts``.
    """

    segment: Segment
    decision: Decision
    instead_of: int | None
    personal: bool
    facts: Facts


def decisions(
    services: Services,
    unit: UnitOfWork,
    subscription: Subscription,
    dues: Iterable[Due],
    before: Iterable[Line],
) -> tuple[Decided, ...]:
    """Give every segment that is due, decided, in order.

    Of a segment of which something was booked ``before``, the same version of the programme
    decides again, for the member as he was known then; a price that was for everybody stays one.
    Raises UnknownProgramme, UnknownPlan, UnknownMember, NotInForce, UseUnpriced, RequestMisfit, NoValue,
    OutOfBounds.
    """
    told = {(line.place.start, line.place.plan): line.explanation for line in before}
    case = _Case(services, unit, subscription, told)
    made: list[Decided] = []
    # In order, since what a period takes of a coupon's amount is not there for the next.
    for each in dues:
        made.append(case.decide(each, [one.decision for one in made]))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Case:
    services: Services
    unit: UnitOfWork
    subscription: Subscription
    told: Mapping[tuple[datetime, str], str]

    def decide(self, each: Due, earlier: Iterable[Decision]) -> Decided:
        start = each.segment.cycle.period.start
        row = self._told_of(each.segment)
        if row is None:
            programme = self.services.programmes.in_force(self.unit, self.subscription.programme, start)
        else:
            programme = self.services.programmes.by_digest(self.unit, row.digest)
        try:
            part, situation, member = self._situation(programme, each, earlier)
        except RequestMisfit as refusal:
            raise _of_use(refusal, each.segment) from refusal
        known: dict[str, Value] = {}
        personal = member.personal
        if row is not None:
            personal = is_personal(row)
            then = situation_in(programme, part, row).order_facts(part.compiled)
            as_then = (*OF_THE_MEMBER, *(OF_THE_PLAN if each.undone else ()))
            known = {name: value for name, value in then.items() if name.startswith(as_then)}
        if not personal:
            known |= {**facts_of_nobody(programme, part), "member.enrolled": 1}
        situation = situation.with_facts(part.compiled, known)
        held = held_to_public(decide(programme, situation, part), personal=personal)
        return Decided(each.segment, held.decision, held.instead_of, personal, facts_of(member))

    def _told_of(self, segment: Segment) -> Explanation | None:
        explanation = self.told.get((segment.cycle.period.start, segment.plan))
        return None if explanation is None else self.unit.explanations.get(explanation)

    def _situation(
        self, programme: Programme, each: Due, earlier: Iterable[Decision]
    ) -> tuple[Part, Situation, Known]:
        """Give the plan's part, its situation, and what is known of the member."""
        segment, start = each.segment, each.segment.cycle.period.start
        offer = offer_of(programme.shape, segment.plan)
        part = programme.pricing(segment.plan, undone=segment.cooled_off)
        assert part is not None  # noqa: S101 - the plan has an offer
        known = know(self.unit, programme, part, survivor_of(self.unit, self.subscription.member_id), start)
        measured = measured_in(self.unit, programme, self.subscription, segment)
        usage = each.usage(measured, {}, offer.basis or "second", programme.zone)
        since, coupons = local_day(programme, segment.since), coupons_in(programme, segment, earlier)
        usage = replace(usage, since=since, coupons=coupons)
        return *situate_usage(programme, usage, start, known.participant), known


def _of_use(refusal: RequestMisfit, segment: Segment) -> Refusal:
    """Give the refusal of what is kept of a meter, which no request says; any other as it is."""
    misfit = next((each for each in refusal.misfits if each.pointer.startswith(USED)), None)
    if misfit is None:
        return refusal
    meter, period = misfit.pointer.removeprefix(USED), segment.cycle.period
    times = {"start": instant_text(period.start), "end": instant_text(period.end)}
    message = f"{meter} from {times['start']} to {times['end']}: {misfit.message}; correct its events"
    return UseUnpriced(message, meter=meter, **times)


def coupons_in(
    programme: Programme, segment: Segment, earlier: Iterable[Decision]
) -> Mapping[str, CouponState]:
    """Give the subscription's coupons in a period: whether each still holds, and what is left of its amount.

    ``earlier`` are the decisions before it, which took a part of it each.
    """
    minor, taken = 10**programme.currency.exponent, list(earlier)
    found = {}
    for coupon in programme.shape.coupons:
        if coupon.id in segment.coupons:
            used = sum(decision.value(coupon_used(coupon.id)) for decision in taken)
            left = int(coupon.left_at_first * minor) - used
            holds = still_lasts(coupon, segment, programme.zone)
            found[coupon.id] = CouponState(holds, max(left, 0) if coupon.rest == "carried" else None)
    return found


def measured_in(
    unit: UnitOfWork, programme: Programme, subscription: Subscription, segment: Segment
) -> Mapping[str, Measured]:
    """Give what was used of each meter while the plan was the subscription's, in this period."""
    period = segment.cycle.period
    readings = readings_of(
        unit, programme, Use(segment.plan, subscription.member_id, period, subscription.id)
    )
    first, since = local_day(programme, period.start), local_day(programme, segment.since)
    day = day_of_terms(programme, segment.plan, first, since)
    return measure(programme, segment.plan, readings, period, day, windows=segment.windows)
