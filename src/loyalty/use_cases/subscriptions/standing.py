"""A subscription as it stands, as plain data."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.subscriptions.records import Subscription
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import survivor_of
from loyalty.use_cases.subscriptions.coupons import coupons_of


def standing_data(unit: UnitOfWork, subscription: Subscription, at: datetime) -> Mapping[str, Any]:
    """Give a subscription as it stands at an instant; before its start, as it starts.

    The member is the one as whom the subscriber goes on.
    """
    timeline = subscription.timeline
    state = timeline.state_at(max(at, timeline.started.at))
    assert state is not None  # noqa: S101 - it has started then
    cycle = timeline.cycle_at(at)
    return {
        "id": subscription.id,
        "programme": subscription.programme,
        "member": survivor_of(unit, subscription.member_id),
        "plan": state.plan,
        "seats": state.seats,
        "add_ons": dict(state.add_ons),
        "coupons": coupons_of(timeline),
        "state": state.phase.value,
        "started_at": instant_text(timeline.started.at),
        "trial_until": _text(timeline.started.trial_until),
        "ends_at": _text(timeline.ends_at),
        "period": None
        if cycle is None
        else {"start": instant_text(cycle.period.start), "end": instant_text(cycle.period.end)},
        "version": len(timeline.changes),
    }


def _text(at: datetime | None) -> str | None:
    return None if at is None else instant_text(at)
