"""Notices made: what a member is to be told, with all that the sentence needs."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from loyalty.decision.explain import Document, instant_text
from loyalty.decision.programme import Programme
from loyalty.decision.situate import NOBODY, local_day
from loyalty.jobs.notice import Notice, NoticeKind
from loyalty.jobs.refusals import NoticeWindowMissed
from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money
from loyalty.kernel.period import day_start
from loyalty.ledger.account import AccountKey
from loyalty.ledger.due import holdings
from loyalty.ledger.plans import plan_put_off
from loyalty.profiles.parameters import Window
from loyalty.profiles.windows import about_of, has_opened, is_over, next_end
from loyalty.subscriptions.changes import Cancelled, When
from loyalty.subscriptions.records import Invoice, Subscription
from loyalty.subscriptions.spending import AlertTold
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import survivor_of
from loyalty.use_cases.market_notices import law_of
from loyalty.use_cases.points.expiring import expiry_windows, was_told
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_standing import show_standing, standing_data
from loyalty.use_cases.wallets import under, wallet_name


def spoken(programme: Programme, content: Mapping[str, Any]) -> dict[str, Any]:
    """Give the content of a notice with the currency and the zone in which it is told."""
    currency = programme.currency
    return {
        "currency": currency.code,
        "exponent": currency.exponent,
        "timezone": programme.shape.timezone,
        **content,
    }


def tell_of_expiry(services: Services, unit: UnitOfWork, key: AccountKey, end: datetime) -> str:
    """Keep the notices that are due of the points that end at ``end``; give in a few words what came of it.

    Points whose member was not told of their end in time get a later one, and are told of with that.
    Nothing is told where they have ended or were spent meanwhile.
    """
    now = services.clock.now()
    programme = services.programmes.in_force(unit, key.programme, now)
    state = unit.ledger.account(key.member_id, key.unit, key.programme)
    windows = expiry_windows(programme, key.unit, local_day(programme, end))
    lots = [lot for lot in holdings(state, now).lots if lot.expires_at == end]
    if not lots or not windows:
        return ""
    put_off = ""
    if any(lot.awaits for lot in lots) and _missed(unit, programme, key, windows, end, now):
        to = day_start(next_end(windows, local_day(programme, now)), programme.zone)
        recording = under(services.recording(), programme, key.unit, NOBODY.tier)
        booked = plan_put_off(state, end, to, recording)
        book_told(services, unit, booked)
        put_off, end = f"{NoticeWindowMissed.code}, put off to {instant_text(to)}, ", to
        lots = [lot for lot in holdings(booked.state, now).lots if lot.expires_at == end]
    elif end <= now:
        return ""
    points, day = sum(lot.remaining for lot in lots), local_day(programme, end)
    called = wallet_name(programme, key.unit)
    content = {"wallet": key.unit, "wallet_name": called, "points": points, "end": instant_text(end)}
    told = 0
    for window in windows:
        if has_opened(window, day, local_day(programme, now)):
            notice = Notice(
                services.entropy.new_id(now),
                key.programme,
                key.member_id,
                NoticeKind.EXPIRY,
                about_of(key.unit, windows, window),
                end,
                spoken(programme, content),
                now,
            )
            told += unit.notices.add(notice)
    return f"{put_off}told {points}" if told or put_off else ""


def _missed(  # noqa: PLR0913, PLR0917 - whose points, of which end, by when
    unit: UnitOfWork,
    programme: Programme,
    key: AccountKey,
    windows: tuple[Window, ...],
    end: datetime,
    now: datetime,
) -> bool:
    """Whether a window before an end is over in which nobody was told, or all had been before points came.

    What still waits for a notice that was delivered in every window came afterwards, as by a merge.
    """
    day, today = local_day(programme, end), local_day(programme, now)
    told = {
        window: was_told(unit, programme, key.member_id, about_of(key.unit, windows, window), window, end)
        for window in windows
    }
    over = [window for window in windows if is_over(window, day, today)]
    return bool(over) and (all(told.values()) or not all(told[window] for window in over))


def tell_of_tier(services: Services, unit: UnitOfWork, member: MemberId, end: datetime) -> str:
    """Keep the notices that are due of the tier that is lost at ``end``; give in a few words what came of it.

    Whoever was not told in time is told of a later day, on which it is lost then. Nothing is told
    where the tier is kept as things stand. Raises UnknownMember, MemberMerged.
    """
    now = services.clock.now()
    shown = show_standing(services, member)
    programme, tier = shown.programme, shown.standing.tier
    if shown.lost_at != end or shown.is_kept:
        return ""
    notices, today, put_off = shown.notices, local_day(programme, now), ""
    if notices.is_missed(tier, end, today):
        end = notices.later(now)
        put_off = f"{NoticeWindowMissed.code}, put off to {instant_text(end)}, "
    found = standing_data(shown)
    told_of = {key: found[key] for key in ("keeping", "tier_names")}
    content = {"tier": tier, "end": instant_text(end), **told_of}
    told, windows = 0, notices.windows(end)
    for window in windows:
        if has_opened(window, local_day(programme, end), today):
            notice = Notice(
                services.entropy.new_id(now),
                programme.name,
                member,
                NoticeKind.TIER,
                about_of(tier, windows, window),
                end,
                spoken(programme, content),
                now,
            )
            told += unit.notices.add(notice)
    return f"{put_off}told" if told else ""


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


def tell_of_refund(
    services: Services, unit: UnitOfWork, subscription: Subscription, invoice: Document | None
) -> None:
    """Keep the notice of `refund_of`, where there is one."""
    notice = refund_of(services, unit, subscription, invoice)
    if notice is not None:
        unit.notices.add(notice)


def refund_of(
    services: Services, unit: UnitOfWork, subscription: Subscription, invoice: Document | None, comes: int = 0
) -> Notice | None:
    """Give the notice of the money that is given back, and by when it is with the member, as the law says.

    It is that of ``invoice``, which was booked last, with what was cancelled since the one before it: what a
    cancelled invoice was about is due again, and what of it is not billed again comes back. ``comes`` is what
    the next bill will say of it. What the law says of a plan that is undone is the day for whatever else
    gives money back: an end, a plan that costs less, use that was corrected. Reports of it say what became
    of the money. None where none is given back that was not told of yet, or no market says by when.
    """
    booked = invoice["id"] if invoice else ""
    cancelled = unit.invoices.cancelled_last(subscription.member_id, subscription.id, booked)
    back = -comes - (invoice["payable"] if invoice else 0) - _cancelled(unit, subscription, cancelled)
    if back <= 0:
        return None
    now = services.clock.now()
    programme = services.programmes.in_force(unit, subscription.programme, now)
    today = local_day(programme, now)
    days = law_of(programme, subscription.timeline.started.market, today).strictest(
        "subscription.refund_days"
    )
    if not isinstance(days, int):
        return None
    until = day_start(today + timedelta(days=days + 1), programme.zone)
    content = {
        "subscription": subscription.id,
        "amount": back,
        "until": instant_text(until),
        "since": _back_since(subscription, now),
    }
    return Notice(
        services.entropy.new_id(now),
        subscription.programme,
        survivor_of(unit, subscription.member_id),
        NoticeKind.REFUND,
        booked or cancelled[-1].id,
        until,
        spoken(programme, content),
        now,
    )


def _cancelled(unit: UnitOfWork, subscription: Subscription, cancelled: Iterable[Invoice]) -> int:
    """Give what cancelled bills come to beside what was told of them, below 0 what is given back.

    Word of a credit note that is cancelled before its money was paid is owed no more.
    """

    def told(about: str | None, *, unpaid: bool = False) -> int:
        made = unit.notices.told(subscription.programme, NoticeKind.REFUND, about or "")
        return sum(each.content["amount"] for each in made if not (unpaid and each.delivered_at))

    return sum(each.payable + told(each.id) - told(each.voids, unpaid=True) for each in cancelled)


def _back_since(subscription: Subscription, now: datetime) -> str:
    """Give why money comes back: a plan is ``undone``, ``ended`` in another way, or costs ``less``."""
    ends = [each for each in subscription.timeline.changes if isinstance(each, Cancelled)]
    if any(each.when is When.COOLING_OFF for each in ends):
        return "undone"
    return "ended" if any(each.at <= now for each in ends) else "less"
