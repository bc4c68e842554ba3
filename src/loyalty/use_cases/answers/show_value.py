"""What a membership saved against what its plans cost, in a period: from what was booked, nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from loyalty.decision.answers.value import Worth, value_data, worth
from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme
from loyalty.kernel.identity import MemberId, id_text
from loyalty.kernel.period import Period, day_start
from loyalty.subscriptions import billing
from loyalty.subscriptions.records import Subscription
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, subscriptions_of
from loyalty.use_cases.documents import Recipe, opened
from loyalty.use_cases.services import Services


@dataclass(frozen=True, slots=True)
class ShowValue:
    """Orders bought, and periods of plans begun, in ``period``."""

    member: MemberId
    period: Period


def show_value(services: Services, command: ShowValue) -> dict[str, Any]:
    """Give the statement of a member; returns and credit notes are in it.

    Raises UnknownMember, and UnknownProgramme where none bound at the end of the period.
    """
    with services.units.read() as unit:
        member = member_of(unit, command.member)
        last = min(services.clock.now(), command.period.end - timedelta(microseconds=1))
        programme = services.programmes.in_force(unit, member.programme, last)
        orders = list(_orders(services, unit, command, member.programme))
        subscriptions = subscriptions_of(unit, command.member, member.programme)
        plans = [found for one in subscriptions for found in _plans(services, unit, one, command.period)]
    head = {
        "member": id_text("mem", command.member),
        "period": {"start": instant_text(command.period.start), "end": instant_text(command.period.end)},
    }
    return value_data(programme, head, orders, plans)


def value_to_date(
    services: Services, unit: UnitOfWork, member: MemberId, programme: Programme, now: datetime
) -> dict[str, Any]:
    """Give what a paid membership cost and saved since the year began; nothing of one that costs nothing.

    Minor units of the programme's currency; ``net`` is below 0 where it cost more than it saved.
    """
    subscriptions = subscriptions_of(unit, member, programme.name) if programme.shape.plans else ()
    if not subscriptions:
        return {}
    first = now.astimezone(programme.zone).date().replace(month=1, day=1)
    period = Period(day_start(first, programme.zone), now)
    plans = [found for one in subscriptions for found in _plans(services, unit, one, period)]
    if not any(plan.fee for plan in plans):
        return {}
    orders = list(_orders(services, unit, ShowValue(member, period), programme.name))
    total = value_data(programme, {}, orders, plans)["total"]
    names = {"membership_fee_to_date": "fee", "benefit_to_date": "saved", "net": "net"}
    return {told: total[name] for told, name in names.items()}


def _orders(services: Services, unit: UnitOfWork, command: ShowValue, programme: str) -> Iterator[Worth]:
    """Give each order as it was kept after its returns."""
    for key in unit.orders.keys_between(command.member, programme, command.period):
        order = unit.orders.get(key)
        assert order is not None  # noqa: S101 - kept with its spend, for ever
        returns = unit.orders.returns(key)
        explanation = returns[-1].explanation_id if returns else order.explanation_id
        about = {"order": key.order_id, "source": key.source, "at": instant_text(order.occurred_at)}
        yield worth(_kept(services, unit, explanation).decision, about, explanation)


def _plans(
    services: Services, unit: UnitOfWork, subscription: Subscription, period: Period
) -> Iterator[Worth]:
    """Give each period of a plan as it was billed last; one of which nothing stays billed is left out."""
    lines = billing.booked(unit.invoices.lines(subscription.member_id, subscription.id)).values()
    billed = [line for line in lines if line.place.start in period]
    for start, plan in sorted({(line.place.start, line.place.plan) for line in billed}):
        own = [line for line in billed if (line.place.start, line.place.plan) == (start, plan)]
        if not any(line.now for line in own):
            continue
        about = {
            "subscription": subscription.id,
            "plan": plan,
            "period": {"start": instant_text(start), "end": instant_text(own[-1].end)},
        }
        yield worth(_kept(services, unit, own[-1].explanation).decision, about, own[-1].explanation)


def _kept(services: Services, unit: UnitOfWork, explanation: str) -> Recipe:
    row = unit.explanations.get(explanation)
    assert row is not None  # noqa: S101 - kept with what it explains
    return opened(services.programmes.by_digest(unit, row.digest), row)
