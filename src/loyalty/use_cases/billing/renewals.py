"""Periods that a subscription goes on to by itself: whose member must have been told in time to be charged.

A notice is of one period and one window. What it tells of is the day of the charge, which is the
beginning of the period, or a later one where that could not be told of in time any more. Where there are
several windows, what lets the charge go on is a notice of the same day in each. A notice of a price is of
that price and of lower ones: one that rises again has another notice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import count, pairwise

from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme, for_ever
from loyalty.decision.situate import local_day
from loyalty.jobs.notice import NoticeKind, Told
from loyalty.jobs.refusals import NoticeWindowMissed, RenewalNoticeMissing
from loyalty.kernel.period import day_start
from loyalty.kernel.refusal import Refusal
from loyalty.privacy.choice import AgeBand
from loyalty.privacy.refusals import MinorNotAllowed
from loyalty.profiles.parameters import Window
from loyalty.profiles.windows import has_opened, is_hit, is_over, next_end, of_renewal, of_trial, windows_in
from loyalty.subscriptions.billing import Line, Place, booked
from loyalty.subscriptions.changes import Changed
from loyalty.subscriptions.offer import not_agreed, not_sold
from loyalty.subscriptions.records import Subscription
from loyalty.subscriptions.timeline import Segment, Timeline
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import survivor_of
from loyalty.use_cases.dearer import Dearer, Held, Laden, dearer_use, held_in, is_free_before, laden
from loyalty.use_cases.market_notices import law_of
from loyalty.use_cases.privacy.reading import age_of
from loyalty.use_cases.services import Services

TOLD = ("full", "reduced")
"""Where a notice of a price has what a whole period comes to without coupons and with them."""


@dataclass(frozen=True, slots=True)
class Required:
    """A notice of a charge: its kind, its window, and of what: a subscription with the day of a period.

    ``windows`` are all in which the same is told. ``binds``: the charge waits for it, as it does for that
    of what was free so far. The end of another coupon is told of also where no law asks for it. ``prices``
    and ``dearer`` are what has to be told of a price that rises.
    """

    kind: NoticeKind
    window: Window
    of: str
    windows: tuple[Window, ...]
    binds: bool = True
    prices: tuple[int, int] = (0, 0)
    dearer: tuple[Dearer, ...] = ()

    @property
    def about(self) -> str:
        """Give what a notice in its window is about."""
        return self.about_in(self.window)

    def about_in(self, window: Window) -> str:
        """Give what a notice in one of its windows is about."""
        return f"{self.of}:{window}"

    def is_said_by(self, told: Told) -> bool:
        """Whether a notice tells of no less than what has to be told."""
        uses = told.content.get("dearer", ())
        return self.kind is not NoticeKind.PRICE or (
            all(told.content.get(key, 0) >= price for key, price in zip(TOLD, self.prices, strict=True))
            and all(any(each.is_said_by(use) for use in uses) for each in self.dearer)
        )

    def again(self) -> Iterator["Required"]:
        """Give it under the name of its first notices, then of those that were told of after them."""
        yield self
        for number in count(2):
            yield replace(self, of=f"{self.of}@{number}")


@dataclass(frozen=True, slots=True)
class Renewal:
    """A period that follows by itself, the programme that binds when it begins, and what it waits for.

    ``before`` and ``price`` are what a whole period came to before and comes to, in minor units, for
    nobody in particular and without use; ``dearer`` is what use costs more. Both are with coupons only
    where these take less off than was promised. ``prices`` are what it comes to without coupons and with
    them, whatever was promised.
    """

    segment: Segment
    programme: Programme
    required: tuple[Required, ...]
    before: int
    price: int
    prices: tuple[int, int] = (0, 0)
    dearer: tuple[Dearer, ...] = ()

    @property
    def start(self) -> datetime:
        """Give when the period begins."""
        return self.segment.cycle.period.start


@dataclass(frozen=True, slots=True)
class Wanted:
    """A notice that is to be made: of a charge at ``about_at``."""

    renewal: Renewal
    required: Required
    about_at: datetime


def held_back(
    services: Services,
    unit: UnitOfWork,
    subscription: Subscription,
    at: datetime,
    before: Mapping[Place, Line],
) -> Mapping[datetime, Refusal]:
    """Give, by when they begin, the periods begun by ``at`` that may not be charged yet, each with why.

    ``before`` is what was booked of any. Raises UnknownProgramme.
    """
    found: dict[datetime, Refusal] = {}
    for renewal in renewals_of(services, unit, subscription, at, before):
        why = _why_not(unit, subscription, renewal, at)
        if why is not None:
            found[renewal.start] = why
    return found


def wanted(
    services: Services, unit: UnitOfWork, subscription: Subscription, through: datetime, now: datetime
) -> Iterator[Wanted]:
    """Give the notices to be made by ``now`` of periods that begin by ``through``; none once it has ended.

    Raises UnknownProgramme.
    """
    ends = subscription.timeline.ends_at
    if ends is not None and ends <= now:
        return
    lines, seen = unit.invoices.lines(subscription.member_id, subscription.id), set[str]()
    for renewal in renewals_of(services, unit, subscription, through, booked(lines)):
        named = (_named(unit, subscription, renewal, each) for each in renewal.required)
        for required in (each for each in named if f"{each.kind} {each.about}" not in seen):
            seen.add(f"{required.kind} {required.about}")
            about_at = _to_tell_of(renewal, required, _told(unit, subscription, required), now)
            if about_at is not None:
                yield Wanted(renewal, required, about_at)


def renewals_of(
    services: Services,
    unit: UnitOfWork,
    subscription: Subscription,
    through: datetime,
    told: Mapping[Place, Line],
) -> Iterator[Renewal]:
    """Give the periods begun by ``through`` that follow by themselves, a trial or another one, unbilled.

    One in which the member came to the plan follows nothing, but for what it rose to since the member
    agreed to it, and one that is paused charges nothing. What rises is held against the last period that
    was paid for, and what waits for a notice of that, or of the first charge after what was free, is every
    period from then on, until one is billed.
    """
    timeline, billed = subscription.timeline, {place.period for place in told}
    segments = timeline.segments(through)
    in_force = partial(services.programmes.in_force, unit, subscription.programme)
    began = timeline.started.at
    begins = [began, *(max(began, each.cycle.nominal.start) for each in segments)]
    paid, waiting, previous = began, tuple[Required, ...](), None
    for (before, _), period in zip(pairwise(begins), laden(in_force, segments, told), strict=True):
        segment = period.segment
        start, last, earlier = segment.cycle.period.start, paid, previous
        if segment.stretches:
            paid, previous = max(began, segment.cycle.nominal.start), period
        comes = segment.since >= start
        agreed = _agreed_at(timeline, segment) if comes else last
        if (start, segment.plan) in billed or agreed >= start or not segment.stretches:
            waiting = () if (start, segment.plan) in billed else waiting
            continue
        programme = in_force(start)
        if _not_agreed(subscription, segment, programme) is not None:
            yield Renewal(segment, programme, (), 0, 0)
            continue
        was = in_force(agreed)
        then = held_in(for_ever(was), segment, start) if comes else held_in(was, segment, last)
        now = held_in(programme, segment, start)
        whole, use = _compared(then, now)
        bare = (whole[1], whole[1] - _taken_off(now, period))
        prices = _with_coupons(then, period, whole, bare)
        converts = _follows_free(programme, subscription, period, earlier)
        goes_on = converts or not comes
        following = tuple(_following(programme, subscription, period, before, earlier)) if goes_on else ()
        rising = use or prices[1] > prices[0]
        rises = tuple(_rises(programme, subscription, segment, bare, use)) if rising else ()
        required = (*waiting, *following, *rises)
        waiting = (*waiting, *(following if converts else ()), *rises)
        if required or not comes:
            yield Renewal(segment, programme, required, *prices, bare, use)


def _agreed_at(timeline: Timeline, segment: Segment) -> datetime:
    """Give when the member agreed to come to the plan of a segment, its first instant where nobody knows."""
    agreed = [
        change.recorded_at
        for change in timeline.changes
        if isinstance(change, Changed) and (change.plan, change.at) == (segment.plan, segment.since)
    ]
    return max(agreed, default=segment.since)


def _following(
    programme: Programme, subscription: Subscription, period: Laden, before: datetime, last: Laden | None
) -> Iterator[Required]:
    """Give what has to be told of a period since it follows by itself."""
    start, nominal = period.segment.cycle.period.start, period.segment.cycle.nominal
    day = local_day(programme, start)
    law = law_of(programme, subscription.timeline.started.market, day)
    days_before = (day - local_day(programme, before)).days
    windows = tuple(of_renewal(law, (nominal.end - nominal.start).days, days_before))
    of = f"{subscription.id}:{day}"
    for window in windows:
        yield Required(NoticeKind.RENEWAL, window, of, windows)
    binds = _follows_free(programme, subscription, period, last)
    if not windows and (binds or _follows_coupon(programme, period, last)):
        window = of_trial(days_before)
        yield Required(NoticeKind.RENEWAL, window, of, (window,), binds)


def _rises(
    programme: Programme,
    subscription: Subscription,
    segment: Segment,
    prices: tuple[int, int],
    use: tuple[Dearer, ...],
) -> Iterator[Required]:
    """Give what has to be told of a period since it costs more."""
    day = local_day(programme, segment.cycle.period.start)
    law = law_of(programme, subscription.timeline.started.market, day)
    of, windows = f"{subscription.id}:{day}", windows_in(law, "subscription.price_notice")
    for window in windows:
        yield Required(NoticeKind.PRICE, window, of, windows, prices=prices, dearer=use)


def _follows_free(
    programme: Programme, subscription: Subscription, period: Laden, last: Laden | None
) -> bool:
    """Whether the period is the first to be paid for, after a trial, or after one that coupons made free."""
    if last is None:
        begun = subscription.timeline.started
        return begun.trial_until is not None and begun.recorded_at < period.segment.cycle.period.start
    takes_less = _follows_coupon(programme, period, last) or last.left != period.left
    return takes_less and is_free_before(programme, last, period)


def _follows_coupon(programme: Programme, period: Laden, last: Laden | None) -> bool:
    """Whether the period is the first after the last one that costs what it does without a coupon."""
    return last is not None and bool(last.holding(programme) - period.holding(programme))


def _compared(was: Held, now: Held) -> tuple[tuple[int, int], tuple[Dearer, ...]]:
    """Give what a whole period cost and costs, unused, and what use costs more; of no plan nothing."""
    prices = tuple(each.due() if each.plan in each.programme.plans else 0 for each in (was, now))
    there = was.plan in was.programme.plans and now.plan in now.programme.plans
    return (prices[0], prices[1]), tuple(dearer_use(was, now)) if there else ()


def _with_coupons(was: Held, period: Laden, prices: tuple[int, int], now: tuple[int, int]) -> tuple[int, int]:
    """Give the prices with what coupons took off, and take, where they take less of it than was promised.

    ``now`` is what a whole period comes to without and with them. What was promised is worked out for the
    same day as that, and what was paid for the day of ``was``.
    """
    then = replace(was, programme=for_ever(was.programme), at=period.segment.cycle.period.start)
    reduced = prices[0] - _taken_off(was, period), now[1]
    is_cut = now[0] - now[1] < _taken_off(then, period)
    return reduced if is_cut and reduced[1] > reduced[0] else prices


def _taken_off(held: Held, period: Laden) -> int:
    """Give what the coupons that count in a period take off a whole one, in minor units."""
    if not period.segment.coupons or held.plan not in held.programme.plans:
        return 0
    return held.due() - period.reduced(held)


def _why_not(unit: UnitOfWork, subscription: Subscription, renewal: Renewal, at: datetime) -> Refusal | None:
    """Give why a renewal may not be charged at an instant, None where it may."""
    other = _not_agreed(subscription, renewal.segment, renewal.programme)
    if other is not None:
        return other
    age = age_of(unit, survivor_of(unit, subscription.member_id))
    if age is not None and (age.band is not AgeBand.ADULT or renewal.start < age.at):
        return MinorNotAllowed("A subscription does not go on by itself for who is under age.")
    for required in (_named(unit, subscription, renewal, each) for each in renewal.required if each.binds):
        told = _told(unit, subscription, required)
        days = {day for day in told.days if day <= at}
        if any(told.in_each(renewal.programme, day) for day in days):
            continue
        if days and told.is_told(renewal.programme, required.window, max(days)):
            continue  # another of its windows is what the charge waits for
        facts = {
            "subscription": subscription.id,
            "start": instant_text(renewal.start),
            "window": str(required.window),
        }
        delivered = any(each.delivered_at is not None for each in told.by_window[required.window])
        if required.kind is NoticeKind.RENEWAL and not delivered:
            said = f"No notice of the renewal was delivered {required.window} days before the charge."
            return RenewalNoticeMissing(said, **facts)
        said = f"No notice reached the member {required.window} days before the charge."
        return NoticeWindowMissed(said, about=str(required.kind), **facts)
    return None


def _not_agreed(subscription: Subscription, segment: Segment, programme: Programme) -> Refusal | None:
    """Give why a period is none that the member agreed to: its plan is sold otherwise now, or no more."""
    state = subscription.timeline.state_at(segment.cycle.period.start)
    other = None if state is None else not_agreed(programme.shape, segment.plan, state.rhythm)
    return other or not_sold(programme.shape, segment)


def _to_tell_of(renewal: Renewal, required: Required, told: "_Told", now: datetime) -> datetime | None:
    """Give the charge of which a notice is to be made by now, None where there is one, or it is too early."""
    programme, window = renewal.programme, required.window
    today = local_day(programme, now)
    if any(told.in_each(programme, day) for day in told.days):
        return None
    end = max(told.days, default=renewal.start)
    missed = (each for each in required.windows if not told.is_told(programme, each, end))
    if any(is_over(each, local_day(programme, end), today) for each in missed):
        if not required.binds:
            return None
        end = day_start(next_end(required.windows, today), programme.zone)
    if any(each.about_at == end for each in told.by_window[window]):
        return None
    return end if has_opened(window, local_day(programme, end), today) else None


@dataclass(frozen=True, slots=True)
class _Told:
    """The notices of a charge that were made, by window."""

    by_window: Mapping[Window, list[Told]]

    @property
    def days(self) -> set[datetime]:
        """Give the days of charges that were told of."""
        return {each.about_at for made in self.by_window.values() for each in made}

    def in_each(self, programme: Programme, day: datetime) -> bool:
        """Whether the charge of a day was told of in each window."""
        return all(self.is_told(programme, window, day) for window in self.by_window)

    def is_told(self, programme: Programme, window: Window, day: datetime) -> bool:
        """Whether a notice of the charge of a day was delivered in a window."""
        return any(
            is_hit(window, local_day(programme, day), local_day(programme, each.delivered_at))
            for each in self.by_window[window]
            if each.about_at == day and each.delivered_at is not None
        )


def _named(unit: UnitOfWork, subscription: Subscription, renewal: Renewal, required: Required) -> Required:
    """Give what has to be told under the name of its notices: those that reached the member come first.

    It has a name of its own where only less was told of.
    """
    said = list[Required]()
    for each in required.again():
        told = _told(unit, subscription, each)
        made = [one for window in told.by_window.values() for one in window]
        if all(required.is_said_by(one) for one in made):
            said.append(each)
            if not made or any(told.in_each(renewal.programme, day) for day in told.days):
                break
    return said[-1] if made else said[0]


def _told(unit: UnitOfWork, subscription: Subscription, required: Required) -> _Told:
    programme, kind = subscription.programme, required.kind
    about = {window: required.about_in(window) for window in required.windows}
    return _Told({window: unit.notices.told(programme, kind, text) for window, text in about.items()})
