"""Notices made: what a member is to be told, with all that the sentence needs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme
from loyalty.jobs.notice import Notice, NoticeKind
from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money
from loyalty.ledger.account import AccountKey
from loyalty.ledger.due import holdings
from loyalty.subscriptions.records import Subscription
from loyalty.subscriptions.spending import AlertTold
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import survivor_of
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_standing import show_standing, standing_data


def spoken(programme: Programme, content: Mapping[str, Any]) -> dict[str, Any]:
    """Give the content of a notice with the currency and the zone in which it is told."""
    currency = programme.currency
    return {
        "currency": currency.code,
        "exponent": currency.exponent,
        "timezone": programme.shape.timezone,
        **content,
    }


def tell_of_expiry(services: Services, unit: UnitOfWork, key: AccountKey, end: datetime) -> int:
    """Keep a notice of the points that end at ``end``, as many as there are now; give how many.

    Nothing is told where they have ended or were spent meanwhile.
    """
    now = services.clock.now()
    if end <= now:
        return 0
    state = unit.ledger.account(key.member_id, key.unit, key.programme)
    points = sum(lot.remaining for lot in holdings(state, now).lots if lot.expires_at == end)
    if not points:
        return 0
    programme = services.programmes.in_force(unit, key.programme, now)
    content = {"wallet": key.unit, "points": points, "end": instant_text(end)}
    notice = Notice(
        services.entropy.new_id(now),
        key.programme,
        key.member_id,
        NoticeKind.EXPIRY,
        key.unit,
        end,
        spoken(programme, content),
        now,
    )
    return points if unit.notices.add(notice) else 0


def tell_of_tier(services: Services, unit: UnitOfWork, member: MemberId, end: datetime) -> bool:
    """Keep a notice of the tier that is lost at ``end``; give whether it is lost then as things stand."""
    now = services.clock.now()
    shown = show_standing(services, member)
    keeping = shown.keeping
    ends = end > now and shown.standing.until == end
    if not ends or keeping is None or not any(each.missing for each in keeping.distances):
        return False
    data = standing_data(shown)
    content = {"tier": shown.standing.tier, "end": instant_text(end), "keeping": data["keeping"]}
    notice = Notice(
        services.entropy.new_id(now),
        shown.programme.name,
        member,
        NoticeKind.TIER,
        shown.standing.tier,
        end,
        spoken(shown.programme, content),
        now,
    )
    return unit.notices.add(notice)


def tell_of_spending(
    services: Services, unit: UnitOfWork, subscription: Subscription, spent: Money, told: AlertTold
) -> None:
    """Keep a notice that the spending of a running period has reached an alert."""
    now = services.clock.now()
    programme = services.programmes.in_force(unit, subscription.programme, now)
    content = {
        "currency": spent.currency.code,
        "exponent": spent.currency.exponent,
        "subscription": subscription.id,
        "alert": told.alert,
        "spent": spent.minor,
        "start": instant_text(told.start),
    }
    notice = Notice(
        services.entropy.new_id(now),
        subscription.programme,
        survivor_of(unit, subscription.member_id),
        NoticeKind.SPENDING,
        f"{subscription.id}:{told.alert}:{told.limit}",
        told.start,
        spoken(programme, content),
        now,
    )
    unit.notices.add(notice)
