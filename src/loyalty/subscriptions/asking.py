"""What is asked of a subscription, held against what happened so far and what its plan says.

Every function gives the timeline with one change more, and raises a refusal where it cannot be;
nothing is kept by asking, so that a preview is the same call.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from loyalty.language.values import Duration
from loyalty.subscriptions.changes import Agreed, Cancelled, Change, Changed, Paused, Resumed, Started, When
from loyalty.subscriptions.offer import Offer
from loyalty.subscriptions.refusals import (
    ChangeTooEarly,
    CoolingOffOver,
    NothingChanges,
    NotPaused,
    SubscriptionEnded,
    WaitsForPeriodEnd,
)
from loyalty.subscriptions.timeline import Phase, State, Timeline

Beginning = tuple[datetime, datetime]
"""From when something holds that can be undone, and from when the days run in which it can."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Another plan by its offer, other seats, other add-ons (the numbers of all of them), more coupons.

    ``market`` is where a first one is sold, ``agreed`` what the member agreed to of it.
    """

    offer: Offer | None = None
    seats: int | None = None
    add_ons: Mapping[str, int] | None = None
    coupons: tuple[str, ...] = ()
    market: str = ""
    agreed: Agreed | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """From when a wish is to hold: ``at`` goes with ``back_dated`` only; ``now`` is when it is told.

    Without ``when`` a change of plan holds when the plan says, anything else now.
    """

    now: datetime
    when: When | None = None
    at: datetime | None = None


def start(zone: ZoneInfo, offer: Offer, first: Wish, moment: Moment) -> Timeline:
    """Give a subscription that begins: now, or at ``moment.at``, at most as far back as the plan allows."""
    offer.check_add_ons(first.add_ons or ())
    now = _second(moment.now)
    at = _second(moment.at or now)
    if at < now:
        _limit(zone, offer, at, now)
    until = _later(at, offer.trial, zone) if offer.trial else None
    begun = Started(
        at=at,
        recorded_at=now,
        plan=offer.plan,
        rhythm=offer.rhythm,
        seats=1 if first.seats is None else first.seats,
        add_ons=dict(first.add_ons or {}),
        coupons=first.coupons,
        trial_until=until,
        market=first.market,
        agreed=first.agreed,
    )
    return Timeline(zone, (begun,))


def change(timeline: Timeline, offer: Offer, wish: Wish, moment: Moment) -> Timeline:
    """Give the timeline with a change of plan, seats, add-ons or coupons; ``offer`` is today's plan's.

    Add-ons that a new plan has not end with the old one, unless the wish states all of them.
    """
    then = wish.offer or offer
    then.check_add_ons(wish.add_ons or ())
    when = moment.when
    if wish.offer is not None and offer.on_change == "at_period_end":
        if when in {When.NOW, When.BACK_DATED}:
            raise WaitsForPeriodEnd(plan=offer.plan)
        when = When.AT_PERIOD_END
    cuts = wish.offer is not None or wish.seats is not None or wish.add_ons is not None
    at, state = _place(timeline, offer, Moment(moment.now, when, moment.at), cuts=cuts)
    add_ons = wish.add_ons
    if add_ons is None and not set(state.add_ons) <= set(then.add_ons):
        add_ons = {name: number for name, number in state.add_ons.items() if name in then.add_ons}
    asked = Changed(
        at=at,
        recorded_at=_second(moment.now),
        plan=wish.offer.plan if wish.offer else None,
        rhythm=wish.offer.rhythm if wish.offer else None,
        seats=wish.seats,
        add_ons=None if add_ons is None else dict(add_ons),
        coupons=wish.coupons,
    )
    same = (
        asked.plan in {None, state.plan}
        and asked.seats in {None, state.seats}
        and (asked.add_ons is None or asked.add_ons == state.add_ons)
    )
    if same and not wish.coupons:
        raise NothingChanges
    return _with(timeline, asked)


def pause(timeline: Timeline, offer: Offer, moment: Moment) -> Timeline:
    """Give the timeline with a pause."""
    at, state = _place(timeline, offer, moment)
    if state.phase is Phase.PAUSED:
        raise NothingChanges
    return _with(timeline, Paused(at=at, recorded_at=_second(moment.now)))


def resume(timeline: Timeline, offer: Offer, moment: Moment) -> Timeline:
    """Give the timeline with the end of a pause."""
    at, state = _place(timeline, offer, moment)
    if state.phase is not Phase.PAUSED:
        raise NotPaused
    return _with(timeline, Resumed(at=at, recorded_at=_second(moment.now)))


def cancel(timeline: Timeline, offer: Offer, moment: Moment) -> Timeline:
    """Give the timeline with a cancellation; one that is to come can be brought forward."""
    at, _ = _place(timeline, offer, moment)
    when = moment.when or When.NOW
    return _with(timeline, Cancelled(at=at, recorded_at=_second(moment.now), when=when))


def cool_off(
    timeline: Timeline, offer: Offer, moment: Moment, days: int, again: Collection[Beginning]
) -> Timeline:
    """Give the timeline with a cancellation within ``days`` after the start, or after a beginning ``again``.

    With shares of a period it holds from now on, so that what is left comes back, and refundable fees
    with it; without them from the beginning on, so that everything does. What has not begun yet ends
    where it would begin. Raises CoolingOffOver, SubscriptionEnded.
    """
    now = _second(moment.now)
    today = now.astimezone(timeline.zone).date()
    begun = [
        at
        for at, since in ((timeline.started.at, timeline.started.at), *again)
        if since <= now and (today - since.astimezone(timeline.zone).date()).days <= days
    ]
    if not begun:
        raise CoolingOffOver
    ends = timeline.ends_at
    if ends is not None and ends <= now:
        raise SubscriptionEnded(ends=ends.isoformat())
    past = [at for at in begun if at <= now]
    if not past:
        at = min(begun)
    elif offer.basis is not None:
        at = now
    else:
        at = max((*past, *(c.at for c in timeline.changes if c.at <= now)))
    return _with(timeline, Cancelled(at=at, recorded_at=now, when=When.COOLING_OFF, undoes=min(begun)))


def _place(timeline: Timeline, offer: Offer, moment: Moment, *, cuts: bool = True) -> tuple[datetime, State]:
    """Give from when a change holds, and how the subscription stands then without it.

    ``cuts`` says that a period it falls into has two stretches, which needs shares of a period.
    """
    now = _second(moment.now)
    at = _instant(timeline, offer, moment, now)
    latest = max((c.at for c in timeline.changes if c.at <= now), default=timeline.started.at)
    if at < max(latest, timeline.started.at):
        raise ChangeTooEarly("There is an earlier change that holds from later on.", first=latest.isoformat())
    ends = timeline.ends_at
    state = timeline.state_at(at)
    if state is None or (ends is not None and ends <= at):
        raise SubscriptionEnded(ends=ends.isoformat() if ends else None)
    if cuts and offer.basis is None and not _between_periods(timeline, at):
        raise WaitsForPeriodEnd(plan=offer.plan)
    return at, state


def _instant(timeline: Timeline, offer: Offer, moment: Moment, now: datetime) -> datetime:
    match moment.when:
        case When.BACK_DATED:
            at = _second(moment.at or now)
            if at > now:
                raise ChangeTooEarly("What is back-dated holds from the past on.", first=None)
            _limit(timeline.zone, offer, at, now)
            return at
        case When.AT_PERIOD_END:
            cycle = timeline.cycle_at(now)
            if cycle is not None:
                return cycle.period.end
            return max(timeline.paid_from, now)
        case _:
            return now


def _between_periods(timeline: Timeline, at: datetime) -> bool:
    """Whether no period is cut by a change at ``at``: it lies in the trial or begins one."""
    cycle = timeline.cycle_at(at)
    return cycle is None or cycle.period.start == at


def _limit(zone: ZoneInfo, offer: Offer, at: datetime, now: datetime) -> None:
    """Refuse to go back further than the plan allows, in local days."""
    back, today = offer.back_dated, now.astimezone(zone).date()
    if back is None or back.after(at.astimezone(zone).date()) < today:
        said = f"The plan allows to go back {back}." if back else "The plan allows no back-dating."
        raise ChangeTooEarly(said, plan=offer.plan)


def _later(at: datetime, length: Duration, zone: ZoneInfo) -> datetime:
    """Give the same time of day ``length`` later, as the clocks of ``zone`` show it."""
    local = at.astimezone(zone)
    day = length.after(local.date())
    return datetime.combine(day, local.time(), zone).astimezone(UTC)


def _second(instant: datetime) -> datetime:
    return instant.replace(microsecond=0)


def _with(timeline: Timeline, asked: Change) -> Timeline:
    return Timeline(timeline.zone, (*timeline.changes, asked))
