"""How much of a meter is left in a subscription's running period, and what happens beyond."""

from dataclasses import dataclass, replace
from datetime import datetime

from loyalty.decision.answers.entitlement import Entitlement, entitlement
from loyalty.decision.refusals import UnknownPlan
from loyalty.kernel.money import Currency
from loyalty.kernel.period import Period
from loyalty.language.findings import not_known
from loyalty.language.shapes.plans import PlanShape
from loyalty.subscriptions import billing
from loyalty.subscriptions.billing import Due
from loyalty.subscriptions.records import Subscription
from loyalty.subscriptions.refusals import NoPeriodRuns
from loyalty.use_cases.answers.used import Place, used_in
from loyalty.use_cases.billing.booking import SubscriptionKey, loaded
from loyalty.use_cases.billing.decided import decisions
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class Shown:
    """What is left on a plan in a period."""

    plan: str
    period: Period
    currency: Currency
    of: Entitlement


def show_entitlement(services: Services, key: SubscriptionKey, meter: str) -> Shown:
    """Give what is left of a meter now.

    Raises UnknownSubscription, NoPeriodRuns in a trial and after the end, UnknownPlan for a
    meter the plan does not charge for, and what `decisions` raises.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        subscription = loaded(unit, key)
        due = running(subscription, now)
        told = unit.invoices.lines(subscription.member_id, subscription.id)
        dues = billing.due(subscription.timeline, now)
        found = next(
            one.decision
            for one in decisions(services, unit, subscription, [replace(d, closed=True) for d in dues], told)
            if one.segment == due.segment
        )
        plan = next(one for one in found.programme.shape.plans if one.id == due.segment.plan)
        _charged(plan, meter)
        used = used_in(unit, found.programme, Place(subscription, due.segment), meter)
    period = due.segment.cycle.period
    return Shown(plan.id, period, found.programme.currency, entitlement(found, plan.id, meter, used))


def running(subscription: Subscription, at: datetime) -> Due:
    """Give what runs of a subscription at an instant. Raises NoPeriodRuns."""
    found = [due for due in billing.due(subscription.timeline, at) if not due.closed]
    if not found:
        raise NoPeriodRuns
    return found[-1]


def _charged(plan: PlanShape, meter: str) -> None:
    charged = [charge.meter for charge in plan.usage]
    if meter not in charged:
        raise UnknownPlan(not_known(f"The plan `{plan.id}` has no meter `{meter[:64]}`", meter, charged))
